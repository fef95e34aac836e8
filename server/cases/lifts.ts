// Letting somebody back in who was excluded by mistake. It takes two of those who may open the case: the first says why,
// the second agrees. What they did stays on the record of the case; whoever was excluded learns nothing of it, and has
// nothing of the case until it is given to them.

import type { LiftAnswer, LiftAsk, LiftOnRecord } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Act } from '../case/command.ts'
import { bookOfCase, readEntries } from '../case/entries.ts'
import { findLetIn, isExcluded } from '../case/exclusions.ts'
import type { Trx } from '../case/lock.ts'
import { readPeople } from '../case/people-of.ts'
import { levelIn } from '../case/rights.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { writeChange } from './people.ts'

type Asked = { member: MemberId; ask: LiftAsk }

/**
 * The first of two asks, the second one's word lifts the exclusion. Said twice by the same one it counts once. Only for those
 * who may open the case.
 * @throws Problem not-available for somebody who is not excluded; bad-request without a reason
 */
export async function lift(act: Act, asked: Asked): Promise<LiftAnswer> {
  const { trx, caseId, actor } = act
  const { member } = asked
  if (!(await isExcluded(trx, caseId, member))) {
    if ((await findLetIn(trx, caseId)).has(member)) return { isLifted: true }
    throw problem('not-available')
  }
  const open = await findOpen(trx, caseId, member)
  if (!open) await begin(act, asked)
  if (!open || open.asked_by === actor.member) return { isLifted: false }
  await agree(act, asked, open)
  return { isLifted: true }
}

type Open = { id: string; asked_by: MemberId }

/** What the first one asked for, as long as they may open the case themselves. */
async function findOpen(trx: Trx, caseId: CaseId, member: MemberId): Promise<Open | undefined> {
  const open = await trx
    .selectFrom('exclusion_lifts')
    .select(['id', 'asked_by'])
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  if (!open || (await levelIn(trx, open.asked_by, caseId)) !== 'none') return open
  // Their account has ended: it is as if they had not asked.
  await trx.deleteFrom('exclusion_lifts').where('id', '=', open.id).execute()
  return undefined
}

async function begin({ trx, caseId, actor, now, entries }: Act, { member, ask }: Asked): Promise<void> {
  if (!ask.reason)
    throw problem('bad-request', undefined, [{ field: 'reason', message: 'Write why this was a mistake.' }])
  const id = await entries.append('lift', { reason: ask.reason, agreed: null })
  await trx
    .insertInto('exclusion_lifts')
    .values({ id, case_id: caseId, member_id: member, asked_by: actor.member, asked_at: now })
    .execute()
}

/** They are no longer excluded. Whom they were taken for in the case is somebody else. */
async function agree(act: Act, { member, ask }: Asked, open: Open): Promise<void> {
  const { trx, caseId, actor, now, entries } = act
  await entries.append('lift-agreement', { reason: ask.reason || null }, { about: open.id })
  await trx
    .updateTable('exclusion_lifts')
    .set({ agreed_by: actor.member, agreed_at: now })
    .where('id', '=', open.id)
    .execute()
  await trx
    .deleteFrom('case_exclusions')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .execute()
  await unlink(act, member)
}

async function unlink(act: Act, member: MemberId): Promise<void> {
  const { trx, caseId, seal } = act
  const people = await readPeople(trx, await seal(), caseId)
  for (const one of people.filter(({ memberId }) => memberId === member))
    if (!('isDamaged' in one)) await writeChange(act, { ...one, memberId: null })
  // Also of whoever's name can't be read.
  await trx
    .updateTable('case_people')
    .set({ member_id: null })
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .execute()
}

/** Who was let back in or waits for the second word, when and why: for everybody who sees the case. */
export async function readLifts(db: Db, seal: CaseSeal, caseId: CaseId): Promise<LiftOnRecord[]> {
  const rows = await db
    .selectFrom('exclusion_lifts')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const reasons = new Map<string, string | null>()
  const agreed = new Map<string, string | null>()
  for (const { kind, id, about, words } of await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['lift', 'lift-agreement'],
  ))
    if (kind === 'lift') {
      reasons.set(id, words?.reason ?? null)
      agreed.set(id, words?.agreed ?? null)
    } else if (about) agreed.set(about, words?.reason ?? null)
  return rows.map((row) => ({
    member: row.member_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    reason: reasons.get(row.id) ?? null,
    agreedBy: row.agreed_by,
    agreedAt: row.agreed_at?.toISOString() ?? null,
    agreedReason: agreed.get(row.id) ?? null,
  }))
}
