// The procedure of the event: the one in force, what is understood of a text, and putting one in force.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Procedure } from '#shared/http/procedure.ts'
import { type Card, cardOf } from '../ui/first-response-words.ts'
import { call, type Sent } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

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
    () => [keys.procedure],
    (client, answer) => client.setQueryData<Procedure>(keys.procedure, answer),
  )
