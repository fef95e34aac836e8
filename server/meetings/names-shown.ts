// Showing names in the room: the lead holds a button on their own device. It ends by itself after 20 s, whatever happens
// to that device, and each showing is kept with the meeting.

import { randomUUID } from 'node:crypto'
import type { CaseId, MeetingId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../case/lock.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

/** @throws Problem conflict when no meeting runs */
export async function showNames(trx: Trx, caseId: CaseId, by: MemberId, now: Date): Promise<Date> {
  const until = new Date(now.getTime() + limits.showNamesMs)
  const meeting = await trx
    .updateTable('meetings')
    .set({ names_shown_by: by, names_shown_until: until })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!meeting) throw problem('conflict', 'There is no meeting now.')
  await trx
    .insertInto('name_showings')
    .values({ id: randomUUID(), meeting_id: meeting.id, member_id: by, at: now, until })
    .execute()
  return until
}

/** Let go of: hidden again at once. Only whoever shows them hides them. */
export async function hideNames(trx: Trx, caseId: CaseId, by: MemberId, now: Date): Promise<void> {
  const meeting = await trx
    .updateTable('meetings')
    .set({ names_shown_by: null, names_shown_until: null })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .where('names_shown_by', '=', by)
    .returning('id')
    .executeTakeFirst()
  if (!meeting) return
  await trx
    .updateTable('name_showings')
    .set({ until: now })
    .where('meeting_id', '=', meeting.id)
    .where('member_id', '=', by)
    .where('until', '>', now)
    .execute()
}

export type Showing = { by: MemberId; at: string; until: string }

/** Who showed names in these meetings, in order. */
export async function readShowings(
  db: Db,
  meetings: readonly MeetingId[],
): Promise<ReadonlyMap<MeetingId, Showing[]>> {
  if (meetings.length === 0) return new Map()
  const rows = await db
    .selectFrom('name_showings')
    .selectAll()
    .where('meeting_id', 'in', meetings)
    .orderBy('at')
    .execute()
  const byMeeting = Map.groupBy(rows, (row) => row.meeting_id)
  return new Map(
    [...byMeeting].map(([id, shown]) => [
      id,
      shown.map(({ member_id, at, until }) => ({
        by: member_id,
        at: at.toISOString(),
        until: until.toISOString(),
      })),
    ]),
  )
}
