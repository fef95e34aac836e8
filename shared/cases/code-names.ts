// Code names: the two words by which the team speaks of a case where no name may be heard. They are drawn,
// never counted up, so that a name says nothing about how many cases there are, and never repeat in an event.

import type { z } from 'zod'
import { shortText } from '../text/clean.ts'
import { firstWords, secondWords } from './words.ts'

const firstAt = new Map(firstWords.map((word, at) => [word, at]))
const secondAt = new Map(secondWords.map((word, at) => [word, at]))

/** How many code names there are. */
export const codeNameCount = firstWords.length * secondWords.length

function placeOf(text: string): number | undefined {
  const [first = '', second = '', ...more] = text.split(' ', 3)
  const row = firstAt.get(first)
  const column = secondAt.get(second)
  return row === undefined || column === undefined || more.length > 0
    ? undefined
    : row * secondWords.length + column
}

/** Two known words: 'Amber Heron'. */
export const CodeName = shortText(40)
  .refine((text) => placeOf(text) !== undefined, 'not a code name')
  .brand<'CodeName'>()
export type CodeName = z.infer<typeof CodeName>

function codeNameAt(place: number): CodeName {
  const first = firstWords[Math.floor(place / secondWords.length)]
  return `${first} ${secondWords[place % secondWords.length]}` as CodeName
}

/**
 * Draws one of the code names that are not taken, each as likely as any other.
 * @param random a whole number from 0 up to but without `below`, evenly; must be unguessable
 * @param taken every code name ever used or reserved in this event
 * @returns undefined when all are taken
 */
export function drawCodeName(
  random: (below: number) => number,
  taken: ReadonlySet<string>,
): CodeName | undefined {
  const gone = [...taken]
    .map(placeOf)
    .filter((place) => place !== undefined)
    .sort((a, b) => a - b)
  if (gone.length >= codeNameCount) return undefined
  let place = random(codeNameCount - gone.length)
  for (const hole of gone) if (hole <= place) place++
  return codeNameAt(place)
}
