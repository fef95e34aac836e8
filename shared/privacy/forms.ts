// Names as sentences bend them: "Corvins talk", "Novákem", "Ольгу", "Kaisalle". No grammar of any language: a word that begins
// like a name and goes on with one of the endings that languages hang on names. A word too many is a hole in a sentence,
// one too few is a name on a wall.

import { foldWord } from './letters.ts'
import { SortedWords } from './sorted-words.ts'

const list = (words: string): string[] =>
  words
    .trim()
    .split(/\s+/u)
    .map((word) => foldWord(word))

/** Folded (see `foldWord`), by what is left of a name in front of them. */
const latinEndings = new Set(
  list(`
  s es ns
  a u e i y o em om ovi ovy ova ove ou ovou oj ej ego iego emu iemu im am ami ach ech um owi owa iem ie ich ym ych ymi
  n t ta tta ssa sta lla lta lle ksi na an en in on un ta tuo han hen
  nak nek val vel ban ben bol rol tol hoz hez ra re ot et at ok ek ja je nal nel
  nin nun da de dan den tan ten la le ya ye yi yu yla yle lar ler
  as is us ui ai ei io iaus ul ului ii
`),
)
/** Where the last vowel of a name gives way: Kaisa and Eeva, Niemi and Niemelle, Virtanen and Virtaselle. */
const changedEndings = new Set([
  ...latinEndings,
  ...list('elle ella elta essa esta eksi sen sella selle selta'),
])
const cyrillicEndings = new Set(
  list(
    'а у ю ом ем ой ей е и і ы ою ею ым ому ого ых ам ами ах ями ях я ям ову ова овы ову ові еві ем ин ина ину ным ного ному',
  ),
)
const greekEndings = new Set(list('σ ο ου ε ων ουσ η α ησ ασ οι εσ'))
const prefixes = list('و ف ب ل ك ال وال بال لل ה ו ל ב מ ש כ')

/** Ordinary words that are written large and could be forms of Jun or Mar. */
const calendar = new Set(
  list('january march april may june july august september october november december mars'),
)

const endingsAfter = (stem: string, isCut: boolean): ReadonlySet<string> => {
  const last = stem.at(-1)!
  if (/\p{sc=Cyrl}/u.test(last)) return cyrillicEndings
  if (/\p{sc=Grek}/u.test(last)) return greekEndings
  return isCut ? changedEndings : latinEndings
}

/** No form of a shorter part is looked for: what begins like it could be any word. */
const leastLetters = 3
/** A part of so many letters is told also where it is written small. */
const plainLetters = 5
const mostLetters = 60

type Stem<W> = { readonly whose: W; readonly isCut: boolean; readonly needsCapital: boolean }

/** What stays of a name in front of its endings: the whole of it, and it without its last vowel, or the "e" of Pavel. */
function stemsOf(part: string): { stem: string; isCut: boolean }[] {
  const stems = [{ stem: part, isCut: false }]
  const cut = (stem: string) => stem.length >= leastLetters && stems.push({ stem, isCut: true })
  if (/[aeioyаяоеиьαηο]$/u.test(part)) cut(part.slice(0, -1))
  if (/(?:[αηο]σ|[иыо]и|ая|ia|nen|os|as|is|us)$/u.test(part)) cut(part.replace(/nen$|..$/u, ''))
  if (/[^aeiouy]e[lkrcnt]$/u.test(part)) cut(part.slice(0, -2) + part.at(-1))
  return stems
}

/** The forms of some parts of names, ready to be looked for. */
export class Forms<W> {
  readonly #walk: SortedWords
  readonly #stems = new Map<string, Stem<W>>()

  /** @param parts folded parts of names, and whose each is */
  constructor(parts: Iterable<readonly [string, W]>) {
    for (const [part, whose] of parts)
      for (const { stem, isCut } of part.length < 2 || part.length > mostLetters ? [] : stemsOf(part))
        if (!this.#stems.has(stem) || !isCut)
          this.#stems.set(stem, { whose, isCut, needsCapital: part.length < plainLetters })
    this.#walk = new SortedWords(this.#stems.keys())
  }

  /**
   * Whose form a word is.
   * @param word folded
   * @param isCapital whether it is written with a capital letter, or in a script that has none
   */
  find(word: string, isCapital: boolean): W | undefined {
    if (word.length > mostLetters || word.length < leastLetters || calendar.has(word)) return undefined
    const found = this.#withEnding(word, isCapital)
    if (found !== undefined || !/^[\p{sc=Arab}\p{sc=Hebr}]/u.test(word)) return found
    for (const prefix of prefixes) {
      const rest = word.slice(prefix.length)
      const stem = word.startsWith(prefix) ? this.#stems.get(rest) : undefined
      if (stem && !stem.isCut && rest.length >= leastLetters) return stem.whose
    }
    return undefined
  }

  #withEnding(word: string, isCapital: boolean): W | undefined {
    this.#walk.restart()
    for (let at = 0; at < word.length - 1; at++) {
      if (!this.#walk.read(word.charCodeAt(at))) return undefined
      const found = this.#walk.found()
      if (found === undefined) continue
      const name = this.#walk.words[found]!
      const stem = this.#stems.get(name)!
      const ending = word.slice(at + 1)
      // The genitive of every name, however short: Jos, Eds.
      const fits = name.length < leastLetters ? ending === 's' : endingsAfter(name, stem.isCut).has(ending)
      if (fits && (isCapital || !stem.needsCapital)) return stem.whose
    }
    return undefined
  }
}
