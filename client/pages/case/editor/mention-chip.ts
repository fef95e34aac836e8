// The name chip in an editor: drawn from the names this viewer may read, made by '#' and '@' or by typing a
// listed name in full. Only what this person types in this editor makes chips; text that arrives never does.

import { type AnyExtension, Extension } from '@tiptap/core'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import { isWhole } from '#shared/cases/damaged.ts'
import { chipOf, type Names, sayChip } from '../view/names.ts'
import styles from './editor.module.css'
import { endsAName, findListedName } from './listed-names.ts'
import { mentionNode } from './record-schema.ts'

type Mention = { id: string; kind: string }

function drawChip(dom: HTMLElement, mention: Mention, names: Names): void {
  const chip = chipOf(mention, names.read())
  dom.className = chip.isMasked ? `${styles.chip} ${styles.masked}` : styles.chip!
  const parts: (Node | string)[] = [chip.name]
  if (chip.role !== null) {
    const comma = document.createElement('span')
    comma.className = styles.heard!
    comma.textContent = ','
    const role = document.createElement('span')
    role.className = chip.isMasked ? styles.heard! : styles.role!
    role.textContent = ` ${chip.role}`
    parts.push(comma, role)
  }
  dom.replaceChildren(...parts)
}

/** The mention node as this viewer sees it. */
export const mentionChip = (names: Names): AnyExtension =>
  mentionNode.extend({
    renderText: ({ node }) => sayChip(chipOf(node.attrs as Mention, names.read())).split(',')[0]!,
    addNodeView:
      () =>
      ({ node }) => {
        let mention = node.attrs as Mention
        const dom = document.createElement('span')
        dom.contentEditable = 'false'
        const draw = () => drawChip(dom, mention, names)
        const stop = names.subscribe(draw)
        draw()
        return {
          dom,
          ignoreMutation: () => true,
          update(next) {
            if (next.type.name !== 'mention') return false
            mention = next.attrs as Mention
            draw()
            return true
          },
          destroy: stop,
        }
      },
    addProseMirrorPlugins: () => [new Plugin({ props: { handleClickOn: placeBesideChip } })],
  })

/** A chip has no place inside it to write at: whoever clicks on its first half writes before it, else after it. */
function placeBesideChip(
  view: EditorView,
  _pos: number,
  node: ProseMirrorNode,
  nodePos: number,
  event: MouseEvent,
): boolean {
  const chip = node.type.name === 'mention' && view.nodeDOM(nodePos)
  if (!(chip instanceof HTMLElement)) return false
  const { left, width } = chip.getBoundingClientRect()
  const at = event.clientX < left + width / 2 ? nodePos : nodePos + node.nodeSize
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)))
  view.focus()
  return true
}

/** Turns the listed name that ends at the caret into a chip; `then` is what was typed to end it. */
function chipBeforeCaret(view: EditorView, names: Names, then: string): boolean {
  const { state } = view
  const { $from, empty } = state.selection
  if (!empty || view.composing || !$from.parent.inlineContent) return false
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - 150),
    $from.parentOffset,
    null,
    '￼',
  )
  const found = findListedName(before, (names.read().people ?? []).filter(isWhole))
  if (!found) return false
  // The words as typed stay one undo away.
  const undo = yUndoPluginKey.getState(state) as { undoManager?: { stopCapturing(): void } } | undefined
  undo?.undoManager?.stopCapturing()
  const start = $from.pos - found.chars
  const chip = state.schema.nodes.mention!.create({ id: found.id, kind: 'person' })
  const tr = state.tr.replaceWith(start, $from.pos, chip)
  if (then) tr.insertText(then, start + 1)
  view.dispatch(tr.scrollIntoView())
  return true
}

/** Typing a listed name, alias or badge and then a space or punctuation makes a chip of it. */
export const typedNames = (names: Names) =>
  Extension.create({
    name: 'typedNames',
    priority: 200,
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleTextInput: (view, from, to, text) =>
            from === to && endsAName(text) && chipBeforeCaret(view, names, text),
          handleKeyDown: (view, event) => {
            if (event.key === 'Enter' && !event.isComposing) chipBeforeCaret(view, names, '')
            return false
          },
        },
      }),
    ],
  })
