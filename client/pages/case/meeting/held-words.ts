// Which words the room display holds back because they look like the name of somebody who is not listed.

import { LikelyNames } from '#shared/privacy/likely-names.ts'
import { NameList } from '#shared/privacy/mask.ts'
import type { Listed } from '#shared/privacy/sought.ts'

/**
 * Each once, as it is written first.
 * @param known words that are nobody's name
 * @param people whoever is listed: their names give way to roles, and are not held back
 */
export function heldWords(
  texts: ReadonlyMap<string, string>,
  known: readonly string[],
  people: readonly Listed[],
): string[] {
  const names = new NameList(people, 'every-part')
  const held = new Map<string, string>()
  for (const [key, stretches] of new LikelyNames(known).follow(texts)) {
    if (stretches.length === 0) continue
    const text = texts.get(key)!
    const named = names.findIn(text)
    for (const { start, end } of stretches) {
      if (named.some((one) => one.start < end && one.end > start)) continue
      const word = text.slice(start, end)
      if (!held.has(word.toLowerCase())) held.set(word.toLowerCase(), word)
    }
  }
  return [...held.values()]
}
