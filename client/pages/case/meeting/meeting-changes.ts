// Starting, steering and ending the meeting of a case, over HTTP.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { MeetingEndAsk, MeetingPatch, MeetingStartAsk } from '#shared/http/cases.ts'
import { ask } from '../../../api/ask.ts'
import { keys } from '../../../api/keys.ts'
import { useCaseView } from '../case-view.tsx'

function useMeetingChange<V>(method: 'POST' | 'PATCH', path: string) {
  const { detail } = useCaseView()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: V) => ask(method, `/api/cases/${detail.id}/meeting${path}`, { body }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.case(detail.id) })
      void client.invalidateQueries({ queryKey: keys.cases })
    },
  })
}

export function useMeetingChanges() {
  return {
    start: useMeetingChange<z.input<typeof MeetingStartAsk>>('POST', ''),
    steer: useMeetingChange<z.input<typeof MeetingPatch>>('PATCH', ''),
    end: useMeetingChange<z.input<typeof MeetingEndAsk>>('POST', '/end'),
  }
}
