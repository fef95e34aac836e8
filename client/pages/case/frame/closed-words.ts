// What is said when a record was closed under an open case page, for another reason than that it is not for this
// member. Pure.

import type { Refusal } from '#shared/protocol/refusals.ts'

/** @param unsent edits that had not been sent, and are gone with the local copy */
export function closedWords(why: Refusal, unsent: number): { title: string; text: string } {
  const edits = unsent === 1 ? '1 edit' : `${unsent} edits`
  const lost =
    unsent === 0
      ? ''
      : ` ${edits} on this device had not been sent, and ${unsent === 1 ? 'was' : 'were'} not added.`
  if (why === 'old-client')
    return { title: 'A new version is ready', text: `It loads when you next open a case.${lost}` }
  return {
    title: 'This case could not be opened',
    text: `What was saved is safe.${lost} Reload to try again, or ask the person on duty.`,
  }
}
