// What keeps text from costing more than its length. Unicode sorts the marks behind a letter, in a time that grows with
// the square of their number, and stacked high enough they cover the lines above: no writing has need of more than a few.

/** Marks, joiners, selectors and further parts of a syllable that may follow one sign. The largest flags have seven. */
const mostFollowing = 10

const following = '[\\p{M}\\p{Cf}\\u1160-\\u11ff\\ud7b0-\\ud7ff]'
const longRun = new RegExp(`(${following}{${mostFollowing}})${following}+`, 'gu')

/** The text with no more than a few signs in a row that stand on, join or steer others. Apply before any normalization. */
export const boundRuns = (text: string): string => text.replace(longRun, '$1')

/** Signs that turn the direction of what follows them: of use in a paragraph, and in one line only to mislead. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const breaks = /[\p{Cc}\u2028\u2029]+/gu
const seen = /[^\s\p{M}\p{Cf}\p{Cn}\u115f\u1160\u3164\uffa0\u2800]/u

/** As one line: no breaks, nothing that turns direction; empty when there is nothing to see in it. */
export function asOneLine(text: string): string {
  const line = text.replace(directions, '').replace(breaks, ' ').trim()
  return seen.test(line) ? line : ''
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Somebody's words as a part of ours: what is written from right to left stands by itself, so that it does not turn
 * the words and times around it. The signs that do that (first strong isolate, pop) are added only where they are needed.
 */
export function inLine(text: string): string {
  const line = asOneLine(text)
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line
}
