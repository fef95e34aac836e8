// A change that deletes more than one push may is sent as several: what it wrote goes with the first, the rest of what it
// deleted follows. Yjs' deletions name stretches of clocks, and can be taken apart anywhere.

import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'

type Range = { client: number; clock: number; length: number }
export type Deleted = { readonly clocks: number; readonly ranges: number }

/** Clocks, because how many items they are is the server's to know: never more than that. */
const maxClocks = limits.maxItemsDeleted
const maxRanges = limits.maxStructsInUpdate / 2

export const isMoreThanOnePush = ({ clocks, ranges }: Deleted): boolean =>
  clocks > maxClocks || ranges > maxRanges

/** How much an update deletes. */
export function deletedBy(update: Uint8Array): Deleted {
  const ranges = rangesOf(update)
  return { clocks: ranges.reduce((sum, { length }) => sum + length, 0), ranges: ranges.length }
}

/** The same change in pushes, in their order; most are one. */
export function splitDeletes(update: Uint8Array): Uint8Array[] {
  if (!isMoreThanOnePush(deletedBy(update))) return [update]
  const ranges = rangesOf(update)
  // The written part: deletions stand at the end.
  const written = update.slice(0, update.length - deletionsOf(ranges).length)
  return handfuls(ranges).map((some, at) =>
    joined(at === 0 ? written : new Uint8Array([0]), deletionsOf(some)),
  )
}

const rangesOf = (update: Uint8Array): Range[] =>
  [...Y.decodeUpdate(update).ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  )

function handfuls(ranges: readonly Range[]): Range[][] {
  const parts: Range[][] = [[]]
  let room: number = maxClocks
  for (const { client, clock, length } of ranges)
    for (let from = clock; from < clock + length; ) {
      if (room === 0 || parts.at(-1)!.length === maxRanges) {
        parts.push([])
        room = maxClocks
      }
      const taken = Math.min(room, clock + length - from)
      parts.at(-1)!.push({ client, clock: from, length: taken })
      room -= taken
      from += taken
    }
  return parts
}

/** As an update of Yjs ends. */
function deletionsOf(ranges: readonly Range[]): Uint8Array {
  const to = encoding.createEncoder()
  const byClient = Map.groupBy(ranges, ({ client }) => client)
  encoding.writeVarUint(to, byClient.size)
  for (const [client, own] of byClient) {
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, own.length)
    for (const { clock, length } of own) {
      encoding.writeVarUint(to, clock)
      encoding.writeVarUint(to, length)
    }
  }
  return encoding.toUint8Array(to)
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
