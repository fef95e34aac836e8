// The procedure of the event: the one in force, what is understood of a text, and putting one in force.

import { useMutation, useQuery } from '@tanstack/react-query'
import type { Procedure } from '#shared/http/procedure.ts'
import { call, type Sent } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

export const useProcedure = () =>
  useQuery({ queryKey: keys.procedure, queryFn: ({ signal }) => call('readProcedure', { signal }) })

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
