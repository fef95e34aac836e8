// Whether a word that was written may be a word of a name: with one letter wrong, or with an ending that a language puts on.

/** Shorter names differ by one letter from too many words. */
const minFuzzyLetters = 4
const minFuzzyAloneLetters = 5
/** "Tomášem", "Kaisalle", "Corvins". */
export const maxEndingLetters = 3

/** One letter more, less, other, or two that changed places. */
export function isOneLetterOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return a === b
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}

function hasEnding(own: string, word: string): boolean {
  if (word === `${own}s`) return own.length > 2
  const isLonger = (stem: string) => word.startsWith(stem) && word.length - stem.length <= maxEndingLetters
  if (own.length >= minFuzzyLetters && isLonger(own)) return true
  return own.length > minFuzzyLetters && isLonger(own.slice(0, -1))
}

/** Whether a word may be this one of a name, where another word of the name is near. Both folded. */
export const isLikeWord = (own: string, word: string): boolean =>
  own.length > 1 &&
  (own === word ||
    (Math.abs(own.length - word.length) <= maxEndingLetters &&
      (hasEnding(own, word) || (own.length >= minFuzzyLetters && isOneLetterOff(own, word)))))

/** `sure`: enough for a word that stands alone. */
export function likenessOf(own: string, word: string): 'sure' | 'like' | undefined {
  if (own === word || hasEnding(own, word)) return 'sure'
  if (own.length >= minFuzzyAloneLetters && isOneLetterOff(own, word)) return 'sure'
  return isLikeWord(own, word) ? 'like' : undefined
}
