// What a device keeps for the time without a network is sealed there with a key made of two halves: one never leaves the
// device, the other is given here, to whoever may read the case at that moment. Nothing is stored: a half is derived
// from the case's own key, so that it is gone with it.

import { mayInCase } from '#shared/access/rules.ts'
import type { DeviceId } from '#shared/http/devices.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { countingAccess } from '../access/access.ts'
import type { Asker } from '../people/asker.ts'
import type { CaseSeals } from '../platform/case-seals.ts'
import type { Db } from '../platform/db.ts'

/** Whose key on which of their devices. */
const holderOf = (member: MemberId, device: DeviceId): string => `${member} ${device}`

/** The halves that this member's device gets now. */
export async function readHalves(
  { db, seals }: { db: Db; seals: CaseSeals },
  asker: Asker,
  device: DeviceId,
): Promise<{ member: string; cases: Record<CaseId, string> }> {
  const holder = holderOf(asker.member, device)
  const rows = await countingAccess(db)
    .select(['a.case_id as id', 'a.level'])
    .where('a.member_id', '=', asker.member)
    .execute()
  const readable = rows.filter(({ level }) => mayInCase({ role: asker.role, level }, 'read'))
  const cases: Record<CaseId, string> = {}
  for (const { id } of readable) {
    const seal = await seals.sealOf(db, id)
    cases[id] = seal.deviceHalf(holder).toString('base64')
  }
  return { member: seals.deviceHalf(holder).toString('base64'), cases }
}
