// Words that look like somebody's name though nobody listed it: written large where no sentence begins, and not known to be
// anything else. A room must not read them before somebody has said what they are. It goes by how words are written: a name
// that is written small, or in a script without large letters, is not seen.

import { limits } from '../limits.ts'
import { foldWord, type Stretch, wordsAround } from './letters.ts'
import { alsoNames, humanActs, ordinaryWords, placeWords, titles } from './ordinary-words.ts'

type Word = Stretch & {
  readonly folded: string
  /** Written large, and neither a single letter, a short run of capitals, nor a number. */
  readonly isLarge: boolean
  /** Run into its neighbour by a paste: reporterBrenner, DanaBrenner. */
  readonly isGlued: boolean
  /** Where any word would be written large. */
  readonly begins: boolean
}
type Read = { readonly text: string; readonly words: readonly Word[]; readonly likely: ReadonlySet<number> }

/** Longer runs of capitals are words that somebody shouts. */
const mostAcronymLetters = 4
/** As much of what stands between two words as says whether a sentence begins. */
const gapChars = 8

export class LikelyNames {
  readonly #known: ReadonlySet<string>
  #read = new Map<string, Read>()

  /** @param known what is written in the event and by its team as words of its own, whole or in parts */
  constructor(known: Iterable<string>) {
    this.#known = new Set([...known].flatMap(wordsOf))
  }

  /**
   * Where such words stand in each text; a word that begins a sentence is one when it is one elsewhere, or beside one.
   * @param texts by a key that stays the same while a text is changed; those that are too long to be shown are passed over
   */
  follow(texts: ReadonlyMap<string, string>): Map<string, Stretch[]> {
    const read = new Map<string, Read>()
    for (const [key, text] of texts) {
      if (text.length > limits.maxShownChars) continue
      const before = this.#read.get(key)
      read.set(key, before?.text === text ? before : this.#look(text))
    }
    this.#read = read
    const everywhere = new Set<string>()
    for (const { words, likely } of read.values()) for (const at of likely) everywhere.add(words[at]!.folded)
    return new Map(
      [...read].map(([key, { words, likely }]) => [
        key,
        words.filter((word, at) => likely.has(at) || (word.isLarge && everywhere.has(word.folded))),
      ]),
    )
  }

  #look(text: string): Read {
    const words = readWords(text)
    const likely = new Set<number>()
    for (const [at, word] of words.entries())
      if (word.isLarge && (!word.begins || word.isGlued) && !this.#isKnown(word) && !isPlace(words, at))
        likely.add(at)
    for (const [at, word] of words.entries())
      if (word.isLarge && word.begins && !this.#isKnown(word) && isBesideAName(text, words, at, likely))
        likely.add(at)
    return { text, words, likely }
  }

  #isKnown({ folded, begins }: Word): boolean {
    return (
      (ordinaryWords.has(folded) && (begins || !alsoNames.has(folded))) ||
      titles.has(folded) ||
      this.#known.has(folded) ||
      (folded.endsWith('s') && this.#known.has(folded.slice(0, -1)))
    )
  }
}

/** The words of a name, a place or a title, folded. */
export const wordsOf = (text: string): string[] => {
  const short = text.slice(0, limits.maxTaskChars)
  return wordsAround(short).map(({ start, end }) => foldWord(short, start, end))
}

function readWords(text: string): Word[] {
  const words: Word[] = []
  let isCounting = true
  for (const { start, end } of wordsAround(text)) {
    const last = words.at(-1)
    const gap = text.slice(Math.max(last?.end ?? 0, start - gapChars), start)
    const begins = last === undefined || isCounting || opens(gap, last, text)
    const folded = foldWord(text, start, end)
    isCounting &&= /^\d+$/u.test(folded)
    words.push({ start, end, folded, begins, ...wayOf(text.slice(start, end)) })
  }
  return words
}

/** After the end of a sentence, and behind a quotation mark that speech begins with. A new line alone begins none. */
const opens = (gap: string, last: Word, text: string): boolean => {
  if (/^[!?…:]/u.test(gap) || /^[.,]?[)\]"”’»]?\s*[,.:]?\s*["“„‘«]$/u.test(gap)) return true
  if (/^["”’»)\]]*[.!?…]/u.test(gap)) return !isShortened(last, text)
  return /^\s*[-–—•]\s$/u.test(gap) && last.start === 0 && last.end === 1
}

/** "Dr. Brenner", "J. Brenner": no sentence ends there. */
const isShortened = (last: Word, text: string): boolean =>
  titles.has(last.folded) || (last.end - last.start === 1 && /\p{Lu}/u.test(text.charAt(last.start)))

/** How a word is written. */
function wayOf(word: string): Pick<Word, 'isLarge' | 'isGlued'> {
  const letters = word.replace(/[^\p{L}]/gu, '')
  if (letters.length < 2 || /^\d/u.test(word)) return { isLarge: false, isGlued: false }
  const isGlued = /\p{Ll}\p{Lu}\p{Ll}/u.test(letters)
  const isNameLike = letters.length > mostAcronymLetters || /\p{Ll}/u.test(letters)
  return { isLarge: isGlued || (isNameLike && /^\p{Lu}/u.test(letters)), isGlued }
}

const isPlace = (words: readonly Word[], at: number): boolean => placeWords.has(words[at - 1]?.folded ?? '')

/** "Dana Brenner went", "Dana and Brenner", "Dana said", "Dana's camera": a word of them begins the sentence. */
function isBesideAName(
  text: string,
  words: readonly Word[],
  at: number,
  likely: ReadonlySet<number>,
): boolean {
  const next = words[at + 1]
  // One word alone is the line of a list, or a cell.
  if (!next) return at === 0 || titles.has(words[at - 1]?.folded ?? '')
  if (next.begins) return titles.has(words[at - 1]?.folded ?? '')
  const gap = text.slice(words[at]!.end, Math.min(next.start, words[at]!.end + gapChars))
  if (/^['’ʼ]$/u.test(gap) && next.folded === 's') return true
  if (likely.has(at + 1) || humanActs.has(next.folded)) return true
  return (next.folded === 'and' || next.folded === 'or') && likely.has(at + 2)
}
