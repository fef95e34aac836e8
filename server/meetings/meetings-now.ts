// The meetings that run now, for one member: only of cases that they may open, and who is in them by their devices.

import type { MeetingsNow } from '#shared/http/meetings.ts'
import type { MemberId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { runningMeetings } from '../case/meeting-row.ts'
import { countingAccess } from '../case/rights.ts'

type Reading = Pick<CaseDeps, 'db' | 'presentIn'>

/** The one that has run for longest first. */
export async function readMeetingsNow(
  { db, presentIn }: Reading,
  member: MemberId,
): Promise<MeetingsNow['meetings']> {
  const mine = await countingAccess(db).select('a.case_id').where('a.member_id', '=', member).execute()
  const running = await runningMeetings(
    db,
    mine.map((row) => row.case_id),
  )
  return running.map((id) => ({ case: id, here: [...presentIn(id)] }))
}
