// A running meeting as it stands in its row and as it is told: the board, the case and the meeting itself read it.

import type { Meeting } from '#shared/http/meetings.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import type { CaseSeal } from '../platform/sealing.ts'
import { openPlace } from './sealed-rows.ts'

export const meetingColumns = ['id', 'started_at', 'sealed_place', 'question', 'join_code'] as const

export type MeetingRow = Pick<Database['meetings'], 'id' | 'started_at' | 'sealed_place' | 'join_code'> & {
  question: number
}

/** @param seal undefined where the case's key is damaged: then nothing sealed is told */
export const toMeeting = (seal: CaseSeal | undefined, row: MeetingRow): Meeting => ({
  id: row.id,
  startedAt: row.started_at.toISOString(),
  place: seal ? openPlace(seal, row) : null,
  question: row.question,
  // Only meetings that ended before there were codes have none.
  joinCode: row.join_code ?? '',
})

/** Of these cases those in which a meeting runs, the longest first. */
export async function runningMeetings(db: Db, cases: readonly CaseId[]): Promise<CaseId[]> {
  if (cases.length === 0) return []
  const rows = await db
    .selectFrom('meetings')
    .select('case_id')
    .where('case_id', 'in', cases)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .execute()
  return rows.map((row) => row.case_id)
}
