// A running meeting as it stands in its row and as it is told: the board, the case and the meeting itself read it.

import type { Meeting } from '#shared/http/cases.ts'
import type { Database } from './schema.ts'

export const meetingColumns = ['id', 'started_at', 'place', 'question', 'join_code'] as const

export type MeetingRow = Pick<Database['meetings'], 'id' | 'started_at' | 'place' | 'join_code'> & {
  question: number
}

export const toMeeting = ({ id, started_at, place, question, join_code }: MeetingRow): Meeting => ({
  id,
  startedAt: started_at.toISOString(),
  place,
  question,
  // Only meetings that ended before there were codes have none.
  joinCode: join_code ?? '',
})
