// What an update deletes, looked up before anything is applied: how many living items that touches, and that each stands
// somewhere in a record. A deletion needs no structs, so nothing else of the guard would see it.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { ReadUpdate } from './update-reader.ts'

export type DeleteRange = ReadUpdate['deletes'][number]

/** Whether a look at deletions took too long: the ranges are tiny, and what they lead past is not. */
class TooFar extends Error {}

/**
 * @param mayStandIn whether a type of the document is part of a record; asked once for each
 * @returns why not, or undefined
 */
export function refusalOfDeletes(
  doc: Y.Doc,
  deletes: readonly DeleteRange[],
  mayStandIn: (type: unknown) => boolean,
): 'too-big' | 'breaks-record' | undefined {
  if (deletes.length === 0) return undefined
  const known = new Map<unknown, boolean>()
  let touched = 0
  try {
    for (const item of livingItems(doc, deletes)) {
      if (++touched > limits.maxItemsDeleted) return 'too-big'
      const isFine = known.get(item.parent) ?? mayStandIn(item.parent)
      if (!isFine) return 'breaks-record'
      known.set(item.parent, isFine)
    }
  } catch (error) {
    if (error instanceof TooFar) return 'too-big'
    throw error
  }
  return undefined
}

/**
 * Whether everything that these ranges name is deleted already; no, where that cannot be said at little cost. What one honest
 * update has deleted always can.
 */
export function isAllDeleted(doc: Y.Doc, deletes: readonly DeleteRange[]): boolean {
  if (deletes.some(({ client, clock, length }) => clock + length > Y.getState(doc.store, client)))
    return false
  try {
    for (const _ of livingItems(doc, deletes)) return false
    return true
  } catch (error) {
    if (error instanceof TooFar) return false
    throw error
  }
}

/** What goes with these ranges: living items, and the characters and other clocks in them. `of`: only directly in this type. */
export function livingIn(
  doc: Y.Doc,
  deletes: readonly DeleteRange[],
  of?: unknown,
): { items: number; clocks: number } {
  const found = { items: 0, clocks: 0 }
  for (const range of deletes)
    for (const item of livingItems(doc, [range])) {
      if (of !== undefined && item.parent !== of) continue
      const end = Math.min(item.id.clock + item.length, range.clock + range.length)
      found.items += 1
      found.clocks += end - Math.max(item.id.clock, range.clock)
    }
  return found
}

/** @throws TooFar */
function* livingItems(doc: Y.Doc, deletes: readonly DeleteRange[]): Generator<Y.Item> {
  let left: number = limits.maxItemsPassed
  for (const { client, clock, length } of deletes) {
    const structs = doc.store.clients.get(client)
    if (!structs || structs.length === 0 || clock >= Y.getState(doc.store, client)) continue
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
      const struct = structs[at]!
      if (struct.id.clock >= clock + length) break
      if (--left < 0) throw new TooFar()
      if (struct instanceof Y.Item && !struct.deleted) yield struct
    }
  }
}
