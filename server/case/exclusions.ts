// Locking members out of a case, whatever their role. Call with the case locked (act.ts), and tell the screens after the
// commit: whoever is excluded must lose theirs within a second. Who never had the case is not told: it would tell them
// that they are named.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { problem } from '../platform/errors.ts'
import { keepLead, nobodyLeft } from './leads.ts'
import { dropQuestions, type Likely, nobodyLikely, withhold } from './likenesses.ts'
import type { Trx } from './lock.ts'
import { countingAccess } from './rights.ts'

/** A change of rights that was made: whose screens are cut, and who may be told that their rights changed. */
export type Rights = {
  cut: MemberId[]
  /** Only who could open the case before, and who was brought to it now. */
  told: MemberId[]
  /** Who has nothing of the case any more. */
  left: MemberId[]
  isLed: boolean
}

type Locking = {
  caseId: CaseId
  members: readonly MemberId[]
  /** Who is likely named besides. */
  withheld?: Likely
  now: Date
  /** Whoever asks for it may as well let it be: refused where it would leave the case to nobody. */
  isChosen: boolean
}

/**
 * Excludes members from a case at once; what they had there is gone, and so are the lifts they had asked for. From those who are
 * likely named it is withheld: what they had they have again when somebody says that they are not meant.
 * @throws Problem conflict when it is chosen and would leave nobody to lead
 */
export async function exclude(
  trx: Trx,
  { caseId, members, withheld = nobodyLikely, now, isChosen }: Locking,
): Promise<Rights> {
  const out = [...members, ...withheld.members]
  if (out.length === 0) return { cut: [], told: [], left: [], isLed: true }
  const had = await countingAccess(trx)
    .select('a.member_id')
    .where('a.case_id', '=', caseId)
    .where('a.member_id', 'in', out)
    .execute()
  const cut = [
    ...(await addExclusions(trx, caseId, members, now)),
    ...(await withhold(trx, caseId, withheld, now)),
  ]
  if (members.length > 0) {
    await trx
      .deleteFrom('case_access')
      .where('case_id', '=', caseId)
      .where('member_id', 'in', members)
      .execute()
    await withdrawLifts(trx, caseId, members)
    await dropQuestions(trx, caseId, members)
  }
  const { isLed, brought } = await keepLead(trx, caseId, now)
  if (!isLed && isChosen) throw problem('conflict', nobodyLeft)
  return { cut, told: [...had.map((row) => row.member_id), ...brought], left: out, isLed }
}

/** For a case that nobody has yet. @returns those who were not excluded before */
export async function addExclusions(
  trx: Trx,
  caseId: CaseId,
  members: readonly MemberId[],
  now: Date,
): Promise<MemberId[]> {
  if (members.length === 0) return []
  const rows = await trx
    .insertInto('case_exclusions')
    .values([...new Set(members)].map((member) => ({ case_id: caseId, member_id: member, since: now })))
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'member_id'])
        .doUpdateSet({ until_given: false, until_answered: false })
        .where(({ or, eb }) =>
          or([eb('case_exclusions.until_given', '=', true), eb('case_exclusions.until_answered', '=', true)]),
        ),
    )
    .returning('member_id')
    .execute()
  return rows.map((row) => row.member_id)
}

/** Whoever loses a case no longer wants anybody let back into it. */
export async function withdrawLifts(trx: Trx, caseId: CaseId, by: readonly MemberId[]): Promise<void> {
  await trx
    .deleteFrom('exclusion_lifts')
    .where('case_id', '=', caseId)
    .where('asked_by', 'in', by)
    .where('agreed_at', 'is', null)
    .execute()
}

/**
 * Takes a case from a member as an exclusion does, tasks and offers of access included, but until anybody who may gives it
 * to them again: `giveBack`.
 * @returns whether they could open it, and who was brought to it to lead it
 */
export async function excludeUntilGiven(
  trx: Trx,
  { caseId, member, now }: { caseId: CaseId; member: MemberId; now: Date },
): Promise<{ had: boolean; brought: MemberId[] }> {
  await trx
    .insertInto('case_exclusions')
    .values({ case_id: caseId, member_id: member, since: now, until_given: true })
    .onConflict((known) =>
      known
        .columns(['case_id', 'member_id'])
        .doUpdateSet({ until_given: true })
        .where('case_exclusions.until_answered', '=', true),
    )
    .execute()
  const gone = await trx
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) return { had: false, brought: [] }
  await withdrawLifts(trx, caseId, [member])
  return { had: true, brought: (await keepLead(trx, caseId, now)).brought }
}

/** Whoever was kept out until somebody gives them access may be given it; whoever is excluded may not. */
export async function giveBack(trx: Trx, caseId: CaseId, member: MemberId): Promise<void> {
  await trx
    .deleteFrom('case_exclusions')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .where('until_given', '=', true)
    .where('until_answered', '=', false)
    .execute()
}

/** Whether a member is excluded from a case, for longer than until somebody gives it to them. */
export async function isExcluded(trx: Trx, caseId: CaseId, member: MemberId): Promise<boolean> {
  const rows = trx.selectFrom('case_exclusions').select('member_id').where('case_id', '=', caseId)
  const row = rows.where('member_id', '=', member)
  const isForGood = row.where('until_given', '=', false).where('until_answered', '=', false)
  return (await isForGood.executeTakeFirst()) !== undefined
}

/** Those who were let back into a case, at whatever time. */
export async function findLetIn(trx: Trx, caseId: CaseId): Promise<ReadonlySet<MemberId>> {
  const rows = trx.selectFrom('exclusion_lifts').select('member_id').where('case_id', '=', caseId)
  return new Set((await rows.where('agreed_at', 'is not', null).execute()).map((row) => row.member_id))
}
