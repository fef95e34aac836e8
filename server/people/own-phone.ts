// A telephone number that a member gave to the team. Sealed by the master key itself: it belongs to no case, and is nobody's
// business who reads the database.

import type { MemberId } from '#shared/ids.ts'
import type { OwnSealing } from '../case/entries.ts'
import { SealBroken } from '../platform/sealing.ts'

const nameOf = (member: MemberId): string => `member-phone ${member}`

/** @param phone empty: none from now on */
export const sealPhone = ({ sealOwn }: OwnSealing, member: MemberId, phone: string): Uint8Array | null =>
  phone ? sealOwn(nameOf(member), phone) : null

/** One that can't be read is as good as none. */
export function openPhone(
  { unsealOwn }: OwnSealing,
  member: MemberId,
  sealed: Uint8Array | null,
): string | null {
  if (!sealed) return null
  try {
    return unsealOwn(nameOf(member), sealed).toString()
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
