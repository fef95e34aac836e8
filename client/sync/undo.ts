// Own undo for the task table and the answers: takes back what this person did here, never what others did.

import * as Y from 'yjs'
import { personal } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { typed } from './text-binding.ts'

/** One for a document; keystrokes within half a second are one step. Destroy it with the page. */
export function createTaskUndo(doc: Y.Doc): Y.UndoManager {
  const { tasks, answers } = partsOf(doc)
  return new Y.UndoManager([tasks, answers], {
    trackedOrigins: new Set([personal, typed]),
    captureTimeout: 500,
  })
}
