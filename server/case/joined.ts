// Somebody joined the team, or is called otherwise from now on: of every case in which they are named, or may be, they have
// nothing. Call it in the transaction of that, before the member's own row is locked: cases come before members.

import type { CaseId, EventId, MemberId } from '#shared/ids.ts'
import type { Nameable } from '#shared/privacy/naming.ts'
import { exclude } from './exclusions.ts'
import type { HandOver } from './hand-over.ts'
import { lockCase, type Trx } from './lock.ts'
import { asLikely, findWhetherNamed } from './named.ts'
import type { CaseSeals } from './seals.ts'

type Joined = Nameable & { id: MemberId; event: EventId }

/** What of the house it takes. */
export type JoinedDeps = { seals: Pick<CaseSeals, 'sealOf'>; handOver: HandOver }

/** What became of the cases that they were locked out of by it. */
export type KeptOut = { caseId: CaseId; cut: MemberId[]; told: MemberId[]; handed: () => void }

/** Where nobody is left to lead by it, the case is marked: a refusal would tell them that they are named. */
export async function keepOutOfCases(
  trx: Trx,
  { seals, handOver }: JoinedDeps,
  { event, ...member }: Joined,
  now: Date,
): Promise<KeptOut[]> {
  const cases = await trx
    .selectFrom('cases')
    .select('id')
    .where('event_id', '=', event)
    .orderBy('id')
    .execute()
  const kept: KeptOut[] = []
  for (const { id: caseId } of cases) {
    const find = () => findWhetherNamed(trx, () => seals.sealOf(trx, caseId), caseId, member)
    const before = await find()
    if (before.full.length + before.likely.length === 0) continue
    await lockCase(trx, caseId)
    const named = await find()
    const withheld = asLikely(named, null)
    const { cut, told, left } = await exclude(trx, {
      caseId,
      members: named.full,
      withheld,
      now,
      isChosen: false,
    })
    kept.push({ caseId, cut, told, handed: await handOver(trx, caseId, left) })
  }
  return kept
}
