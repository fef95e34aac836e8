// A case is never without somebody who may lead it. Whatever takes a right away asks here, in its own transaction and with
// the case locked; where nobody at all is left, the case is marked for somebody from outside the team.

import { type Selectable, sql } from 'kysely'
import { type Heir, nextLead } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Database } from '../platform/schema.ts'
import { conflictOfNew } from './conflicts.ts'
import type { HandOver } from './hand-over.ts'
import { lockCase, type Trx } from './lock.ts'
import { countingAccess, type givenAccess } from './rights.ts'

/** What became of the lead. `brought`: who was not on the case before, and is now. */
export type Led = { isLed: boolean; brought: MemberId[] }

/** Said to whoever would leave a case to nobody by their own choice. */
export const nobodyLeft = 'Nobody could lead this case then. Add somebody else to it first.'

/** Whether somebody other than `except` leads the case, with access that counts. */
export async function hasLead(trx: Trx, caseId: CaseId, except?: MemberId): Promise<boolean> {
  let leads = countingAccess(trx).select('a.member_id').where('a.case_id', '=', caseId)
  if (except) leads = leads.where('a.member_id', '<>', except)
  return (await leads.where('a.level', '=', 'lead').executeTakeFirst()) !== undefined
}

/**
 * Where nobody leads any more who may open the case, the next one does. Who does so because the lead has yet to answer the
 * conflict check stands in for them: `endStandIns`.
 * @param leaving who has just been taken off, and is not brought back
 */
export async function keepLead(trx: Trx, caseId: CaseId, now: Date, leaving?: MemberId): Promise<Led> {
  if (await hasLead(trx, caseId)) return led(trx, caseId, [])
  const heirs = (await readHeirs(trx, caseId)).filter(({ id }) => id !== leaving)
  const next = nextLead(heirs)
  if (!next) {
    await markLeaderless(trx, caseId, now)
    return { isLed: false, brought: [] }
  }
  const isLeadAsked = heirs.some(({ level, isExcluded }) => level === 'lead' && !isExcluded)
  const stands_in_from = isLeadAsked && next.level !== 'none' && next.level !== 'lead' ? next.level : null
  const conflict = await conflictOfNew(trx, caseId)
  const given = { case_id: caseId, member_id: next.id, granted_by: null, granted_at: now }
  await trx
    .insertInto('case_access')
    .values({ ...given, level: 'lead', conflict, stands_in_from })
    .onConflict((known) =>
      known.columns(['case_id', 'member_id']).doUpdateSet({ level: 'lead', stands_in_from }),
    )
    .execute()
  return led(trx, caseId, next.level === 'none' ? [next.id] : [])
}

/** Nobody from outside need be waited for, whatever was before. */
async function led(trx: Trx, caseId: CaseId, brought: MemberId[]): Promise<Led> {
  await trx
    .updateTable('cases')
    .set({ leaderless_since: null })
    .where('id', '=', caseId)
    .where('leaderless_since', 'is not', null)
    .execute()
  return { isLed: true, brought }
}

/**
 * Somebody who was to lead may open the case now: whoever led meanwhile is what they were before.
 * @returns those whose level changed by it; nobody where this member does not lead
 */
export async function endStandIns(trx: Trx, caseId: CaseId, lead: MemberId): Promise<MemberId[]> {
  const own = trx.selectFrom('case_access').select('level').where('case_id', '=', caseId)
  const mine = own.where('member_id', '=', lead).where('level', '=', 'lead')
  if (!(await mine.where('stands_in_from', 'is', null).executeTakeFirst())) return []
  const rows = await trx
    .updateTable('case_access')
    .set(({ ref }) => ({ level: sql<Level>`${ref('stands_in_from')}`, stands_in_from: null }))
    .where('case_id', '=', caseId)
    .where('stands_in_from', 'is not', null)
    .returning('member_id')
    .execute()
  return rows.map((row) => row.member_id)
}

/** The case waits for somebody from outside the team, since when nobody of it is left. */
export async function markLeaderless(trx: Trx, caseId: CaseId, now: Date): Promise<void> {
  await trx
    .updateTable('cases')
    .set({ leaderless_since: now })
    .where('id', '=', caseId)
    .where('leaderless_since', 'is', null)
    .execute()
}

/** A change of leads that followed from what became of a member. */
export type LeadsChanged = { cases: CaseId[]; brought: MemberId[] }

type Ended = { ended: MemberId; now: Date; handOver: HandOver }

/** An account was ended in this transaction: the cases it was on are led by somebody else, and its tasks are the lead's. */
export async function leadAfterEnding(
  trx: Trx,
  { ended, now, handOver }: Ended,
): Promise<LeadsChanged & { handed: () => void }> {
  const access = trx.selectFrom('case_access').select('case_id').where('member_id', '=', ended)
  const tasks = trx.selectFrom('tasks').select('case_id').where('who', '=', ended)
  const cases = (await access.union(tasks).orderBy('case_id').execute()).map((row) => row.case_id)
  const brought: MemberId[] = []
  const after: (() => void)[] = []
  for (const caseId of cases) {
    await lockCase(trx, caseId)
    brought.push(...(await keepLead(trx, caseId, now)).brought)
    after.push(await handOver(trx, caseId, [ended]))
  }
  const handed = () => {
    for (const call of after) call()
  }
  return { cases, brought, handed }
}

type HeirRow = Heir & Pick<Selectable<Database['members']>, 'id'>

/** The living team as it stands in this case, those longest on it first. Held, so that nobody's account ends meanwhile. */
async function readHeirs(trx: Trx, caseId: CaseId): Promise<HeirRow[]> {
  const rows = await trx
    .selectFrom('members as m')
    .innerJoin('cases as c', 'c.event_id', 'm.event_id')
    .leftJoin('case_access as a', (on) =>
      on.onRef('a.case_id', '=', 'c.id').onRef('a.member_id', '=', 'm.id'),
    )
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 'c.id').onRef('x.member_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.acting_role as role', 'm.confirmed_at', 'c.reported_at'])
    .select(['a.level', 'a.conflict', 'x.member_id as locked_out'])
    .where('c.id', '=', caseId)
    .where('m.ended_at', 'is', null)
    .orderBy('a.granted_at', (order) => order.asc().nullsLast())
    .orderBy('m.created_at')
    .orderBy('m.id')
    .forShare('m')
    .execute()
  return rows.map(({ id, role, level, conflict, confirmed_at, reported_at, locked_out }) => ({
    id,
    role,
    level: level ?? 'none',
    isAsked: conflict === 'asked',
    isExcluded: locked_out !== null,
    wasThere: confirmed_at !== null && confirmed_at <= reported_at,
  }))
}

/** Who leads a case among those with this access; whoever stands in comes after them. Null where nobody does. */
export async function leadAmong(
  access: ReturnType<typeof givenAccess>,
  caseId: CaseId,
): Promise<MemberId | null> {
  const lead = await access
    .select('a.member_id')
    .where('a.case_id', '=', caseId)
    .where('a.level', '=', 'lead')
    .orderBy('a.stands_in_from', (order) => order.asc().nullsFirst())
    .orderBy('a.granted_at')
    .orderBy('a.member_id')
    .executeTakeFirst()
  return lead?.member_id ?? null
}
