// The procedure of the event: the one in force, what is understood of a text, and putting one in force.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Procedure, ProcedureReaders } from '#shared/http/procedure.ts'
import type { CaseId, EntryId } from '#shared/ids.ts'
import { useOfflineStore } from '../offline/use-offline-store.ts'
import { type Card, cardOf } from '../ui/first-response-words.ts'
import { call, type Sent } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'
import { isReadingWaiting, sayRead } from './waiting-readings.ts'

const query = queryOptions({
  queryKey: keys.procedure,
  queryFn: ({ signal }) => call('readProcedure', { signal }),
})

export const useProcedure = () => useQuery(query)

/** The first-response card of the event. @param isKnown whether somebody is signed in; without, it is the one that Greenroom brings */
export function useCard(isKnown = true): Card {
  const { data } = useQuery({ ...query, enabled: isKnown })
  return useMemo(() => cardOf(data), [data])
}

/** So long after the first screen: it asks for nothing while that one is on its way. */
const aheadMs = 3_000

/** Asks for it before anybody needs it: a phone that loses its network in the hallway has it then. */
export function useProcedureAhead(): void {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setTimeout(() => void client.prefetchQuery({ ...query, staleTime: 60_000 }), aheadMs)
    return () => clearTimeout(timer)
  }, [client])
}

/** What is understood of a text. Adopts nothing. */
export const usePreviewProcedure = () =>
  useMutation({
    mutationFn: (body: Sent<'previewProcedure', 'body'>['body']) => call('previewProcedure', { body }),
  })

export const useAdoptProcedure = () =>
  useChange(
    (body: Sent<'adoptProcedure', 'body'>['body']) => call('adoptProcedure', { body }),
    () => [keys.procedure, keys.procedureReaders],
    (client, answer) => client.setQueryData<Procedure>(keys.procedure, answer),
  )

/** Says that this version has been read; without a network that waits on this device. */
export const useSayRead = () =>
  useChange(
    (id: EntryId) => sayRead(id),
    () => [keys.procedureReaders],
    (client, readAt, id) =>
      client.setQueryData<Procedure>(keys.procedure, (known) =>
        known?.id === id && readAt ? { ...known, readAt } : known,
      ),
  )

/** Whether this screen knows the procedure in force to be read; it asks for nothing. */
export const useHasRead = (): boolean => {
  const { data } = useQuery({ ...query, enabled: false })
  return data !== undefined && data.readAt !== null
}

/** Whether "I have read it" waits on this device to be sent. @param asked changes when it is to be looked up again */
export function useIsReadingWaiting(id: EntryId, asked: unknown): boolean {
  const keep = useOfflineStore()
  const [isWaiting, setWaiting] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says when
  useEffect(() => {
    let isOver = false
    if (keep) void isReadingWaiting(keep, id).then((found) => isOver || setWaiting(found))
    return () => {
      isOver = true
    }
  }, [keep, id, asked])
  return isWaiting
}

/** Who has read the procedure in force, for those who may ask. */
export const useProcedureReaders = () =>
  useQuery({
    queryKey: keys.procedureReaders,
    queryFn: ({ signal }) => call('listProcedureReaders', { signal }),
  })

export const useRemindReaders = () =>
  useChange(
    (id: EntryId) => call('remindProcedureReaders', { body: { id } }),
    () => [keys.procedureReaders],
    (client, answer) => client.setQueryData<ProcedureReaders>(keys.procedureReaders, answer),
  )

/** Which version a case goes by. */
export const useCaseProcedure = (caseId: CaseId) =>
  useQuery({
    queryKey: keys.caseProcedure(caseId),
    // Two parts of a page show it: whoever comes second asks for nothing.
    staleTime: 60_000,
    queryFn: ({ signal }) => call('readCaseProcedure', { params: { id: caseId }, signal }),
  })

/** The text of the version that a case goes by: kept with the case, so that it can be read without a network. @param id of that version */
export function useCaseProcedureText(caseId: CaseId, id: EntryId) {
  const found = useQuery({
    queryKey: keys.caseProcedureText(caseId),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call('readProcedureVersion', { params: { id }, signal }),
  })
  const { data, refetch } = found
  // Another one was taken: the text of the one before is not shown in its place.
  const isOther = data !== undefined && data.id !== id
  useEffect(() => {
    if (isOther) void refetch()
  }, [isOther, refetch])
  return isOther ? { ...found, data: undefined } : found
}

/** The case goes by the version in force from now on. */
export const useTakeProcedure = (caseId: CaseId) =>
  useChange(
    (id: EntryId) => call('takeProcedure', { params: { id: caseId }, body: { id } }),
    () => [keys.caseProcedure(caseId)],
  )
