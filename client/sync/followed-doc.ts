// One Y.Doc that follows the server. Only what a person does here leaves it: remote changes come in under a private
// origin, and what an observer (an editor tidying up) writes in reaction to them is found and never pushed.

import * as Y from 'yjs'
import { type RootName, roots } from '#shared/record/schema.ts'
import { nameOwnNeighbours } from './own-neighbours.ts'

const fromServer = Symbol('from the server')

export type DocHost = {
  /** A change a person made here. */
  local(update: Uint8Array): void
  /** A change from elsewhere is in the document, and no observer has seen it yet. */
  beforeShown(changedRoots: ReadonlySet<RootName>): void
}

export type FollowedDoc = {
  readonly doc: Y.Doc
  /**
   * Applies what the server sent.
   * @returns false if the document no longer equals the server's (an observer wrote to it, or the bytes were bad):
   * it must be dropped and read anew
   */
  apply(update: Uint8Array): boolean
  /** Whether the server's changes build on something that has not arrived. */
  hasGap(): boolean
}

/** The root that a shared type belongs to, if it is one of a record's. */
export function rootOf(doc: Y.Doc, type: Y.AbstractType<unknown> | null): RootName | undefined {
  let top = type
  while (top?.parent) top = top.parent as Y.AbstractType<unknown>
  return (Object.keys(roots) as RootName[]).find((name) => doc.share.get(name) === top)
}

/** A fresh document. */
export function followedDoc(host: DocHost): FollowedDoc {
  const doc = new Y.Doc()
  let isShowing = false
  let isRepaired = false

  doc.on('beforeObserverCalls', (transaction) => {
    if (transaction.local) return
    isShowing = true
    const changed = [...transaction.changed.keys()].map((type) =>
      rootOf(doc, type as Y.AbstractType<unknown>),
    )
    host.beforeShown(new Set(changed.filter((root) => root !== undefined)))
  })
  // Yjs tidies formats after a remote change, in every client at once and in nobody's name. The log is the truth:
  // without this, a document here would differ from it.
  doc.on('afterTransaction', (transaction) => {
    if (transaction.local) nameOwnNeighbours(transaction)
    else transaction._needFormattingCleanup = false
  })
  doc.on('update', (update, _origin, _doc, transaction) => {
    if (!transaction.local) return
    if (isShowing) isRepaired = true
    else host.local(update)
  })
  doc.on('afterAllTransactions', () => {
    isShowing = false
  })

  return {
    doc,
    apply(update) {
      try {
        Y.applyUpdate(doc, update, fromServer)
      } catch {
        // Lost: nothing, the document is read anew from the server.
        return false
      }
      return !isRepaired
    },
    hasGap: () => doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
  }
}
