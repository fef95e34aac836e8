// The roster: who is on duty when.

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Roster, Shift, ShiftsAsk } from '#shared/http/roster.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

const query = queryOptions({
  queryKey: keys.roster,
  queryFn: ({ signal }) => call('readRoster', { signal }),
})

/** Kept on this device for the time without a network. */
export const useRoster = () => useQuery(query)

/** So long after the first screen: it asks for nothing while that one is on its way. */
const aheadMs = 4_000

/** Asks for it before anybody needs it: whom to call is needed where there is no network. */
export function useRosterAhead(): void {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setTimeout(() => void client.prefetchQuery({ ...query, staleTime: 60_000 }), aheadMs)
    return () => clearTimeout(timer)
  }, [client])
}

/** Whose number is seen by whom hangs on who is on duty. */
const outdated = () => [keys.roster, keys.members]

const putIn = (roster: Roster | undefined, shift: Shift): Roster | undefined =>
  roster && {
    shifts: [...roster.shifts.filter(({ id }) => id !== shift.id), shift].toSorted((a, b) =>
      a.from.localeCompare(b.from),
    ),
  }

/** Adds a shift, changes one, or brings a removed one back. */
export const usePutShift = () =>
  useChange(
    ({ id, ...body }: Shift) => call('putShift', { params: { id }, body }),
    outdated,
    (client, shift) => client.setQueryData<Roster>(keys.roster, (now) => putIn(now, shift)),
  )

export const useRemoveShift = () =>
  useChange(({ id }: Pick<Shift, 'id'>) => call('removeShift', { params: { id } }), outdated)

/** Adds several, all or none. */
export const useAddShifts = () =>
  useChange(
    (body: ShiftsAsk) => call('addShifts', { body }),
    outdated,
    (client, answer) => client.setQueryData<Roster>(keys.roster, answer),
  )
