// Joining, starting, steering and ending the meeting of a case, and showing names in its room.

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { Joined } from '#shared/http/display.ts'
import type { MeetingEndAsk, MeetingPatch, MeetingStartAsk } from '#shared/http/meetings.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

const useMeetingChange = <V>(caseId: string, change: (params: { id: string }, body: V) => Promise<unknown>) =>
  useChange(
    (body: V) => change({ id: caseId }, body),
    () => [keys.casePart(caseId, 'head'), keys.casePart(caseId, 'meetings'), keys.cases],
  )

export const useMeetingOf = (caseId: string) => ({
  start: useMeetingChange(caseId, (params, body: z.input<typeof MeetingStartAsk>) =>
    call('startMeeting', { params, body }),
  ),
  steer: useMeetingChange(caseId, (params, body: z.input<typeof MeetingPatch>) =>
    call('goToQuestion', { params, body }),
  ),
  end: useMeetingChange(caseId, (params, body: z.input<typeof MeetingEndAsk>) =>
    call('endMeeting', { params, body }),
  ),
})

/** Who is in the meetings that run, by case; asked only where one is shown. Empty until known. */
export function useMeetingsNow(isAsked: boolean): ReadonlyMap<CaseId, readonly MemberId[]> {
  const { data } = useQuery({
    queryKey: keys.meetingsNow,
    enabled: isAsked,
    queryFn: async ({ signal }) => (await call('listMeetingsNow', { signal })).meetings,
  })
  return useMemo(() => new Map(data?.map((one) => [one.case, one.here])), [data])
}

/** Says that a word which looks like a name is none. */
export const useSayPlainWord = (caseId: string) =>
  useChange(
    (body: { word: string }) => call('sayPlainWord', { params: { id: caseId }, body }),
    () => [keys.knownWords(caseId)],
  )

/** Shows names on the room display for a while, or hides them again. */
export const showNames = (caseId: string, isShown: boolean): Promise<void> =>
  call('showNames', { params: { id: caseId }, body: { isShown } })

/** @param code as it stands on the room display. @throws ApiProblem as `call` does */
export const joinByCode = (code: string): Promise<Joined> => call('findMeetingByCode', { body: { code } })
