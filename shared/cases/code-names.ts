// Code names: the two words by which the team speaks of a case where no name may be heard. They are drawn,
// never counted up, so that a name says nothing about how many cases there are, and never repeat in an event. Over a bad
// line half a name is heard: a first word names one case only, as long as there are first words.

import type { z } from 'zod'
import { shortText } from '../text/clean.ts'
import { firstWords, formerFirstWords, formerSecondWords, secondWords } from './words.ts'

const knownFirst = new Set([...firstWords, ...formerFirstWords])
const knownSecond = new Set([...secondWords, ...formerSecondWords])

/** How many code names can be drawn. */
export const codeNameCount = firstWords.length * secondWords.length

const isCodeName = (text: string): boolean => {
  const [first = '', second = '', ...more] = text.split(' ', 3)
  return knownFirst.has(first) && knownSecond.has(second) && more.length === 0
}

/** Two known words: 'Amber Heron'. Also those of before, which are drawn no longer. */
export const CodeName = shortText(40).refine(isCodeName, 'not a code name').brand<'CodeName'>()
export type CodeName = z.infer<typeof CodeName>

/**
 * Draws one of the code names that are not taken, each as likely as any other among those whose first word is taken by the
 * fewest others: by none, until there are as many names as first words.
 * @param random a whole number from 0 up to but without `below`, evenly; must be unguessable
 * @param taken every code name ever used or reserved in this event
 * @returns undefined when all are taken
 */
export function drawCodeName(
  random: (below: number) => number,
  taken: ReadonlySet<string>,
): CodeName | undefined {
  const used = usesOf(taken)
  const open = firstWords
    .map((first) => ({ first, uses: used.get(first)?.size ?? 0, seconds: secondsOf(used.get(first)) }))
    .filter(({ seconds }) => seconds.length > 0)
  const fewest = open.reduce((least, { uses }) => Math.min(least, uses), Number.POSITIVE_INFINITY)
  const drawn = open.filter(({ uses }) => uses === fewest)
  let place = random(drawn.reduce((sum, { seconds }) => sum + seconds.length, 0) || 1)
  for (const { first, seconds } of drawn) {
    if (place < seconds.length) return `${first} ${seconds[place]}` as CodeName
    place -= seconds.length
  }
  return undefined
}

/** The second words that stand beside each first word already. */
function usesOf(taken: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  for (const name of taken) {
    if (!isCodeName(name)) continue
    const [first = '', second = ''] = name.split(' ', 2)
    used.set(first, (used.get(first) ?? new Set()).add(second))
  }
  return used
}

const secondsOf = (used?: ReadonlySet<string>): readonly string[] =>
  used ? secondWords.filter((second) => !used.has(second)) : secondWords
