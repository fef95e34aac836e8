// Names, aliases and badge numbers of the people in a case, replaced by what they are in it. The same code
// serves the board, tasks of somebody without the case, and the room display. Pure; it never throws, and text
// in which nobody is named comes back as it was. It cannot know a nickname that nobody listed. What would take too long
// to look through is not shown.

import type { PersonRole } from '../http/cases.ts'
import { limits } from '../limits.ts'
import { foldSign, foldWord, isJoined, type Stretch, wordsAround } from './letters.ts'
import { SortedWords } from './sorted-words.ts'
import { roleWords, standInFor } from './stand-ins.ts'

export type Listed = {
  readonly name: string
  readonly role: PersonRole
  readonly aliases: readonly string[]
  readonly badge: string | null
}

/** A part of a name shorter than this is too common a word to be masked by itself. */
const minPartLetters = 3
/** No text that is masked is longer than an account; the rest of one that is, is not shown. */
const maxReadChars = limits.maxTextChars
/** Letters compared, and eight more for each find, until the rest of a text is not shown: some 7,000 names in a row. */
const maxWork = 200_000
const workOfFind = 8
/** What stands for a text that would take too long. */
export const unread = '…'

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
type Sought = { readonly words: number; readonly role: PersonRole; readonly instead: string }
type StandIn = Pick<Sought, 'role' | 'instead'>

/** How much is masked: whole names and parts of names, or parts of aliases and badge numbers too. */
export type Thoroughness = 'names' | 'every-part'

function soughtFrom(people: readonly Listed[], thoroughness: Thoroughness): Map<string, Sought> {
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
  foldedWordsOf(text).filter((word) => [...word].length >= minPartLetters && !commonWords.has(word))

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
    ...(before ? agreed(before, standIn) : standIn),
  })
}

/** A name that two people share must not say the wrong one of two roles, nor of two numbers. */
function agreed(one: StandIn, other: StandIn): StandIn {
  if (one.instead === other.instead) return { role: one.role, instead: one.instead }
  const role = one.role === other.role ? one.role : 'other'
  return { role, instead: roleWords[role] }
}

type Hit = { readonly first: number; readonly count: number; readonly instead: string }

/** A listed name in a text: from `start` to before `end`; `instead` is what stands there, spaced where words run on. */
export type NamedAt = { readonly start: number; readonly end: number; readonly instead: string }

/** The people of a case, made ready once for many texts. */
export class NameList {
  readonly #sought: SortedWords
  readonly #of: readonly Sought[]
  readonly #starts: SortedWords

  constructor(people: readonly Listed[], thoroughness: Thoroughness = 'names') {
    const sought = soughtFrom(people, thoroughness)
    this.#sought = new SortedWords(sought.keys())
    this.#of = this.#sought.words.map((word) => sought.get(word)!)
    this.#starts = new SortedWords([
      ...(thoroughness === 'names' ? soughtFrom(people, 'every-part').keys() : sought.keys()),
      ...people.flatMap(({ name }) => foldedWordsOf(name)),
    ])
  }

  /**
   * Where every listed full name, name part (of 3 letters or more), alias and badge number stands in the text, written
   * as whole words in any case and with or without accents. In the order of the text, never overlapping.
   */
  findIn(text: string): NamedAt[] {
    if (this.#of.length === 0) return []
    const words = wordsAround(text, 0, maxReadChars).filter(({ end }) => end <= maxReadChars)
    const { hits, readWords } = this.#hitsIn(text, words)
    const found = withoutOverlaps(hits, words.length).map(({ first, count, instead }) => {
      const start = words[first]!.start
      const end = words[first + count - 1]!.end
      const before = first > 0 && words[first - 1]!.end === start ? ' ' : ''
      const after = words[first + count]?.start === end ? ' ' : ''
      return { start, end, instead: before + instead + after }
    })
    const isAllRead = readWords === words.length && text.length <= maxReadChars
    if (isAllRead) return found
    const start = Math.max(words[readWords]?.start ?? words.at(-1)?.end ?? 0, found.at(-1)?.end ?? 0)
    return start < text.length ? [...found, { start, end: text.length, instead: unread }] : found
  }

  #hitsIn(text: string, words: readonly Stretch[]): { hits: Hit[]; readWords: number } {
    const hits: Hit[] = []
    let work = 0
    for (let first = 0; first < words.length; first++) {
      if (work > maxWork) return { hits, readWords: first }
      this.#sought.restart()
      for (let last = first; last < words.length; last++) {
        const letters = readWord(this.#sought, text, words[last]!)
        work += Math.abs(letters)
        if (letters < 0) break
        const found = this.#sought.found()
        if (found === undefined || last - first >= this.#of[found]!.words) continue
        hits.push({ first, count: last - first + 1, instead: this.#of[found]!.instead })
        work += workOfFind
      }
    }
    return { hits, readWords: words.length }
  }

  /**
   * Whether a word that is still being typed may become a listed name: it begins like one, or like any word of one. A whole
   * name counts too, in any case, with or without accents.
   */
  mayBecomeName(word: string): boolean {
    this.#starts.restart()
    return readWord(this.#starts, word, { start: 0, end: word.length }) > 0
  }

  /** The text with every listed name (see findIn) replaced by the role of whoever it belongs to. */
  mask(text: string): string {
    let masked = ''
    let from = 0
    for (const { start, end, instead } of this.findIn(text)) {
      masked += text.slice(from, start) + instead
      from = end
    }
    return masked + text.slice(from)
  }
}

/** Walks on by the letters of a word. @returns how many were read; negative when no listed one goes on like that */
function readWord(walk: SortedWords, text: string, { start, end }: Stretch): number {
  let letters = 0
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at)!
    const folded = foldSign(code)
    for (let unit = 0; unit < folded.length; unit++) {
      letters++
      if (!walk.read(folded.charCodeAt(unit))) return -letters
    }
    at += code > 0xffff ? 2 : 1
  }
  return letters
}

/** The longest hits win; of equally long ones the earlier. In the order of the text. */
function withoutOverlaps(hits: readonly Hit[], words: number): Hit[] {
  const byCount = Map.groupBy(hits, ({ count }) => count)
  const taken = new Uint8Array(words)
  const kept: Hit[] = []
  for (const count of [...byCount.keys()].sort((a, b) => b - a))
    for (const hit of byCount.get(count)!) {
      if (taken.subarray(hit.first, hit.first + hit.count).includes(1)) continue
      taken.fill(1, hit.first, hit.first + hit.count)
      kept.push(hit)
    }
  return kept.sort((a, b) => a.first - b.first)
}

/** See `NameList.findIn`; for a single text. */
export const findNames = (
  text: string,
  people: readonly Listed[],
  thoroughness: Thoroughness = 'names',
): NamedAt[] => new NameList(people, thoroughness).findIn(text)

/** See `NameList.mask`; for a single text. */
export const maskNames = (text: string, people: readonly Listed[]): string => new NameList(people).mask(text)
