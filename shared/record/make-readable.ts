// A question that no editor can show, rewritten so that one can: what does not fit gives way to paragraphs and lists with the
// same words (fitting.ts), what fits stays. Written in steps that each fit into a push; the new words stand there
// before the old ones go.

import * as Y from 'yjs'
import { limits } from '../limits.ts'
import { type FittingBlock, fittingBlocks, type Piece } from './fitting.ts'
import { isShowableIn } from './read.ts'

type Node = Y.XmlElement | Y.XmlText
type Step = { readonly cost: number; readonly run: () => void }

/** What one change may cost: an item costs one, and so do so many letters. */
const maxCost = 1_000
const charsPerCost = 60
const charsAtOnce = 30_000
/** An item that goes is dearer to the server than to the line. */
const goneAtOnce = limits.maxItemsDeleted / 4

/**
 * @param change runs a step as one change of the document, as a person's
 * @returns whether there was anything to do
 */
export function makeReadable(fragment: Y.XmlFragment, change: (work: () => void) => void): boolean {
  const misfits = (fragment.toArray() as Node[]).filter((node) => !isShowableIn(null, node))
  let waiting: Step[] = []
  let cost = 0
  const flush = (): void => {
    const now = waiting
    waiting = []
    cost = 0
    if (now.length === 0) return
    change(() => {
      for (const { run } of now) run()
    })
  }
  const take = (step: Step): void => {
    if (cost + step.cost > maxCost) flush()
    cost += step.cost
    waiting.push(step)
  }
  for (const misfit of misfits) {
    writeBlocks(fragment, misfit.prevSibling as Node | null, fittingBlocks([misfit]), take)
    removeNodes(fragment, [misfit], take)
  }
  flush()
  return misfits.length > 0
}

type Take = (step: Step) => void

/** @param before what the first one goes behind; null: the beginning */
function writeBlocks(
  to: Y.XmlFragment,
  before: Node | null,
  blocks: readonly FittingBlock[],
  take: Take,
): void {
  let last = before
  for (const block of blocks) {
    const element = new Y.XmlElement(block.is)
    insertBehind(to, last, element, 'attributes' in block ? block.attributes : {}, take)
    last = element
    if (block.is === 'paragraph') writePieces(element, block.pieces, take)
    else writeItems(element, block.items, take)
  }
}

function writeItems(list: Y.XmlElement, items: readonly (readonly FittingBlock[])[], take: Take): void {
  let last: Node | null = null
  for (const item of items) {
    const element = new Y.XmlElement('listItem')
    insertBehind(list, last, element, {}, take)
    writeBlocks(element, null, item, take)
    last = element
  }
}

function insertBehind(
  to: Y.XmlFragment,
  last: Node | null,
  node: Node,
  attributes: Record<string, unknown>,
  take: Take,
): void {
  take({
    cost: 1 + Object.keys(attributes).length,
    run: () => {
      for (const [key, value] of Object.entries(attributes))
        (node as Y.XmlElement).setAttribute(key, value as string)
      to.insertAfter(last, [node])
    },
  })
}

function writePieces(paragraph: Y.XmlElement, pieces: readonly Piece[], take: Take): void {
  let last: Node | null = null
  for (const piece of pieces) {
    if (piece.is !== 'text') {
      const element: Node = new Y.XmlElement(piece.is)
      insertBehind(paragraph, last, element, piece.attributes, take)
      last = element
      continue
    }
    if (!(last instanceof Y.XmlText)) {
      const text: Node = new Y.XmlText()
      insertBehind(paragraph, last, text, {}, take)
      last = text
    }
    const into = last as Y.XmlText
    for (const words of handfuls(piece.text))
      take({
        cost: 3 + words.length / charsPerCost,
        run: () => {
          // Told all its marks, so that it takes over none of the words before it.
          const behind = [{ retain: into.length }, { insert: words, attributes: piece.marks }]
          into.applyDelta(behind, { sanitize: false })
        },
      })
  }
}

/** Never cut in the middle of a sign. */
function handfuls(text: string): string[] {
  const parts: string[] = []
  for (let from = 0; from < text.length; ) {
    const end = from + charsAtOnce
    const isInSign = /[\udc00-\udfff]/.test(text.charAt(end))
    const to = isInSign ? end + 1 : end
    parts.push(text.slice(from, to))
    from = to
  }
  return parts
}

/** A large one goes piece by piece. */
function removeNodes(from: Y.XmlFragment, nodes: readonly Node[], take: Take): void {
  let run: Node[] = []
  let items = 0
  const flush = (): void => {
    const [first, count] = [run[0], run.length]
    if (first)
      take({
        cost: Math.ceil((Math.min(items, goneAtOnce) / goneAtOnce) * maxCost),
        run: () => from.delete(from.toArray().indexOf(first), count),
      })
    run = []
    items = 0
  }
  for (const node of nodes) {
    const more = countItems(node)
    if (more > goneAtOnce && node instanceof Y.XmlElement) removeNodes(node, node.toArray() as Node[], take)
    if (items + more > goneAtOnce) flush()
    run.push(node)
    items += more
  }
  flush()
}

function countItems(node: Node): number {
  let count = 1
  for (let item = node._start; item; item = item.right) {
    if (item.deleted) continue
    const { content } = item
    count += content instanceof Y.ContentType ? countItems(content.type as unknown as Node) : 1
  }
  return count
}
