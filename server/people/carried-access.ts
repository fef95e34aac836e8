// What an invitation carries that was made in a case: not access, but that somebody who may change the access there is asked
// about whoever comes by it. A link can be passed on, so coming by one proves nothing.

import { mayInCase, mayInEvent } from '#shared/access/rules.ts'
import type { CarriedLevel } from '#shared/http/arrivals.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { levelsIn } from '../case/rights.ts'
import type { Db } from '../platform/db.ts'
import { isSince } from '../platform/set-back.ts'

export type Carried = { caseId: CaseId; level: CarriedLevel; by: MemberId }

/** Whether an invitation of this member still carries something: asked anew at each use. */
async function isStillCarried(trx: Db, { caseId, by }: Carried): Promise<boolean> {
  const maker = (await levelsIn(trx, [by], caseId)).get(by)
  return maker !== undefined && mayInEvent(maker.role, 'invite') && mayInCase(maker, 'change-access')
}

/** Somebody came by it, and waits. @returns the case in which somebody is to be told; undefined when nothing is carried any more */
export async function noteArrival(
  trx: Db,
  member: MemberId,
  carried: Carried,
  now: Date,
): Promise<CaseId | undefined> {
  if (!(await isStillCarried(trx, carried))) return undefined
  const { caseId, level, by } = carried
  await trx
    .insertInto('case_arrivals')
    .values({ member_id: member, case_id: caseId, level, invited_by: by, arrived_at: now })
    .execute()
  return caseId
}

/**
 * Whom this member waits for, as they may know it. It ends when they are let in, and with time, by nothing else: what was
 * said about them, or whether they are named in a case, cannot be read from it.
 */
export async function findWaitedFor(
  db: Db,
  member: MemberId,
  now: Date,
): Promise<{ name: string | null } | null> {
  const row = await db
    .selectFrom('case_arrivals as r')
    .innerJoin('members as m', 'm.id', 'r.invited_by')
    .select(['r.arrived_at', 'm.name', 'm.ended_at'])
    .where('r.member_id', '=', member)
    .executeTakeFirst()
  if (!row || !isSince(row.arrived_at, now, limits.arrivalMinutes * 60_000)) return null
  return { name: row.ended_at ? null : firstNameOf(row.name) }
}
