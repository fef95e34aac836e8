// Names, aliases and badge numbers of the people in a case, replaced by what they are in it. The same code
// serves the board, tasks of somebody without the case, and the room display. Pure; it never throws, and text
// in which nobody is named comes back as it was. It cannot know a nickname that nobody listed. What would take too long
// to look through is not shown.

import { limits } from '../limits.ts'
import { Forms } from './forms.ts'
import { foldSign, foldWord, isCapital, type Piece, piecesOf, type Stretch, wordsAround } from './letters.ts'
import { SortedWords } from './sorted-words.ts'
import {
  foldedWordsOf,
  formedParts,
  type Listed,
  type Sought,
  soughtFrom,
  type Thoroughness,
} from './sought.ts'

/** No text that is masked is longer than an account; the rest of one that is, is not shown. */
const maxReadChars = limits.maxTextChars
/** Letters compared, and eight more for each find, until the rest of a text is not shown: some 7,000 names in a row. */
const maxWork = 200_000
const workOfFind = 8
/** Longer words are no form of a name. */
const maxFormChars = 60
/** What stands for a text that would take too long. */
export const unread = '…'

type Hit = { readonly first: number; readonly count: number; readonly instead: string }

/** A listed name in a text: from `start` to before `end`; `instead` is what stands there, spaced where words run on. */
export type NamedAt = { readonly start: number; readonly end: number; readonly instead: string }

/** The people of a case, made ready once for many texts. */
export class NameList {
  readonly #sought: SortedWords
  readonly #of: readonly Sought[]
  readonly #starts: SortedWords
  readonly #forms: Forms<string>

  constructor(people: readonly Listed[], thoroughness: Thoroughness = 'names') {
    const sought = soughtFrom(people, thoroughness)
    this.#sought = new SortedWords(sought.keys())
    this.#of = this.#sought.words.map((word) => sought.get(word)!)
    this.#forms = new Forms(formedParts(people, sought))
    this.#starts = new SortedWords([
      ...(thoroughness === 'names' ? soughtFrom(people, 'every-part').keys() : sought.keys()),
      ...people.flatMap(({ name }) => foldedWordsOf(name)),
    ])
  }

  /**
   * Where every listed full name, name part (of 2 letters or more), alias and badge number stands in the text, written
   * in any case and with or without accents, with an ending that languages hang on names, or run into its neighbour by a
   * paste. In the order of the text, never overlapping.
   */
  findIn(text: string): NamedAt[] {
    if (this.#of.length === 0) return []
    const words = wordsAround(text, 0, maxReadChars).filter(({ end }) => end <= maxReadChars)
    const pieces = piecesOf(text, words)
    const { hits, readPieces } = this.#hitsIn(text, pieces)
    const found = asOne(text, withoutOverlaps(hits, pieces.length), pieces).map((hit) => placed(hit, pieces))
    const isAllRead = readPieces === pieces.length && text.length <= maxReadChars
    if (isAllRead) return found
    const start = Math.max(pieces[readPieces]?.start ?? pieces.at(-1)?.end ?? 0, found.at(-1)?.end ?? 0)
    return start < text.length ? [...found, { start, end: text.length, instead: unread }] : found
  }

  #hitsIn(text: string, pieces: readonly Piece[]): { hits: Hit[]; readPieces: number } {
    const hits: Hit[] = []
    let work = 0
    for (let first = 0; first < pieces.length; first++) {
      if (work > maxWork) return { hits, readPieces: first }
      this.#sought.restart()
      for (let last = first; last < pieces.length; last++) {
        const letters = readWord(this.#sought, text, pieces[last]!)
        work += Math.abs(letters)
        if (letters < 0) break
        const found = this.#sought.found()
        if (found === undefined || !isWritten(this.#of[found]!, text, pieces, first, last)) continue
        hits.push({ first, count: last - first + 1, instead: this.#of[found]!.instead })
        work += workOfFind
      }
      work += this.#formsAt(text, pieces, first, hits)
    }
    return { hits, readPieces: pieces.length }
  }

  /** A piece, and the word that begins with it, as forms of a name. @returns the work that it was */
  #formsAt(text: string, pieces: readonly Piece[], first: number, hits: Hit[]): number {
    const { start, end, word } = pieces[first]!
    let count = 1
    while (pieces[first + count]?.word === word) count++
    const isWhole = first === 0 || pieces[first - 1]!.word !== word
    const ends = new Set([end, ...(isWhole ? [pieces[first + count - 1]!.end] : [])])
    let work = 0
    for (const to of ends) {
      if (to - start > maxFormChars) continue
      const instead = this.#forms.find(foldWord(text, start, to), isCapital(text, { start, end: to }))
      work += 1
      if (instead !== undefined) hits.push({ first, count: to === end ? 1 : count, instead })
    }
    return work
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

/** Whether pieces that spell out a listed name are written as one: in as many words at most, and large where it has to be. */
const isWritten = (
  { words, needsCapital }: Sought,
  text: string,
  pieces: readonly Piece[],
  first: number,
  last: number,
): boolean =>
  pieces[last]!.word - pieces[first]!.word < words && (!needsCapital || isCapital(text, pieces[first]!))

function placed({ first, count, instead }: Hit, pieces: readonly Piece[]): NamedAt {
  const start = pieces[first]!.start
  const end = pieces[first + count - 1]!.end
  const before = first > 0 && pieces[first - 1]!.end === start ? ' ' : ''
  const after = pieces[first + count]?.start === end ? ' ' : ''
  return { start, end, instead: before + instead + after }
}

/** Given and family name of one person, each found by itself, are one find. */
function asOne(text: string, hits: readonly Hit[], pieces: readonly Piece[]): Hit[] {
  const joined: Hit[] = []
  for (const hit of hits) {
    const last = joined.at(-1)
    const isNext = last !== undefined && last.first + last.count === hit.first && last.instead === hit.instead
    const gap = isNext && text.slice(pieces[hit.first - 1]!.end, pieces[hit.first]!.start)
    if (isNext && /^[\s-]*$/u.test(gap || ''))
      joined[joined.length - 1] = { ...last, count: last.count + hit.count }
    else joined.push(hit)
  }
  return joined
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
