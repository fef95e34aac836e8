// What a device keeps for the time without a network is sealed there with a key made of two halves: one never leaves the
// device, the other is given here, to whoever may read the case at that moment. Nothing is stored: a half is derived
// from the case's own key, so that it is gone with it.

import { timingSafeEqual } from 'node:crypto'
import { mayInCase } from '#shared/access/rules.ts'
import type { DeviceId, StandingAsk } from '#shared/http/devices.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { countingAccess } from '../case/rights.ts'
import type { CaseSeals } from '../case/seals.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'

/** Whose key on which of their devices. */
const holderOf = (member: MemberId, device: DeviceId): string => `${member} ${device}`

/** Shows that the device was this member's; derived like a half, and opens nothing. */
const receiptOf = (seals: CaseSeals, holder: string): string =>
  seals.deviceHalf(`receipt ${holder}`).toString('base64')

/** Whether this server gave the receipt to this device, for this member. */
export function isReceipt(seals: CaseSeals, { member, device, receipt }: StandingAsk): boolean {
  const [given, ours] = [Buffer.from(receipt), Buffer.from(receiptOf(seals, holderOf(member, device)))]
  return given.length === ours.length && timingSafeEqual(given, ours)
}

/** The halves that this member's device gets now. */
export async function readHalves(
  { db, seals }: { db: Db; seals: CaseSeals },
  actor: Actor,
  device: DeviceId,
): Promise<{ member: string; receipt: string; cases: Record<CaseId, string> }> {
  const holder = holderOf(actor.member, device)
  const rows = await countingAccess(db)
    .select(['a.case_id as id', 'a.level'])
    .where('a.member_id', '=', actor.member)
    .execute()
  const readable = rows.filter(({ level }) => mayInCase({ role: actor.role, level }, 'read'))
  const cases: Record<CaseId, string> = {}
  for (const { id } of readable) {
    const seal = await seals.sealOf(db, id)
    cases[id] = seal.deviceHalf(holder).toString('base64')
  }
  return {
    member: seals.deviceHalf(holder).toString('base64'),
    receipt: receiptOf(seals, holder),
    cases,
  }
}
