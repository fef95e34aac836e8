// What one edit of a field changed, as a single replacement. Letters repeat, so where it happened is read from the
// caret; a surrogate pair is never split, because half of one is no text.

export type Difference = { readonly at: number; readonly removed: number; readonly inserted: string }

/** Whether the text's character at `index` is the second half of a pair. */
const splits = (text: string, index: number): boolean =>
  index > 0 && index < text.length && /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(index - 1, index + 1))

/**
 * The replacement that turns `before` into `after`, or undefined if they are the same.
 * @param caret where the caret stands in `after`: what follows it was not touched by this edit
 */
export function differenceOf(before: string, after: string, caret: number): Difference | undefined {
  if (before === after) return undefined
  const mostKept = Math.min(before.length, after.length)
  const mostBehind = Math.min(mostKept, after.length - Math.min(caret, after.length))
  let behind = 0
  while (behind < mostBehind && before.at(-1 - behind) === after.at(-1 - behind)) behind++
  if (splits(before, before.length - behind) || splits(after, after.length - behind)) behind--
  let at = 0
  while (at < mostKept - behind && before[at] === after[at]) at++
  if (splits(before, at) || splits(after, at)) at--
  return { at, removed: before.length - behind - at, inserted: after.slice(at, after.length - behind) }
}
