// Words that are still being typed. What a screen for everybody shows must not spell out a name letter by letter, so a
// word is withheld from its first letter until its writer has gone on: typed something behind it, or rested. A word that
// may still become a listed name is withheld even then, until something stands behind it. Goes by what texts look like one after the other, so that
// typing, deleting, pasting and several writers are all the same to it; looks only at what changed.

import { limits } from '../limits.ts'
import { foldWord, type Stretch, wordsAround } from './letters.ts'

type Open = {
  start: number
  end: number
  sinceMs: number
  mayBeName: boolean
  /** Something was written behind it: whoever wrote it has gone on, or somebody else wrote there at the same moment. */
  isFinished: boolean
}
type Names = { mayBecomeName: (word: string) => boolean }

/** A writer who rests this long has finished the word, unless it may become a name. */
export const restMs = 3_000

/** Words of two letters that stand in any sentence; of one letter any may. They tell no name, however it begins. */
const shortWords = new Set(
  'ad al am an as at be by da de do du el en er es et go he hi if il im in is it je la le me my na no of oh ok on or so to un up us we'.split(
    ' ',
  ),
)
const isShortWord = (folded: string): boolean => folded.length === 1 || shortWords.has(folded)
/** Of what stands finished in a change, no shorter word is held back. */
const leastTelling = 3

export class UnfinishedWords {
  readonly #texts = new Map<string, string>()
  readonly #open = new Map<string, Open[]>()
  #names: Names | undefined

  /**
   * What must be withheld of each text now; all of one that is too long to be shown.
   * @param texts all of them, by a key that stays the same while a text is changed
   * @param names whether a word may be, or become, a listed name; another object when the list has changed
   */
  follow(texts: ReadonlyMap<string, string>, nowMs: number, names: Names): Map<string, Stretch[]> {
    for (const key of [...this.#texts.keys()])
      if (!texts.has(key)) {
        this.#texts.delete(key)
        this.#open.delete(key)
      }
    const isNewList = names !== this.#names
    this.#names = names
    const withheld = new Map<string, Stretch[]>()
    for (const [key, text] of texts) {
      if (text.length > limits.maxShownChars) {
        // No screen holds it, and who is typing where in it is not worth finding out.
        this.#texts.delete(key)
        withheld.set(key, [{ start: 0, end: text.length }])
        continue
      }
      const before = this.#open.get(key) ?? []
      const known = isNewList ? before.map((one) => judged(one, this.#texts.get(key)!, names)) : before
      const now = openNow(known, this.#texts.get(key), text, nowMs, names)
      const open = now.filter(
        ({ sinceMs, mayBeName, isFinished }) => nowMs - sinceMs < restMs || (mayBeName && !isFinished),
      )
      this.#texts.set(key, text)
      this.#open.set(key, open)
      if (open.length > 0) withheld.set(key, open)
    }
    return withheld
  }
}

const judged = <W extends Stretch>(word: W, text: string, names: Names): W & { mayBeName: boolean } => ({
  ...word,
  mayBeName:
    names.mayBecomeName(text.slice(word.start, word.end)) &&
    !isShortWord(foldWord(text, word.start, word.end)),
})

function openNow(
  open: readonly Open[],
  before: string | undefined,
  text: string,
  nowMs: number,
  names: Names,
): readonly Open[] {
  const opened = (words: readonly Stretch[]): Open[] =>
    words.map(({ start, end }) => judged({ start, end, sinceMs: nowMs, isFinished: false }, text, names))
  // Seen for the first time, nobody knows who is typing where: the end of a text may be the middle of a word.
  if (before === undefined)
    return opened(wordsAround(text, text.length).filter(({ end }) => end === text.length))
  if (before === text) return open
  const change = changeOf(before, text)
  const touched = opened(wordsAround(text, change.from, change.newEnd)).flatMap((word) => {
    if (isInTheMaking(word, change)) return [word]
    const mayTell = isInside(word, change) && word.mayBeName && word.end - word.start >= leastTelling
    return mayTell ? [{ ...word, isFinished: true }] : []
  })
  return merged([...touched, ...moved(open, change)])
}

/** The one stretch in which two texts differ: `from` to `oldEnd` became `from` to `newEnd`. */
type Change = { from: number; oldEnd: number; newEnd: number }

function changeOf(before: string, after: string): Change {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before[from] === after[from]) from++
  let same = 0
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  return { from, oldEnd: before.length - same, newEnd: after.length - same }
}

/** The word at the end of what changed is being typed; what else changed is finished, unless it may become a name. */
const isInTheMaking = ({ start, end }: Stretch, { newEnd }: Change): boolean =>
  start <= newEnd && end >= newEnd

/** Inside the change, not only beside it: two people may have written at once. */
const isInside = ({ start, end }: Stretch, { from, newEnd }: Change): boolean => start < newEnd && end > from

/**
 * Words that were open, where they stand now: what is beside them has not changed, so they are words still. Behind one
 * that was changed somebody has typed on: it is finished.
 */
const moved = (open: readonly Open[], { from, oldEnd, newEnd }: Change): Open[] =>
  open
    .filter(({ start, end }) => end < from || start > oldEnd)
    .map((one) => {
      const by = one.start > oldEnd ? newEnd - oldEnd : 0
      return { ...one, start: one.start + by, end: one.end + by }
    })

/** The latest touch of each word counts, and none overlaps another: a mark may have made one word of two. */
function merged(open: readonly Open[]): Open[] {
  const apart: Open[] = []
  for (const one of open.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1)
    if (!last || one.start >= last.end) apart.push({ ...one })
    else {
      last.end = Math.max(last.end, one.end)
      last.sinceMs = Math.max(last.sinceMs, one.sinceMs)
      last.mayBeName ||= one.mayBeName
      last.isFinished &&= one.isFinished
    }
  }
  return apart
}
