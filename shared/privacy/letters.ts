// Words of a text and their letters, sign by sign, in a time that grows with the text and not with what is in it. What is
// found out about a sign is kept: there are only so many.

// Scripts written without spaces (or, in Korean, with endings joined on): there each character counts as a word.
const joinedPattern =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/gu
// Invisible characters do not end a word: a name must not slip through because of a soft hyphen inside it, or the marks
// that a messenger puts around it.
const inWordPattern = /[\p{L}\p{M}\p{N}\p{Cf}]/gu

const [known, inWord, joined, mark, large, small, digit] = [1, 2, 4, 8, 16, 32, 64]
const patterns = [
  [inWordPattern, inWord],
  [joinedPattern, joined],
  [/\p{M}/gu, mark],
  [/[\p{Lu}\p{Lt}]/gu, large],
  [/\p{Ll}/gu, small],
  [/\p{N}/gu, digit],
] as const
const kinds = new Uint8Array(0x110000)
const pageSigns = 1_024

const kindOf = (code: number): number => kinds[code] || learnPage(code)

/** Learns the kinds of a sign and its neighbours together: one by one a text of ever new signs would take long. */
function learnPage(code: number): number {
  const first = code - (code % pageSigns)
  kinds.fill(known, first, first + pageSigns)
  const page = Array.from(kinds.subarray(first, first + pageSigns), (_, at) =>
    String.fromCodePoint(first + at),
  )
  for (const [pattern, kind] of patterns)
    for (const [sign] of page.join(' ').matchAll(pattern)) kinds[sign.codePointAt(0)!]! |= kind
  return kinds[code]!
}

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

/** Marks, what cannot be seen, and the letters that serve as apostrophes: O\u02bcDea is O'Dea. */
const unseen = /[\p{M}\p{Cf}\u02b9-\u02bf\u02c8\u02ee\ua78b\ua78c\u115f\u1160]/gu

const folds = new Map<number, string>()

/** A sign without case, accents and what cannot be seen; sign by sign the same as for a whole word, because marks go. */
export function foldSign(code: number): string {
  const before = folds.get(code)
  if (before !== undefined) return before
  const bare = String.fromCodePoint(code).normalize('NFKD').replace(unseen, '')
  // Up and down again: 'ß' and 'SS' meet, so do the three Greek sigmas.
  const even = bare.toUpperCase().toLowerCase().replace(/\p{M}/gu, '').replaceAll('ς', 'σ')
  const folded = even.replace(/[øłđðþæœħŧ]/g, (letter) => plainLetters[letter] ?? letter)
  folds.set(code, folded)
  return folded
}

/** Whether a sign stands in a script where each counts as a word. */
export const isJoined = (text: string): boolean => text.search(joinedPattern) >= 0

const sizeOf = (code: number): number => (code > 0xffff ? 2 : 1)

/** The place behind the word that begins at `start`, or `start` if none does. */
function endOfWord(text: string, start: number): number {
  let kind = kindOf(text.codePointAt(start)!)
  if ((kind & (joined | inWord)) === 0) return start
  const rest = (kind & joined) !== 0 ? mark : inWord
  let at = start
  do {
    at += sizeOf(text.codePointAt(at)!)
    kind = at < text.length ? kindOf(text.codePointAt(at)!) : 0
  } while ((kind & rest) !== 0 && (rest === mark || (kind & joined) === 0))
  return at
}

/** Two spellings that differ in case, accents or invisible characters only give the same. */
export function foldWord(text: string, start = 0, end = text.length): string {
  let folded = ''
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at)!
    folded += foldSign(code)
    at += sizeOf(code)
  }
  return folded
}

function hasLetters(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at)!
    if (foldSign(code) !== '') return true
    at += sizeOf(code)
  }
  return false
}

/** From `start` to before `end`. */
export type Stretch = { readonly start: number; readonly end: number }

/** The words that touch the stretch from `from` to `to`, in their order; by default all of them. */
export function wordsAround(text: string, from = 0, to = text.length): Stretch[] {
  const words: Stretch[] = []
  let at = from
  // Only what stands in no word at all parts them for certain, whatever the script.
  while (at > 0 && mayBeInWord(text.charCodeAt(at - 1))) at--
  while (at < text.length && at <= to) {
    const end = endOfWord(text, at)
    if (end === at) at += sizeOf(text.codePointAt(at)!)
    else {
      if (end >= from && hasLetters(text, at, end)) words.push({ start: at, end })
      at = end
    }
  }
  return words
}

/** A part of a word, and which of the words it belongs to. */
export type Piece = Stretch & { readonly word: number }

/**
 * Words cut where what was pasted without a space meets: HaldaneRoom, Corvin14. A word without such a seam is one piece.
 * @param words of the text, in their order
 */
export function piecesOf(text: string, words: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = []
  for (const [word, { start, end }] of words.entries()) {
    let from = start
    let before = 0
    for (let at = start; at < end; ) {
      const code = text.codePointAt(at)!
      const kind = kindOf(code) & (large | small | digit)
      const next = at + sizeOf(code)
      if (kind !== 0) {
        if (before !== 0 && isSeam(before, kind, next < end ? kindOf(text.codePointAt(next)!) : 0)) {
          pieces.push({ start: from, end: at, word })
          from = at
        }
        before = kind
      }
      at = next
    }
    pieces.push({ start: from, end, word })
  }
  return pieces
}

const isSeam = (before: number, kind: number, after: number): boolean =>
  (before & digit) !== (kind & digit) ||
  ((kind & large) !== 0 && ((before & small) !== 0 || ((before & large) !== 0 && (after & small) !== 0)))

/** Whether the first letter of a word is a capital one, or of a script that has none. */
export function isCapital(text: string, { start, end }: Stretch): boolean {
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at)!
    if (foldSign(code) !== '') return (kindOf(code) & small) === 0
    at += sizeOf(code)
  }
  return false
}

/** Half of a pair is looked at where its other half is. */
const mayBeInWord = (unit: number): boolean =>
  (unit >= 0xd800 && unit <= 0xdfff) || (kindOf(unit) & (inWord | joined)) !== 0
