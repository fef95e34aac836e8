// Locking members out of a case, whatever their role, and who leads it then. Call with the case locked (act.ts),
// and tell the screens after the commit: whoever is locked out must lose theirs within a second.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { countingAccess } from './access.ts'
import { lockCase, type Trx } from './act.ts'

/**
 * Excludes members from a case at once; what they had there is gone.
 * @returns those who were not excluded before
 */
export async function exclude(
  trx: Trx,
  caseId: CaseId,
  members: readonly MemberId[],
  now: Date,
): Promise<MemberId[]> {
  if (members.length === 0) return []
  const rows = await trx
    .insertInto('case_exclusions')
    .values([...new Set(members)].map((member) => ({ case_id: caseId, member_id: member, since: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .execute()
  await trx
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('member_id', 'in', [...members])
    .execute()
  await keepLead(trx, caseId)
  return rows.map((row) => row.member_id)
}

/** Whether somebody other than `except` leads the case, with access that counts. */
export async function hasLead(trx: Trx, caseId: CaseId, except?: MemberId): Promise<boolean> {
  let leads = countingAccess(trx).select('a.member_id').where('a.case_id', '=', caseId)
  if (except) leads = leads.where('a.member_id', '<>', except)
  return (await leads.where('a.level', '=', 'lead').executeTakeFirst()) !== undefined
}

/**
 * After an account was ended: the cases it led get another lead.
 * @returns those cases, to tell who is in them
 */
export async function leadAfterEnding(db: Db, ended: MemberId): Promise<CaseId[]> {
  const led = db.selectFrom('case_access').select('case_id').where('member_id', '=', ended)
  const cases = (await led.where('level', '=', 'lead').execute()).map((row) => row.case_id)
  for (const caseId of cases)
    await db.transaction().execute(async (trx) => {
      await lockCase(trx, caseId)
      await keepLead(trx, caseId)
    })
  return cases
}

/** Where nobody leads any more: chair before coordinators before whoever has written longest. */
async function keepLead(trx: Trx, caseId: CaseId): Promise<void> {
  if (await hasLead(trx, caseId)) return
  const rest = await countingAccess(trx)
    .select(['a.member_id as member', 'a.level', 'm.role'])
    .where('a.case_id', '=', caseId)
    .orderBy('a.granted_at')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  const next =
    rest.find(({ role }) => role === 'chair') ??
    rest.find(({ role }) => role === 'coordinator') ??
    rest.find(({ level }) => level === 'write')
  if (!next) return
  await trx
    .updateTable('case_access')
    .set({ level: 'lead' })
    .where('case_id', '=', caseId)
    .where('member_id', '=', next.member)
    .execute()
}
