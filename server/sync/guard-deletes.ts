// What an update deletes, looked up before anything is applied: how many living items that touches, and that each stands
// somewhere in a record. A deletion needs no structs, so nothing else of the guard would see it.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { ReadUpdate } from './update-reader.ts'

export type DeleteRange = ReadUpdate['deletes'][number]

/**
 * @param mayStandIn whether a type of the document is part of a record; asked once for each
 * @returns why not, or undefined
 */
export function refusalOfDeletes(
  doc: Y.Doc,
  deletes: readonly DeleteRange[],
  mayStandIn: (type: unknown) => boolean,
): 'too-big' | 'breaks-record' | undefined {
  const known = new Map<unknown, boolean>()
  let touched = 0
  for (const range of deletes)
    for (const item of livingItems(doc, range)) {
      if (++touched > limits.maxItemsDeleted) return 'too-big'
      const isFine = known.get(item.parent) ?? mayStandIn(item.parent)
      if (!isFine) return 'breaks-record'
      known.set(item.parent, isFine)
    }
  return undefined
}

/** Whether everything that these ranges name is deleted already. */
export const isAllDeleted = (doc: Y.Doc, deletes: readonly DeleteRange[]): boolean =>
  deletes.every((range) => {
    if (range.clock + range.length > Y.getState(doc.store, range.client)) return false
    for (const _ of livingItems(doc, range)) return false
    return true
  })

function* livingItems(doc: Y.Doc, { client, clock, length }: DeleteRange): Generator<Y.Item> {
  const structs = doc.store.clients.get(client)
  if (!structs || structs.length === 0 || clock >= Y.getState(doc.store, client)) return
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at]!
    if (struct.id.clock >= clock + length) return
    if (struct instanceof Y.Item && !struct.deleted) yield struct
  }
}
