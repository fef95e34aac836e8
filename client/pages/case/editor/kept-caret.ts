// Where this person's caret stands after others' changes: behind the letter it followed. The kit guesses by looking
// for blocks with like words, and a line that begins like another one then takes the caret away from it; its guess
// is only kept where the caret's own place is gone.

import { Plugin, TextSelection } from '@tiptap/pm/state'
import { type ProsemirrorBinding, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

type Held = { anchor: Y.RelativePosition | null; head: Y.RelativePosition | null }
type Shown = { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean }

/** The present place of a caret held by the document, or undefined if its block is gone. */
function placeOf(binding: ProsemirrorBinding, held: Y.RelativePosition): number | undefined {
  const found = Y.createAbsolutePositionFromRelativePosition(held, binding.doc)
  if (!found) return undefined
  for (let item = found.type._item; item; item = (item.parent as Y.AbstractType<unknown>)._item)
    if (item.deleted) return undefined
  return relativePositionToAbsolutePosition(binding.doc, binding.type, held, binding.mapping) ?? undefined
}

export const keptCaret = () =>
  new Plugin({
    appendTransaction(transactions, before, after) {
      const shown = transactions.map((tr) => tr.getMeta(ySyncPluginKey) as Shown | undefined)
      // Undo brings its own caret back.
      if (!shown.some((meta) => meta?.isChangeOrigin && !meta.isUndoRedoOperation)) return null
      const { binding } = ySyncPluginKey.getState(after) as { binding: ProsemirrorBinding }
      const held = binding.beforeTransactionSelection as Held | null
      if (!held?.anchor || !held.head || !(before.selection instanceof TextSelection)) return null
      const [anchor, head] = [placeOf(binding, held.anchor), placeOf(binding, held.head)]
      if (anchor === undefined || head === undefined) return null
      const selection = TextSelection.between(after.doc.resolve(anchor), after.doc.resolve(head))
      if (selection.eq(after.selection)) return null
      return after.tr.setSelection(selection).setMeta(ySyncPluginKey, { isChangeOrigin: true })
    },
  })
