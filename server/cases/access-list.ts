// Who may open a case, changed: given, taken, and the conflict check in between. Call with the case locked, and cut
// the screens after the commit. Somebody excluded can be given nothing; a case is never left without a lead.

import type { ConflictCheck, Level } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { conflictOfNew } from '../case/conflicts.ts'
import { exclude, giveBack, isExcluded, type Rights, withdrawLifts } from '../case/exclusions.ts'
import { endStandIns, hasLead, keepLead, nobodyLeft } from '../case/leads.ts'
import { isWithheld } from '../case/likenesses.ts'
import type { Trx } from '../case/lock.ts'
import { asLikely, findWhetherNamed, readTeam } from '../case/named.ts'
import { readReported } from '../case/reported.ts'
import { levelIn } from '../case/rights.ts'
import type { CaseSeal, CaseSeals } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { SealBroken } from '../platform/sealing.ts'

const excluded = "This person can't be given access here."
const needsLead = 'A case needs a lead. Make somebody else lead first.'

const unanswered = 'Say first whether it is them who is named here.'

type Grant = {
  caseId: CaseId
  seal: () => Promise<CaseSeal>
  member: MemberId
  level: Level
  by: MemberId
  now: Date
}

/**
 * Gives a member a level, or another one than they had. Where anything says who the reported person is, somebody new to the case
 * has to answer the conflict check first; where they are likely named themselves, somebody on it has to say that they are not.
 * @returns who else was brought to the case, to lead it
 * @throws Problem not-available for no such member; conflict when excluded, or when the case would lose its lead
 */
export async function giveAccess(trx: Trx, grant: Grant): Promise<MemberId[]> {
  const { caseId, member, level, by, now } = grant
  const known = await findOfTheTeam(trx, caseId, member)
  if (!known) throw problem('not-available')
  if (await isExcluded(trx, caseId, member)) throw problem('conflict', excluded)
  if (await isWithheld(trx, caseId, member)) throw problem('conflict', unanswered)
  await giveBack(trx, caseId, member)
  if (level !== 'lead') await refuseLastLead(trx, caseId, member)
  const conflict = await conflictOfNew(trx, caseId)
  await trx
    .insertInto('case_access')
    .values({ case_id: caseId, member_id: member, level, conflict, granted_by: by, granted_at: now })
    .onConflict((known) =>
      known.columns(['case_id', 'member_id']).doUpdateSet({ level, granted_by: by, stands_in_from: null }),
    )
    .execute()
  // Whoever waited to be let in has been.
  await trx
    .deleteFrom('case_arrivals')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .execute()
  await askWhetherNamed(trx, grant, known)
  return (await keepLead(trx, caseId, now)).brought
}

/** Whoever joined the team, or was called otherwise, while something was written is found here at the latest. */
async function askWhetherNamed(trx: Trx, { caseId, seal, now }: Grant, known: Known): Promise<void> {
  const named = await findWhetherNamed(trx, seal, caseId, known)
  if (named.full.length > 0) throw problem('conflict', excluded)
  await exclude(trx, { caseId, members: [], withheld: asLikely(named, null), now, isChosen: true })
}

/**
 * @returns who else was brought to the case, to lead it
 * @throws Problem not-available when they have none; conflict when the case would lose its lead
 */
export async function takeAccess(trx: Trx, caseId: CaseId, member: MemberId, now: Date): Promise<MemberId[]> {
  await refuseLastLead(trx, caseId, member)
  const gone = await trx
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .returning('member_id')
    .executeTakeFirst()
  if (!gone) throw problem('not-available')
  await withdrawLifts(trx, caseId, [member])
  const { isLed, brought } = await keepLead(trx, caseId, now, member)
  if (!isLed) throw problem('conflict', nobodyLeft)
  return brought
}

/**
 * A member's own word about a conflict of interest: asked of those newly given access, and open to everybody in
 * the case at any time. A conflict locks them out.
 * @throws Problem not-available when they have no access at all; conflict when they may open the case and nobody would be left
 */
export async function answerConflict(
  trx: Trx,
  caseId: CaseId,
  member: MemberId,
  answer: 'none' | 'conflict',
  now: Date,
): Promise<Rights> {
  if (!(await wasGivenAccess(trx, caseId, member))) throw problem('not-available')
  if (answer === 'conflict') {
    // Who was only asked must be able to say so, whatever becomes of the case.
    const isChosen = (await levelIn(trx, member, caseId)) !== 'none'
    const rights = await exclude(trx, { caseId, members: [member], now, isChosen })
    return { ...rights, told: [...new Set([member, ...rights.told])] }
  }
  await trx
    .updateTable('case_access')
    .set({ conflict: 'none' })
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .execute()
  const changed = await endStandIns(trx, caseId, member)
  // Whoever was to lead may not have answered yet: this one may open the case.
  const { isLed, brought } = await keepLead(trx, caseId, now)
  return { cut: changed, told: [member, ...changed, ...brought], left: [], isLed }
}

/** The checks that wait for this member: names of reported people, and nothing else of the case. */
export async function readConflictChecks(
  db: Db,
  seals: CaseSeals,
  member: MemberId,
): Promise<ConflictCheck[]> {
  const rows = await db
    .selectFrom('case_access as a')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 'a.case_id').onRef('x.member_id', '=', 'a.member_id'),
    )
    .select('a.case_id')
    .where('a.member_id', '=', member)
    .where('a.conflict', '=', 'asked')
    .where('x.case_id', 'is', null)
    .orderBy('a.granted_at')
    .execute()
  const checks: ConflictCheck[] = []
  for (const { case_id: id } of rows) {
    try {
      checks.push({ case: id, reported: await readReported(db, await seals.sealOf(db, id), id) })
    } catch (error) {
      // Nobody is asked about names that cannot be read: the check waits, and with it the access.
      if (!(error instanceof SealBroken)) throw error
    }
  }
  return checks
}

async function refuseLastLead(trx: Trx, caseId: CaseId, member: MemberId): Promise<void> {
  const leads = (await hasLead(trx, caseId)) && !(await hasLead(trx, caseId, member))
  if (leads) throw problem('conflict', needsLead)
}

/** Whether a member has access to a case, be it that they have yet to answer the conflict check. */
export async function wasGivenAccess(db: Db, caseId: CaseId, member: MemberId): Promise<boolean> {
  const row = await db
    .selectFrom('case_access as a')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 'a.case_id').onRef('x.member_id', '=', 'a.member_id'),
    )
    .select('a.level')
    .where('a.case_id', '=', caseId)
    .where('a.member_id', '=', member)
    .where('x.case_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

type Known = Parameters<typeof findWhetherNamed>[3]

async function findOfTheTeam(trx: Trx, caseId: CaseId, member: MemberId): Promise<Known | undefined> {
  const { event_id: event } = await trx
    .selectFrom('cases')
    .select('event_id')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  return (await readTeam(trx, event)).find(({ id }) => id === member)
}
