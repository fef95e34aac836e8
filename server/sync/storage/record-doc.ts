// The Yjs document of a record as the server makes one, wherever it does: in a room, from a snapshot, in the thread that
// makes snapshots. All are made alike, so that each equals the log and nothing else.

import * as Y from 'yjs'
import { partsOf } from '#shared/record/schema.ts'

export function createRecordDoc(): Y.Doc {
  const doc = new Y.Doc()
  partsOf(doc)
  // Yjs takes redundant marks away by itself, on every copy and without asking. Here that would be logged as the
  // writer's own deletion, which the writer is never sent: a document must equal its log and nothing else.
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false
  })
  return doc
}

/** In one transaction: Yjs tidies up once and not after every row. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
}

/** Whether something that was applied waits for something that was not. */
export const isPending = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs !== null || doc.store.pendingDs !== null

/** The clientIDs that wrote anything in it. */
export const writersOf = (stateVector: Uint8Array): Iterable<number> =>
  Y.decodeStateVector(stateVector).keys()

export function countStructs(doc: Y.Doc): number {
  let count = 0
  for (const structs of doc.store.clients.values()) count += structs.length
  return count
}
