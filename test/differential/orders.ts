// The rows of a log in another order that could have been: each after what it names. Somebody who was away has their own
// words before those of the others.

import type { Pair } from '../helpers/handmade-update.ts'
import type { Random } from '../helpers/seeded-work.ts'
import { lengthOf, type Parts, partsIn } from './parts.ts'

/** What a row brings, and what must be there before it: by client, up to which clock. */
type Needs = { row: Uint8Array; ends: Map<number, number>; before: Map<number, number> }

export function inAnotherOrder(rows: readonly Uint8Array[], random: Random): Uint8Array[] {
  const state = new Map<number, number>()
  const waiting = rows.map((row) => needsOf(row, partsIn(row)))
  const ordered: Uint8Array[] = []
  while (waiting.length > 0) {
    const ready = waiting.filter(({ before }) =>
      [...before].every(([client, clock]) => (state.get(client) ?? 0) >= clock),
    )
    const next = random.pick(ready)
    waiting.splice(waiting.indexOf(next), 1)
    for (const [client, end] of next.ends) state.set(client, end)
    ordered.push(next.row)
  }
  return ordered
}

function needsOf(row: Uint8Array, { blocks, deletes }: Parts): Needs {
  const ends = new Map<number, number>()
  const before = new Map<number, number>()
  const need = (client: number, clock: number): void => {
    before.set(client, Math.max(before.get(client) ?? 0, clock))
  }
  const starts = new Map(blocks.map(({ client, clock }) => [client, clock]))
  const needUnlessBrought = (client: number, clock: number): void => {
    if (clock <= (starts.get(client) ?? Number.POSITIVE_INFINITY)) need(client, clock)
  }
  for (const { client, clock, items } of blocks) {
    need(client, clock)
    ends.set(client, clock + items.reduce((sum, item) => sum + lengthOf(item), 0))
    for (const { after, before: right, inside } of items)
      for (const id of [after, right, inside].filter((named): named is Pair => named !== undefined))
        needUnlessBrought(id[0], id[1] + 1)
  }
  for (const { client, clock, length } of deletes)
    need(client, Math.min(clock + length, starts.get(client) ?? Number.POSITIVE_INFINITY))
  return { row, ends, before }
}
