// Members who are likely named in a case: it is withheld from them, as from somebody excluded, until somebody on it has answered
// "Is this our Tomás Ibarra?". A question is about the entry that raised it, so a new one asks anew. Call with the case locked.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Trx } from './lock.ts'

/** Who is likely named, by which entry each, and who wrote it: from them it is not withheld, they know what they wrote. */
export type Likely = {
  members: readonly MemberId[]
  entries: readonly { member: MemberId; entry: string }[]
  by: MemberId | null
}
export const nobodyLikely: Likely = { members: [], entries: [], by: null }

/** Asks those on the case whether these are meant. @returns those from whom it is withheld now and was not before */
export async function withhold(
  trx: Trx,
  caseId: CaseId,
  { entries, by }: Likely,
  now: Date,
): Promise<MemberId[]> {
  if (entries.length === 0) return []
  await trx
    .insertInto('case_likenesses')
    .values(
      entries.map(({ member, entry }) => ({
        ...{ case_id: caseId, member_id: member, entry_id: entry, asked_at: now },
      })),
    )
    .onConflict((known) => known.doNothing())
    .execute()
  const others = [...new Set(entries.map(({ member }) => member))].filter((member) => member !== by)
  if (others.length === 0) return []
  const rows = await trx
    .insertInto('case_exclusions')
    .values(others.map((member_id) => ({ case_id: caseId, member_id, since: now, until_answered: true })))
    .onConflict((known) =>
      known
        .columns(['case_id', 'member_id'])
        .doUpdateSet({ until_answered: true })
        .where('case_exclusions.until_given', '=', true)
        .where('case_exclusions.until_answered', '=', false),
    )
    .returning('member_id')
    .execute()
  return rows.map((row) => row.member_id)
}

/** The members about whom those on the case are still to be asked, the longest asked first. */
export async function readLikenesses(db: Db, caseId: CaseId): Promise<MemberId[]> {
  const rows = await db
    .selectFrom('case_likenesses as l')
    .innerJoin('members as m', 'm.id', 'l.member_id')
    .select(['l.member_id', ({ fn }) => fn.min('l.asked_at').as('since')])
    .where('l.case_id', '=', caseId)
    .where('l.is_them', 'is', null)
    .where('m.ended_at', 'is', null)
    .groupBy('l.member_id')
    .orderBy('since')
    .orderBy('l.member_id')
    .execute()
  return rows.map((row) => row.member_id)
}

/** Whether the case is withheld from them until somebody has answered. */
export async function isWithheld(trx: Trx, caseId: CaseId, member: MemberId): Promise<boolean> {
  const rows = trx.selectFrom('case_exclusions').select('member_id').where('case_id', '=', caseId)
  const row = rows.where('member_id', '=', member).where('until_answered', '=', true)
  return (await row.executeTakeFirst()) !== undefined
}

/** Which entries somebody has said already are about somebody else. */
export async function readCleared(db: Db, caseId: CaseId): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('case_likenesses')
    .select(['member_id', 'entry_id'])
    .where('case_id', '=', caseId)
    .where('is_them', '=', false)
    .execute()
  return new Set(rows.map((row) => clearedKey(row.member_id, row.entry_id)))
}
export const clearedKey = (member: MemberId, entry: string): string => `${member} ${entry}`

/** They are locked out: nobody need say whether it is them. */
export async function dropQuestions(trx: Trx, caseId: CaseId, members: readonly MemberId[]): Promise<void> {
  await trx
    .deleteFrom('case_likenesses')
    .where('case_id', '=', caseId)
    .where('member_id', 'in', members)
    .where('is_them', 'is', null)
    .execute()
}

/** What an entry says is another thing now: whom it may mean is asked anew. */
export async function forgetAnswers(trx: Trx, caseId: CaseId, entry: string): Promise<void> {
  await trx
    .deleteFrom('case_likenesses')
    .where('case_id', '=', caseId)
    .where('entry_id', '=', entry)
    .where('is_them', 'is not', null)
    .execute()
}

type Answer = { caseId: CaseId; member: MemberId; isThem: boolean; by: MemberId; now: Date }

/** Writes the answer down. @returns whether there was a question about them */
export async function noteAnswer(trx: Trx, { caseId, member, isThem, by, now }: Answer): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('case_likenesses')
    .set({ is_them: isThem, answered_by: by, answered_at: now })
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .where('is_them', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** It is somebody else: what they had, they have again. */
export async function giveFree(trx: Trx, caseId: CaseId, member: MemberId): Promise<void> {
  await trx
    .deleteFrom('case_exclusions')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .where('until_answered', '=', true)
    .where('until_given', '=', false)
    .execute()
  await trx
    .updateTable('case_exclusions')
    .set({ until_answered: false })
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .where('until_answered', '=', true)
    .execute()
}
