// Collaboration on one fragment of the record. The binding that comes with the kit writes whatever differs between
// editor and document at any moment, a moved caret included. Here it writes after changes a person made in this
// editor, and at no other time; a reader's editor changes nothing at all; and a document that the schema
// can no longer show is let go of before the binding sees it.

import { Collaboration } from '@tiptap/extension-collaboration'
import { type EditorState, Plugin, PluginKey, type PluginView, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type ProsemirrorBinding, ySyncPluginKey } from '@tiptap/y-tiptap'
import type { XmlFragment } from 'yjs'
import { isShowable } from '#shared/record/read.ts'
import { wordHolders } from '../../../sync/undo.ts'
import { keptCaret } from './kept-caret.ts'
import { isInPart, showOnlyWhatDiffers } from './shown-changes.ts'

const editsKey = new PluginKey<number>('local-edits')

/** Whether a transaction only shows what came out of the document. */
export const isFromRecord = (tr: Transaction): boolean =>
  isInPart(tr) ||
  (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true

/** Whether a half of a letter stands before the caret: it is written with the other one. */
function awaitsHalf({ doc, selection }: EditorState): boolean {
  const { $head } = selection
  const half = doc.textBetween(Math.max($head.start(), $head.pos - 1), $head.pos)
  return half !== '' && half >= '\ud800' && half < '\udc00'
}

/** Counts the changes made in this editor, and lets none through where nobody may write. */
const countEdits = (mayWrite: () => boolean) =>
  new Plugin<number>({
    key: editsKey,
    filterTransaction: (tr) => !tr.docChanged || isFromRecord(tr) || mayWrite(),
    state: {
      init: () => 0,
      apply: (tr, count) => (tr.docChanged && !isFromRecord(tr) ? count + 1 : count),
    },
  })

type Observing = { _observeFunction: (events: unknown[], transaction: unknown) => void }

/** Stops at the first change that the schema cannot show: the kit would delete it for everybody. */
function letGoOfTheUnknown(binding: ProsemirrorBinding, fragment: XmlFragment, onUnknown: () => void) {
  const inner = binding as unknown as Observing
  const show = inner._observeFunction
  let hasLetGo = false
  inner._observeFunction = (events, transaction) => {
    if (hasLetGo) return
    if (isShowable(fragment)) return show(events, transaction)
    hasLetGo = true
    onUnknown()
  }
}

/** The kit's plugin, writing only when the count of local edits has moved. */
function onlyLocal(sync: Plugin, fragment: XmlFragment, onUnknown: () => void): Plugin {
  const open = sync.spec.view!
  sync.spec.view = (view: EditorView): PluginView => {
    const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding }
    showOnlyWhatDiffers(binding)
    letGoOfTheUnknown(binding, fragment, onUnknown)
    // With a caret of its own to bring back, the kit would set one at a place where in a list nobody can write.
    const caret = binding as { beforeTransactionSelection: unknown }
    caret.beforeTransactionSelection = { type: 'none', anchor: null, head: null }
    const { destroy } = open(view)
    caret.beforeTransactionSelection = null
    return {
      update(view, before) {
        if (editsKey.getState(before) === editsKey.getState(view.state)) return
        // Half a letter is nobody's word: it is written with its other half, which comes at once.
        if (awaitsHalf(view.state)) return
        const { doc, addToHistory } = ySyncPluginKey.getState(view.state) as {
          doc: import('yjs').Doc
          addToHistory: boolean
        }
        binding.mux(() =>
          doc.transact((tr) => {
            tr.meta.set('addToHistory', addToHistory)
            binding._prosemirrorChanged(view.state.doc)
          }, ySyncPluginKey),
        )
      },
      destroy,
    }
  }
  return sync
}

type Given = { fragment: XmlFragment; mayWrite: () => boolean; onUnknown: () => void }

/** Collaboration that never writes by itself. `onUnknown` is called once, when the text must be shown plainly. */
export const recordCollaboration = ({ fragment, mayWrite, onUnknown }: Given) =>
  Collaboration.extend({
    addProseMirrorPlugins() {
      const [sync, ...rest] = this.parent?.() ?? []
      return [countEdits(mayWrite), onlyLocal(sync!, fragment, onUnknown), ...rest, keptCaret()]
    },
  }).configure({ fragment, yUndoOptions: { protectedNodes: new Set(wordHolders) } })
