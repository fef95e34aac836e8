// How what comes out of the document gets onto the screen. The kit puts a whole new text in the place of the old one: then
// nothing the browser holds on to is the same any more, neither a word that is being composed nor the line that somebody
// reads. Here only what differs is replaced, and all else stays the very same.

import { Fragment, type Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import type { ProsemirrorBinding } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { holdingLine } from './held-line.ts'

/** Marks what shows only a part of what came, before the rest. */
const inPart = 'shown-in-part'
export const isInPart = (tr: Transaction): boolean => tr.getMeta(inPart) === true

/** Makes this binding show changes in the smallest pieces that hold them. */
export function showOnlyWhatDiffers(binding: ProsemirrorBinding): void {
  Object.defineProperty(binding, '_tr', {
    get: () => {
      const { view, tr } = fresh(binding)
      const replace = tr.replace.bind(tr)
      tr.replace = (from, to = from, slice) => {
        if (!slice || from !== 0 || to !== tr.doc.content.size) return replace(from, to, slice)
        if (view.composing) showAroundCaret(binding, slice.content)
        const now = view.composing ? fresh(binding).tr : tr
        return replaceWhatDiffers(now, slice.content) ? now : replace(from, to, slice)
      }
      return tr
    },
  })
  const inner = binding as unknown as Parts
  const show = inner._observeFunction
  inner._observeFunction = (events, transaction) => {
    const view = binding.prosemirrorView as EditorView | null
    if (view) holdingLine(view, () => show.call(binding, events, transaction))
    rememberNodes(binding)
  }
}

function fresh({ prosemirrorView }: ProsemirrorBinding): { view: EditorView; tr: Transaction } {
  const view = prosemirrorView as EditorView
  return { view, tr: view.state.tr.setMeta('addToHistory', false) }
}

/**
 * What came below and above the block in which somebody composes, each by itself: in one piece with both, that block would be
 * made anew, and the word in it torn.
 */
function showAroundCaret(binding: ProsemirrorBinding, content: Fragment): void {
  const at = blockOfCaret(binding)
  if (at === undefined || at >= content.childCount) return
  const show = (make: (before: Fragment, own: number) => Fragment) => {
    const { view, tr } = fresh(binding)
    const before = view.state.doc.content
    const own = view.state.selection.$head.index(0)
    if (own < before.childCount && replaceWhatDiffers(tr, make(before, own)) && tr.docChanged)
      view.dispatch(tr.setMeta(inPart, true))
  }
  const { content: after } = content
  show((before, own) => Fragment.fromArray([...before.content.slice(0, own + 1), ...after.slice(at + 1)]))
  show((before, own) => Fragment.fromArray([...after.slice(0, at), ...before.content.slice(own)]))
}

/** Which block of the document the caret stands in, as the document is now. */
function blockOfCaret({ doc, type, beforeTransactionSelection }: ProsemirrorBinding): number | undefined {
  const head = (beforeTransactionSelection as { head?: Y.RelativePosition | null } | null)?.head
  const place = head && Y.createAbsolutePositionFromRelativePosition(head, doc)
  let block: Y.AbstractType<unknown> | null = place ? place.type : null
  while (block && block.parent !== type) block = block.parent as Y.AbstractType<unknown> | null
  const at = block ? type.toArray().indexOf(block as Y.XmlElement) : -1
  return at < 0 ? undefined : at
}

type Parts = { _observeFunction(this: unknown, events: unknown[], transaction: unknown): void }

/** @returns whether `tr` now leads to this content */
export function replaceWhatDiffers(tr: Transaction, content: Fragment): boolean {
  const before = tr.doc.content
  const from = before.findDiffStart(content)
  if (from === null) return true
  const end = before.findDiffEnd(content)!
  // Where the same stands twice, both searches have gone over it, and the piece can begin anywhere in it: between two blocks,
  // if it can, so that both stay the same.
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  const start = outermost(tr.doc, from - overlap, from)
  const shift = start - from + overlap
  const after = tr.doc.copy(content)
  const piece = after.slice(start, end.b + shift)
  return !tr.maybeStep(new ReplaceStep(start, end.a + shift, piece)).failed
}

/** The place between these two that the fewest elements stand around; the later one of several. */
function outermost(doc: Node, from: number, to: number): number {
  let [best, depth] = [to, doc.resolve(to).depth]
  for (let place = to - 1; place >= Math.max(from, to - mostPlaces) && depth > 0; place--) {
    const { depth: here } = doc.resolve(place)
    if (here < depth) [best, depth] = [place, here]
  }
  return best
}
/** Of a long text that is repeated not every letter is looked at. */
const mostPlaces = 500

/** The kit finds its way by nodes: it has to know those that are shown, not those made for comparing. */
function rememberNodes({ type, mapping, prosemirrorView }: ProsemirrorBinding): void {
  const remember = (shared: Y.XmlFragment, nodes: readonly Node[]): void => {
    let at = 0
    for (const child of shared.toArray()) {
      if (child instanceof Y.XmlElement) {
        const node = nodes[at++]
        if (node?.type.name !== child.nodeName) return
        mapping.set(child, node)
        remember(child, node.content.content)
      } else while (nodes[at]?.isText) at++
    }
  }
  if (prosemirrorView) remember(type, Fragment.from(prosemirrorView.state.doc.content).content)
}
