// The words in which somebody is asked about those who joined by a link.

import { firstNameOf } from '#shared/people/initials.ts'
import { inLine } from '#shared/text/bounded.ts'

const mostNames = 3

/** "Amara Diallo", "Amara Diallo and Ben Okri", "A, B, C and 2 more" */
function listOf(names: readonly string[]): string {
  const shown = names.slice(0, names.length > mostNames ? mostNames : names.length).map(inLine)
  const more = names.length - shown.length
  const all = more > 0 ? [...shown, `${more} more`] : shown
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** @param whose 'you', the name of whoever made the link, or undefined where there were several */
export function askWords(names: readonly string[], whose: string | undefined, codeName: string): string {
  const link = whose === 'you' ? 'your link' : whose ? `${firstNameOf(whose)}’s link` : 'links from this case'
  return `${listOf(names)} joined by ${link}. Let in to ${codeName}?`
}

export const letInWords = (count: number): string =>
  count === 1 ? 'Let in' : count === 2 ? 'Let both in' : `Let all ${count} in`

/** Says that names are alike, and neither which nor whose: this stands outside the case. */
export const likeWords = (names: readonly string[], codeName: string): string =>
  `${listOf(names)} joined by a link. Look before you let them in to ${codeName}: a name there is like theirs.`
