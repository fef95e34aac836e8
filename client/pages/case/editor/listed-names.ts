// Which listed name, alias or badge ends at the caret, so that typing it in full makes a chip.
// Pure; the caller decides when to ask (only while this person types).

import type { PersonInCase } from '#shared/http/cases.ts'
import type { PersonId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { boundRuns } from '#shared/text/bounded.ts'

type Listed = Pick<PersonInCase, 'id' | 'name' | 'aliases' | 'badge'>

/** Nobody is called anything longer, also where letters became more in NFC; with the sign in front. */
const mostChars = 4 * limits.maxNameChars + 2

const fold = (text: string): string => boundRuns(text).normalize('NFC').toLowerCase()
const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{M}\p{N}]/u.test(sign)

/** What ends a name while typing: a space or punctuation, one sign of it. */
export const endsAName = (typed: string): boolean => /^[\s.,;:!?)\]"'’”…-]$/u.test(typed)

/**
 * The longest listed phrase that `before` ends with, as a whole word.
 * Where two people are listed under the same words, nobody is meant: a chip must not be a guess.
 */
export function findListedName(
  before: string,
  people: readonly Listed[],
): { id: PersonId; chars: number } | undefined {
  const near = before.slice(-mostChars)
  const text = fold(near)
  let best: { id: PersonId; chars: number; isSure: boolean } | undefined
  for (const { id, name, aliases, badge } of people)
    for (const phrase of [name, ...aliases, badge ?? '']) {
      const wanted = fold(phrase.trim())
      if (wanted.length < 2 || text.length !== near.length || !text.endsWith(wanted)) continue
      if (isLetter([...near.slice(0, near.length - wanted.length)].at(-1))) continue
      if (!best || wanted.length > best.chars) best = { id, chars: wanted.length, isSure: true }
      else if (wanted.length === best.chars && id !== best.id) best.isSure = false
    }
  return best?.isSure ? { id: best.id, chars: best.chars } : undefined
}
