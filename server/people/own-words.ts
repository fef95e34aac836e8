// What a member says of themselves to the team: a telephone number, the languages they speak. Sealed by the master key itself: it
// belongs to no case, and is nobody's business who reads the database.

import type { MemberId } from '#shared/ids.ts'
import type { OwnSealing } from '../case/entries.ts'
import { SealBroken } from '../platform/sealing.ts'

type OwnWord = 'phone' | 'speaks'
const nameOf = (word: OwnWord, member: MemberId): string => `member-${word} ${member}`

/** @param text empty: none from now on */
export const sealOwnWord = (
  { sealOwn }: OwnSealing,
  word: OwnWord,
  member: MemberId,
  text: string,
): Uint8Array | null => (text ? sealOwn(nameOf(word, member), text) : null)

/** One that can't be read is as good as none. */
export function openOwnWord(
  { unsealOwn }: OwnSealing,
  word: OwnWord,
  member: MemberId,
  sealed: Uint8Array | null,
): string | null {
  if (!sealed) return null
  try {
    return unsealOwn(nameOf(word, member), sealed).toString()
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
