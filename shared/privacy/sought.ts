// What is looked for when names are masked: what the people of a case are called, folded, and what stands instead.

import type { PersonRole } from '../http/cases.ts'
import { limits } from '../limits.ts'
import { foldWord, isJoined, wordsAround } from './letters.ts'
import { roleWords, standInFor } from './stand-ins.ts'

export type Listed = {
  readonly name: string
  readonly role: PersonRole
  readonly aliases: readonly string[]
  readonly badge: string | null
}

/** A single letter is too common to be masked by itself. */
const minPartLetters = 2
/** Of an alias or a badge number. */
const minTellingLetters = 3
/** Names that are words as well, in one language or another: masked where they are written like a name. */
const shortWords = new Set(
  `ad al am an as at be by da de di do du eh el em en er es et ex go ha he hi ho if il im in is it ja je la le li ma me mi my
  na ne no nu of oh ok om on op or os pa po se si so su te to tu un up us va we ze zu`.split(/\s+/u),
)
/** Whether two names are the same but for case, accents and signs between the words. */
export const isSameName = (a: string, b: string): boolean => {
  const [left, right] = [foldedWordsOf(a), foldedWordsOf(b)].map((words) => words.join(' '))
  return left !== '' && left === right
}

/** No name is longer, also where its letters became more in NFC. */
export const foldedWordsOf = (name: string): string[] => {
  const short = name.slice(0, 4 * limits.maxNameChars)
  return wordsAround(short).map(({ start, end }) => foldWord(short, start, end))
}

/** What is looked for: folded words run together, the most words it may be written in, whose it is, and its replacement. */
export type Sought = StandIn & { readonly words: number; readonly needsCapital: boolean }
type StandIn = { readonly role: PersonRole; readonly instead: string }

/** How much is masked: whole names and parts of names, or parts of aliases and badge numbers too. */
export type Thoroughness = 'names' | 'every-part'

export function soughtFrom(people: readonly Listed[], thoroughness: Thoroughness): Map<string, Sought> {
  const sought = new Map<string, Sought>()
  for (const person of people) {
    const standIn = { role: person.role, instead: standInFor(person, people) }
    const others = [...person.aliases, person.badge ?? '']
    for (const words of [person.name, ...others].map(foldedWordsOf)) add(sought, words, standIn)
    for (const part of partsOf(person.name)) add(sought, part, standIn)
    if (thoroughness === 'names') continue
    for (const part of others.flatMap(tellingPartsOf)) add(sought, part, standIn)
  }
  return sought
}

/** Words of an alias ("the one with the hat") that say nothing of anybody; masked alone they would make holes everywhere. */
export const commonWords = new Set(
  'the and one with from who has had was not her his him she they them that this for too man men woman guy girl boy person staff'.split(
    ' ',
  ),
)

/** Single words of an alias or badge number that point to somebody by themselves. */
const tellingPartsOf = (text: string): string[][] => tellingWordsOf(text).map((word) => [word])

/** The words of a name, alias or badge that are more than a common word. */
export const tellingWordsOf = (text: string): string[] =>
  foldedWordsOf(text).filter((word) => [...word].length >= minTellingLetters && !commonWords.has(word))

function partsOf(name: string): string[][] {
  const pieces = name
    .slice(0, 4 * limits.maxNameChars)
    .split(/\s+/u)
    .map(foldedWordsOf)
  const single = pieces.flat().map((word) => [word])
  return [...pieces, ...single].filter(isLongEnough)
}

function isLongEnough(part: readonly string[]): boolean {
  const folded = part.join('')
  if (isJoined(folded)) return part.length > 1
  return [...folded].filter((sign) => /\p{L}/u.test(sign)).length >= minPartLetters
}

function add(sought: Map<string, Sought>, words: readonly string[], standIn: StandIn): void {
  const key = words.join('')
  if (key === '') return
  const before = sought.get(key)
  sought.set(key, {
    words: Math.max(words.length, before?.words ?? 0),
    needsCapital: words.length === 1 && shortWords.has(key),
    ...(before ? agreed(before, standIn) : standIn),
  })
}

/** A name that two people share must not say the wrong one of two roles, nor of two numbers. */
function agreed(one: StandIn, other: StandIn): StandIn {
  if (one.instead === other.instead) return { role: one.role, instead: one.instead }
  const role = one.role === other.role ? one.role : 'other'
  return { role, instead: roleWords[role] }
}

/** The single parts of names, and what stands for whoever is called so. */
export function formedParts(
  people: readonly Listed[],
  sought: ReadonlyMap<string, Sought>,
): [string, string][] {
  const parts = people.flatMap(({ name, aliases }) => [...partsOf(name), ...aliases.flatMap(tellingPartsOf)])
  return parts.flatMap((part) => {
    const found = part.length === 1 && sought.get(part[0]!)
    return found ? [[part[0]!, found.instead] as [string, string]] : []
  })
}
