// What was done of the first-response card: each tick of it, and each that was taken back. What is ticked is kept in the words
// that stood on the card, because the card of an event may change.

import { z } from 'zod'
import type { MemberId } from '../ids.ts'
import { entryKind } from './entry-kind.ts'

/** `at`: when it was ticked (ISO, by the server's clock), which may be long before it could be sent. */
export const tick = entryKind('tick', z.object({ what: z.string(), at: z.string() }))

/** About a tick. */
export const tickRemoval = entryKind('tick-removal', z.object({}))

/** An entry about ticks as the fold needs it; `words` are undefined where it is damaged. Times are ISO. */
export type TickEntry = {
  id: string
  kind: string
  about: string | null
  author: MemberId
  at: string
  words: { what: string; at: string } | object | undefined
}

/** `takenBack`: by whom and when, where it was. */
export type FoldedTick = {
  id: string
  by: MemberId
  at: string
  takenBack?: { by: MemberId; at: string }
} & ({ what: string } | { isDamaged: true })

/**
 * @param entries of ticks, in the order in which they were written
 * @returns every tick in that order, also those that were taken back
 */
export function foldTicks(entries: readonly TickEntry[]): FoldedTick[] {
  const ticks = new Map<string, FoldedTick>()
  for (const { id, kind, about, author: by, at, words } of entries)
    if (kind === tickRemoval.kind) {
      const before = ticks.get(about ?? '')
      if (before && !before.takenBack) ticks.set(before.id, { ...before, takenBack: { by, at } })
    } else if (words && 'what' in words) ticks.set(id, { id, by, at: words.at, what: words.what })
    else ticks.set(id, { id, by, at, isDamaged: true })
  return [...ticks.values()]
}
