// The facts of a case that a room display shows beside its record, as the tables have them at this moment.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf, initialsOf } from '#shared/people/initials.ts'
import type { DisplayMeeting, DisplayMember } from '#shared/protocol/display.ts'
import { type MeetingRow, meetingColumns, toMeeting } from '../case/meeting-row.ts'
import { countingAccess } from '../case/rights.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { isToCome } from '../platform/set-back.ts'

export type CaseNow = {
  codeName: string
  zone: string
  meeting: DisplayMeeting | null
  /** No meeting runs, and one has ended. */
  hasEnded: boolean
  /** First names of who may show names, and of who does right now. */
  lead: string | null
  shown: { by: string; until: Date } | null
  staff: ReadonlyMap<MemberId, DisplayMember>
}

type Reading = { db: Db; sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal> }

export async function readCaseNow(
  { db, sealOf }: Reading,
  caseId: CaseId,
  now: Date,
): Promise<CaseNow | undefined> {
  const found = await db
    .selectFrom('cases as c')
    .innerJoin('events as e', 'e.id', 'c.event_id')
    .select(['c.code_name', 'c.event_id', 'e.time_zone'])
    .where('c.id', '=', caseId)
    .executeTakeFirst()
  if (!found) return undefined
  const meetings = await db
    .selectFrom('meetings')
    .select([...meetingColumns, 'ended_at', 'names_shown_by', 'names_shown_until'])
    .where('case_id', '=', caseId)
    .orderBy('started_at', 'desc')
    .limit(1)
    .execute()
  const members = await db
    .selectFrom('members')
    .select(['id', 'name', 'colour'])
    .where('event_id', '=', found.event_id)
    .execute()
  const lead = await countingAccess(db)
    .select('m.name')
    .where('a.case_id', '=', caseId)
    .where('a.level', '=', 'lead')
    .executeTakeFirst()
  const staff = new Map(
    members.map(({ id, name, colour }) => [
      id,
      { name: firstNameOf(name), initials: initialsOf(name), colour },
    ]),
  )
  const last = meetings[0]
  const meeting = last?.ended_at === null ? last : undefined
  const until = meeting?.names_shown_until ?? null
  const isShown = until !== null && isToCome(until, now, limits.showNamesMs)
  return {
    codeName: found.code_name,
    zone: found.time_zone,
    meeting: meeting ? toDisplayMeeting(await sealOf(db, caseId), meeting) : null,
    hasEnded: last !== undefined && meeting === undefined,
    lead: lead ? firstNameOf(lead.name) : null,
    shown: isShown ? { by: staff.get(meeting!.names_shown_by!)?.name ?? 'someone', until } : null,
    staff,
  }
}

function toDisplayMeeting(seal: CaseSeal, row: MeetingRow): DisplayMeeting {
  const { id: _, ...meeting } = toMeeting(seal, row)
  return meeting
}
