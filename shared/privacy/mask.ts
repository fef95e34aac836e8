// Names, aliases and badge numbers of the people in a case, replaced by what they are in it. The same code
// serves the board, tasks of somebody without the case, and the room display. Pure; it never throws, and text
// in which nobody is named comes back as it was. It cannot know a nickname that nobody listed.

import type { PersonRole } from '../http/cases.ts'

/** What stands in the place of a name. */
export const roleWords: Readonly<Record<PersonRole, string>> = {
  reporter: 'reporter',
  affected: 'affected person',
  reported: 'reported person',
  witness: 'witness',
  other: 'other person',
}

export type Listed = {
  readonly name: string
  readonly role: PersonRole
  readonly aliases: readonly string[]
  readonly badge: string | null
}

/** A part of a name shorter than this is too common a word to be masked by itself. */
const minPartLetters = 3

// Scripts written without spaces (or, in Korean, with endings joined on): there each character counts as a word.
const joined =
  '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}'
// Invisible characters do not end a word: a name must not slip through because of a soft hyphen inside it.
const inWord = '\\p{L}\\p{M}\\p{N}\\u00AD\\u200B-\\u200D\\u2060\\uFEFF'
const wordPattern = new RegExp(`[${joined}]\\p{M}*|(?:(?![${joined}])[${inWord}])+`, 'gu')
const joinedPattern = new RegExp(`[${joined}]`, 'u')

/** Letters that no Unicode decomposition takes apart, as they are written where a keyboard lacks them. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŧ: 't',
}

/** Two spellings that differ in case, accents or invisible characters only give the same. */
function foldWord(word: string): string {
  const bare = word.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')
  // Up and down again: 'ß' and 'SS' meet, so do the three Greek sigmas.
  const even = bare.toUpperCase().toLowerCase().replace(/\p{M}/gu, '').replaceAll('ς', 'σ')
  return even.replace(/[øłđðþæœħŧ]/g, (letter) => plainLetters[letter] ?? letter)
}

/** Whether two names are the same but for case, accents and signs between the words. */
export const isSameName = (a: string, b: string): boolean => {
  const [left, right] = [wordsOf(a), wordsOf(b)].map((words) => words.map((word) => word.folded).join(' '))
  return left !== '' && left === right
}

type Word = { readonly folded: string; readonly start: number; readonly end: number }

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const folded = foldWord(word)
    if (folded !== '') words.push({ folded, start: index, end: index + word.length })
  }
  return words
}

/** What is looked for: folded words run together, the most words it may be written in, and its replacement. */
type Sought = { readonly words: number; readonly instead: string }

/** How much is masked: whole names and parts of names, or parts of aliases and badge numbers too. */
export type Thoroughness = 'names' | 'every-part'

function soughtFrom(people: readonly Listed[], thoroughness: Thoroughness): Map<string, Sought> {
  const sought = new Map<string, Sought>()
  for (const person of people) {
    const instead = roleWords[person.role]
    const others = [...person.aliases, person.badge ?? '']
    for (const words of [person.name, ...others].map(wordsOf)) add(sought, words, instead)
    for (const part of partsOf(person.name)) add(sought, part, instead)
    if (thoroughness === 'names') continue
    for (const part of others.flatMap(tellingPartsOf)) add(sought, part, instead)
  }
  return sought
}

/** Words of an alias ("the one with the hat") that say nothing of anybody; masked alone they would make holes everywhere. */
const commonWords = new Set(
  'the and one with from who has had was not her his him she they them that this for too man men woman guy girl boy person staff'.split(
    ' ',
  ),
)

/** Single words of an alias or badge number that point to somebody by themselves. */
const tellingPartsOf = (text: string): Word[][] =>
  wordsOf(text)
    .filter(({ folded }) => [...folded].length >= minPartLetters && !commonWords.has(folded))
    .map((word) => [word])

/**
 * Whether a word that is still being typed may become a listed name: it begins like one, or like any word of one.
 * @returns asks of a single word, in any case, with or without accents; a whole name counts too
 */
export function startsOfNames(people: readonly Listed[]): (word: string) => boolean {
  const all = [...soughtFrom(people, 'every-part').keys()]
  const starts = [...all, ...people.flatMap(({ name }) => wordsOf(name).map(({ folded }) => folded))]
  return (word) => {
    const folded = foldWord(word)
    return folded !== '' && starts.some((start) => start.startsWith(folded))
  }
}

/** The words of a text: from `start` to before `end`. */
export const wordPlaces = (text: string): { start: number; end: number }[] =>
  wordsOf(text).map(({ start, end }) => ({ start, end }))

function partsOf(name: string): Word[][] {
  const pieces = name.split(/\s+/u).map(wordsOf)
  const single = pieces.flat().map((word) => [word])
  return [...pieces, ...single].filter(isLongEnough)
}

function isLongEnough(part: readonly Word[]): boolean {
  const folded = part.map((word) => word.folded).join('')
  if (joinedPattern.test(folded)) return part.length > 1
  return [...folded].filter((sign) => /\p{L}/u.test(sign)).length >= minPartLetters
}

function add(sought: Map<string, Sought>, words: readonly Word[], instead: string): void {
  const key = words.map((word) => word.folded).join('')
  if (key === '') return
  const known = sought.get(key)
  // A name that two people share must not say the wrong one of two roles.
  const agreed = known && known.instead !== instead ? roleWords.other : instead
  sought.set(key, { words: Math.max(words.length, known?.words ?? 0), instead: agreed })
}

type Hit = { readonly first: number; readonly count: number; readonly instead: string }

function findHits(words: readonly Word[], sought: ReadonlyMap<string, Sought>): Hit[] {
  const most = Math.max(...[...sought.values()].map((one) => one.words))
  const hits: Hit[] = []
  for (let first = 0; first < words.length; first++) {
    let key = ''
    for (let count = 1; count <= most && first + count <= words.length; count++) {
      key += words[first + count - 1]!.folded
      const found = sought.get(key)
      if (found && count <= found.words) hits.push({ first, count, instead: found.instead })
    }
  }
  return hits
}

/** The longest hits win; of equally long ones the earlier. In the order of the text. */
function withoutOverlaps(hits: readonly Hit[]): Hit[] {
  const taken = new Set<number>()
  const kept = hits
    .toSorted((a, b) => b.count - a.count || a.first - b.first)
    .filter((hit) => {
      const places = Array.from({ length: hit.count }, (_, at) => hit.first + at)
      if (places.some((place) => taken.has(place))) return false
      for (const place of places) taken.add(place)
      return true
    })
  return kept.sort((a, b) => a.first - b.first)
}

/** A listed name in a text: from `start` to before `end`; `instead` is what stands there, spaced where words run on. */
export type NamedAt = { readonly start: number; readonly end: number; readonly instead: string }

/**
 * Where every listed full name, name part (of 3 letters or more), alias and badge number stands in the text, written
 * as whole words in any case and with or without accents. In the order of the text, never overlapping.
 */
export function findNames(
  text: string,
  people: readonly Listed[],
  thoroughness: Thoroughness = 'names',
): NamedAt[] {
  const sought = soughtFrom(people, thoroughness)
  if (sought.size === 0) return []
  const words = wordsOf(text)
  return withoutOverlaps(findHits(words, sought)).map(({ first, count, instead }) => {
    const start = words[first]!.start
    const end = words[first + count - 1]!.end
    const before = first > 0 && words[first - 1]!.end === start ? ' ' : ''
    const after = words[first + count]?.start === end ? ' ' : ''
    return { start, end, instead: before + instead + after }
  })
}

/** The text with every listed name (see findNames) replaced by the role of whoever it belongs to. */
export function maskNames(text: string, people: readonly Listed[]): string {
  let masked = ''
  let from = 0
  for (const { start, end, instead } of findNames(text, people)) {
    masked += text.slice(from, start) + instead
    from = end
  }
  return masked + text.slice(from)
}
