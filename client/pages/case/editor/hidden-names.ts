// "Hide names" in a text: where a listed name is written out, this viewer sees the role instead. Only the drawing
// changes, never the document; the name keeps its place there, so that carets and typing are not moved.

import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { findNames, type NamedAt, unread } from '#shared/privacy/mask.ts'
import { listedOf, type Names } from '../view/names.ts'
import styles from './editor.module.css'
import { readInput } from './unread-input.ts'

const key = new PluginKey<DecorationSet>('hidden-names')

function drawRole(role: string): HTMLElement {
  const dom = document.createElement('span')
  dom.className = `${styles.chip} ${styles.masked}`
  dom.textContent = role
  const more = document.createElement('span')
  more.className = styles.heard!
  more.textContent = ', name hidden'
  dom.append(more)
  return dom
}

/** Until it is known who is listed, nothing is shown. */
const allOf = (text: string): NamedAt[] =>
  text === '' ? [] : [{ start: 0, end: text.length, instead: unread }]

function maskOf(doc: Node, names: Names): DecorationSet {
  const { people, isHidden } = names.read()
  if (!isHidden) return DecorationSet.empty
  const listed = people && listedOf(people)
  const drawn: Decoration[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    // Each sign of this text is one place in the document, whatever the marks.
    const text = node.textBetween(0, node.content.size, null, '￼')
    for (const { start, end, instead } of listed ? findNames(text, listed) : allOf(text)) {
      const [from, to] = [pos + 1 + start, pos + 1 + end]
      drawn.push(
        Decoration.widget(from, () => drawRole(instead.trim()), { side: -1, key: `role-${instead}` }),
        Decoration.inline(from, to, { class: styles.unnamed!, 'aria-hidden': 'true' }),
      )
    }
    return false
  })
  return DecorationSet.create(doc, drawn)
}

/** Draws roles over written names while names are hidden. */
export const hiddenNames = (names: Names) =>
  Extension.create({
    name: 'hiddenNames',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, state) => maskOf(state.doc, names),
          apply: (tr, drawn, _before, after) =>
            tr.docChanged || tr.getMeta(key) ? maskOf(after.doc, names) : drawn,
        },
        props: { decorations: (state) => key.getState(state) },
        view: (view) => {
          const stop = names.subscribe(() => {
            readInput(view)
            view.dispatch(view.state.tr.setMeta(key, true))
          })
          return { destroy: stop }
        },
      }),
    ],
  })
