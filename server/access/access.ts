// Who may see and do what in a case, now. The only place that reads the access list to decide: every route, event
// and job asks here at the time of the act, inside its own transaction where it has one. Nothing is remembered.

import type { Kysely } from 'kysely'
import { type CaseAction, mayInCase } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Database } from '../platform/schema.ts'

type Db = Kysely<Database>
/** Whoever asks; the role is read anew with each request. */
export type Who = { member: MemberId; role: Role }

/**
 * Rows of the access list that count: given, not excluded, account alive, conflict check answered.
 * Every other query about access starts from this one.
 */
export const countingAccess = (db: Db) =>
  db
    .selectFrom('case_access as a')
    .innerJoin('members as m', 'm.id', 'a.member_id')
    .where('m.ended_at', 'is', null)
    .where('a.conflict', '<>', 'asked')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_exclusions as x')
            .select('x.case_id')
            .whereRef('x.case_id', '=', 'a.case_id')
            .whereRef('x.member_id', '=', 'a.member_id'),
        ),
      ),
    )

/** @returns the member's level in the case as it is now; 'none' also for a case that does not exist */
export async function levelIn(db: Db, member: MemberId, caseId: CaseId): Promise<Level | 'none'> {
  const row = await countingAccess(db)
    .select('a.level')
    .where('a.case_id', '=', caseId)
    .where('a.member_id', '=', member)
    .executeTakeFirst()
  return row?.level ?? 'none'
}

/** Levels and roles of several members at once, for a group of pushes. Members without access are missing. */
export async function levelsIn(
  db: Db,
  members: readonly MemberId[],
  caseId: CaseId,
): Promise<Map<MemberId, { level: Level; role: Role }>> {
  const rows = await countingAccess(db)
    .select(['a.member_id as member', 'a.level', 'm.role'])
    .where('a.case_id', '=', caseId)
    .where('a.member_id', 'in', [...members])
    .execute()
  return new Map(rows.map(({ member, level, role }) => [member, { level, role }]))
}

/** Asks now. False also for a case that does not exist: whoever may not read it learns no difference. */
export async function may(db: Db, who: Who, action: CaseAction, caseId: CaseId): Promise<boolean> {
  return mayInCase({ role: who.role, level: await levelIn(db, who.member, caseId) }, action)
}

/** The members who may open the case now. */
export async function membersOf(db: Db, caseId: CaseId): Promise<MemberId[]> {
  const rows = await countingAccess(db).select('a.member_id').where('a.case_id', '=', caseId).execute()
  return rows.map((row) => row.member_id)
}
