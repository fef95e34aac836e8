// Own undo for the task table and the answers: takes back what this person did here, never what others did.

import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { personal } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { typed } from './text-binding.ts'

/** One for a document; keystrokes within half a second are one step. Destroy it with the page. */
export function createTaskUndo(doc: Y.Doc, me: MemberId): Y.UndoManager {
  const { tasks, answers } = partsOf(doc)
  const undo = new Y.UndoManager([tasks, answers], {
    trackedOrigins: new Set([personal, typed]),
    captureTimeout: 500,
  })
  const stop = undoInOwnName(undo, doc, me)
  const destroy = undo.destroy.bind(undo)
  undo.destroy = () => {
    stop()
    destroy()
  }
  return undo
}

/** What this undo brings back of tasks stands in nobody's name but one's own. @returns what to call at its end */
export function undoInOwnName(undo: Y.UndoManager, doc: Y.Doc, me: MemberId): () => void {
  const inOwnName = (transaction: Y.Transaction): void => {
    if (transaction.origin === undo) forgetOthersNames(transaction, me)
  }
  // Before anybody here has seen it.
  doc.on('beforeObserverCalls', inOwnName)
  return () => doc.off('beforeObserverCalls', inOwnName)
}

/**
 * Undo brings back what stood there, also who had set a task's state. That somebody else accepted it is theirs to say, and no
 * server takes it from anybody else: the task is open again.
 */
function forgetOthersNames({ doc, beforeState }: Y.Transaction, me: MemberId): void {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const since = beforeState.get(doc.clientID) ?? 0
  for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= since; at--) {
    const item = structs[at]
    if (!(item instanceof Y.Item) || item.parentSub !== 'by' || !(item.content instanceof Y.ContentAny))
      continue
    item.content.arr = item.content.arr.map((value: unknown) => (value === me ? value : null))
  }
}
