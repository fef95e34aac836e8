// Words that are still being typed. What a screen for everybody shows must not spell out a name letter by letter, so a
// word is withheld from its first letter until its writer has gone on: typed something behind it, or rested. A word that
// may still become a listed name is withheld even then. Goes by what texts look like one after the other, so that
// typing, deleting, pasting and several writers are all the same to it.

import { wordPlaces } from './mask.ts'

/** From `start` to before `end`. */
export type Stretch = { readonly start: number; readonly end: number }
type Open = { start: number; end: number; sinceMs: number }

/** A writer who rests this long has finished the word, unless it may become a name. */
export const restMs = 3_000

export class UnfinishedWords {
  readonly #texts = new Map<string, string>()
  readonly #open = new Map<string, Open[]>()

  /**
   * What must be withheld of each text now.
   * @param texts all of them, by a key that stays the same while a text is changed
   * @param mayBeName whether a word may be, or become, a listed name
   */
  follow(
    texts: ReadonlyMap<string, string>,
    nowMs: number,
    mayBeName: (word: string) => boolean,
  ): Map<string, Stretch[]> {
    for (const key of [...this.#texts.keys()])
      if (!texts.has(key)) {
        this.#texts.delete(key)
        this.#open.delete(key)
      }
    const withheld = new Map<string, Stretch[]>()
    for (const [key, text] of texts) {
      const open = this.#step(key, text, nowMs, mayBeName)
      if (open.length > 0) withheld.set(key, open)
    }
    return withheld
  }

  #step(key: string, text: string, nowMs: number, mayBeName: (word: string) => boolean): Open[] {
    const before = this.#texts.get(key)
    this.#texts.set(key, text)
    const words = wordPlaces(text)
    const isStillOpen = ({ start, end, sinceMs }: Open) =>
      nowMs - sinceMs < restMs || mayBeName(text.slice(start, end))
    const open = merged(this.#openNow(key, before, text, words, nowMs, mayBeName)).filter(isStillOpen)
    this.#open.set(key, open)
    return open
  }

  #openNow(
    key: string,
    before: string | undefined,
    text: string,
    words: readonly Stretch[],
    nowMs: number,
    mayBeName: (word: string) => boolean,
  ): Open[] {
    const open = this.#open.get(key) ?? []
    if (before === undefined) return firstSeen(text, words, nowMs)
    if (before === text) return open
    const change = changeOf(before, text)
    return [...touchedIn(change, words, text, nowMs, mayBeName), ...moved(open, change, words)]
  }
}

/** Seen for the first time, nobody knows who is typing where: the end of a text may be the middle of a word. */
const firstSeen = (text: string, words: readonly Stretch[], nowMs: number): Open[] =>
  words.filter(({ end }) => end === text.length).map((word) => ({ ...word, sinceMs: nowMs }))

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
function touchedIn(
  { from, newEnd }: Change,
  words: readonly Stretch[],
  text: string,
  nowMs: number,
  mayBeName: (word: string) => boolean,
): Open[] {
  const isInTheMaking = ({ start, end }: Stretch) => {
    if (start <= newEnd && end >= newEnd) return true
    // Inside the change, not only beside it: two people may have written at once.
    return start < newEnd && end > from && mayBeName(text.slice(start, end))
  }
  return words.filter(isInTheMaking).map((word) => ({ ...word, sinceMs: nowMs }))
}

/** Words that were open, where they stand now. Behind one that was changed somebody has typed on: it is finished. */
function moved(open: readonly Open[], { from, oldEnd, newEnd }: Change, words: readonly Stretch[]): Open[] {
  return open.flatMap(({ start, end, sinceMs }) => {
    if (end >= from && start <= oldEnd) return []
    const by = start > oldEnd ? newEnd - oldEnd : 0
    const word = words.find((one) => one.start === start + by && one.end === end + by)
    return word ? [{ ...word, sinceMs }] : []
  })
}

/** The latest touch of each word counts. */
function merged(open: readonly Open[]): Open[] {
  const byStart = new Map<number, Open>()
  for (const one of open) if (!byStart.has(one.start)) byStart.set(one.start, one)
  return [...byStart.values()].sort((a, b) => a.start - b.start)
}
