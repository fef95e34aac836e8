// Who may see and do what in a case, now. The only place that reads the access list to decide: every route, event
// and job asks here at the time of the act, inside its own transaction where it has one. Nothing is remembered.

import type { Kysely } from 'kysely'
import { type CaseAction, mayInCase } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { Role } from '#shared/http/people.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Actor } from '../platform/actor.ts'
import type { Database } from '../platform/schema.ts'

type Db = Kysely<Database>
/** What of an actor decides; the role is read anew with each request. */
export type RightHolder = Pick<Actor, 'member' | 'role'>

/**
 * Rows of the access list that count: given, not excluded, account alive, conflict check answered.
 * Every other query about access starts from this one.
 */
export const countingAccess = (db: Db) => givenAccess(db).where('a.conflict', '<>', 'asked')

/** With those who have yet to answer the conflict check: they can be called, and see nothing of the case. */
export const givenAccess = (db: Db) =>
  db
    .selectFrom('case_access as a')
    .innerJoin('members as m', 'm.id', 'a.member_id')
    .where('m.ended_at', 'is', null)
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

/** How somebody stands in a case: what they may there follows from it. */
export type Standing = { level: Level; role: Role; isClosed: boolean }

/** Levels and roles of several members at once, for a group of pushes. Members without access are missing. */
export async function levelsIn(
  db: Db,
  members: readonly MemberId[],
  caseId: CaseId,
): Promise<Map<MemberId, Standing>> {
  const rows = await countingAccess(db)
    .innerJoin('cases as c', 'c.id', 'a.case_id')
    .select(['a.member_id as member', 'a.level', 'm.acting_role as role', 'c.stage'])
    .where('a.case_id', '=', caseId)
    .where('a.member_id', 'in', [...members])
    .execute()
  return new Map(
    rows.map(({ member, level, role, stage }) => [member, { level, role, isClosed: stage === 'closed' }]),
  )
}

/** Levels and roles of everybody in a case, with the version of its rights that they were read under. */
export type Standings = { version: number; isClosed: boolean; levels: Map<MemberId, Standing> }

/**
 * Everybody's rights in a case in one look, so that version and levels belong together. Whatever changes a right raises
 * the version in the same transaction (a trigger sees to it), so what is held can be proved to be true still.
 * @returns undefined when there is no such record
 */
export async function standingsIn(db: Db, caseId: CaseId): Promise<Standings | undefined> {
  const rows = await db
    .selectFrom('record_heads as h')
    .innerJoin('cases as k', 'k.id', 'h.case_id')
    .leftJoin(
      countingAccess(db)
        .select(['a.case_id as of', 'a.member_id as member', 'a.level', 'm.acting_role as role'])
        .as('c'),
      (on) => on.onRef('c.of', '=', 'h.case_id'),
    )
    .select(['h.rights_version as version', 'k.stage', 'c.member', 'c.level', 'c.role'])
    .where('h.case_id', '=', caseId)
    .execute()
  if (rows.length === 0) return undefined
  const levels: Standings['levels'] = new Map()
  const isClosed = rows[0]!.stage === 'closed'
  for (const { member, level, role } of rows)
    if (member && level && role) levels.set(member, { level, role, isClosed })
  return { version: rows[0]!.version, isClosed, levels }
}

/** Asks now. False also for a case that does not exist: whoever may not read it learns no difference. */
export async function may(db: Db, actor: RightHolder, action: CaseAction, caseId: CaseId): Promise<boolean> {
  const standing = (await levelsIn(db, [actor.member], caseId)).get(actor.member)
  return standing !== undefined && mayInCase({ ...standing, role: actor.role }, action)
}

/** Whether they may not only because the case is closed. Whoever may not open it is not told so. */
export async function isOnlyClosed(
  db: Db,
  actor: RightHolder,
  action: CaseAction,
  caseId: CaseId,
): Promise<boolean> {
  const standing = (await levelsIn(db, [actor.member], caseId)).get(actor.member)
  return standing?.isClosed === true && mayInCase({ ...standing, role: actor.role, isClosed: false }, action)
}

/** The members who may open the case now. */
export async function membersOf(db: Db, caseId: CaseId): Promise<MemberId[]> {
  const rows = await countingAccess(db).select('a.member_id').where('a.case_id', '=', caseId).execute()
  return rows.map((row) => row.member_id)
}

/** The members who may do this in the case now. */
export async function whoMay(db: Db, action: CaseAction, caseId: CaseId): Promise<MemberId[]> {
  const standings = await standingsIn(db, caseId)
  return [...(standings?.levels ?? [])].filter(([, own]) => mayInCase(own, action)).map(([member]) => member)
}
