// A passage of an account, put into a question's text as a paste would be: plain paragraphs in quotation marks, and below them
// who wrote it down, as a chip; nobody of the team where an attendee did. The record has no element for a quotation: a new one would take the pen from everybody whose
// page is older (docs/decisions/0043).

import type { Editor } from '@tiptap/core'
import { Fragment, type Node, type Schema } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import { storable } from '#shared/text/storable.ts'
import type { Passage } from '../view/quotes.ts'
import { theReporter } from '../view/taker-words.ts'
import { isTooMuch, type SayNo, tooLongWords } from './fitting-input.ts'

/** The paragraphs of a passage: its words as they are, and whose they are. */
function paragraphsOf({ words, by, source }: Passage, schema: Schema): Node[] {
  const { paragraph, mention } = schema.nodes
  const lines = storable(words.trim())
    .split(/\s*\n\s*/)
    .filter((line) => line !== '')
  const said = lines.map((line, at) => {
    const text = `${at === 0 ? '“' : ''}${line}${at === lines.length - 1 ? '”' : ''}`
    return paragraph!.create(null, schema.text(text))
  })
  const whose = by ? mention!.create({ id: by, kind: 'member' }) : schema.text(theReporter)
  return [...said, paragraph!.create(null, [schema.text('— '), whose, schema.text(`, ${source}`)])]
}

/** Ends one step of undo: what is quoted goes by one, and nothing that was typed before or after it. */
function endStep({ state }: Editor): void {
  const undo = yUndoPluginKey.getState(state) as { undoManager?: { stopCapturing(): void } } | undefined
  undo?.undoManager?.stopCapturing()
}

/**
 * Puts passages behind the block that somebody writes in, or at the end where nobody has written here yet. No paragraph is cut
 * in two, and the caret goes on behind them.
 */
export function quoteInto(
  editor: Editor,
  passages: readonly Passage[],
  { isAtCaret, sayNo }: { isAtCaret: boolean; sayNo: SayNo },
): boolean {
  const { state } = editor
  const content = Fragment.fromArray(passages.flatMap((one) => paragraphsOf(one, state.schema)))
  if (isTooMuch(content)) {
    sayNo(tooLongWords)
    return false
  }
  const { $head } = state.selection
  const block = isAtCaret && $head.depth > 0 ? $head.node(1) : state.doc.lastChild!
  const from = isAtCaret && $head.depth > 0 ? $head.before(1) : state.doc.content.size - block.nodeSize
  const isEmpty = block.isTextblock && block.content.size === 0
  const at = isEmpty ? from : from + block.nodeSize
  endStep(editor)
  const tr = state.tr.replaceWith(at, from + block.nodeSize, content)
  const end = at + content.size
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end - 1)).scrollIntoView())
  endStep(editor)
  editor.view.focus()
  return true
}
