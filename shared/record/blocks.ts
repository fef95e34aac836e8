// The rich text of a question as a flat list of blocks, for whatever shows it without an editor: the room display, print.
// Never throws, whatever the document holds.

import * as Y from 'yjs'

/** A stretch of text with its mark, or somebody who is mentioned. */
export type Inline =
  | { readonly is: 'text'; readonly text: string; readonly isBold: boolean }
  | { readonly is: 'mention'; readonly kind: string; readonly id: string }

export type Block = {
  /** Stays the same while the block is changed. */
  readonly key: string
  /** What stands before it: nothing, a bullet, or its number in a list. */
  readonly mark: 'none' | 'bullet' | number
  /** How many lists it is inside of. */
  readonly depth: number
  readonly inlines: readonly Inline[]
}

const maxDepth = 24

/**
 * The blocks of a fragment in their order; empty ones too.
 * @param maxChars a block with which there would be more is left out with all that follow; then a last one says so by `…`
 */
export function readBlocks(fragment: Y.XmlFragment, maxChars = Number.POSITIVE_INFINITY): Block[] {
  const blocks: Block[] = []
  let left = maxChars
  const walk = (node: unknown, mark: Block['mark'], depth: number, level: number): void => {
    if (!isNode(node) || level > maxDepth || left <= 0) return
    // Words that stand where only paragraphs do (stored before that was looked at) are a block of their own.
    if (node instanceof Y.XmlText || !isBlockOfBlocks(node)) {
      // An empty line takes room, too.
      left -= charsOf(node) + 1
      const inlines: Inline[] = left > 0 ? inlinesOf([node]) : [{ is: 'text', text: '…', isBold: false }]
      blocks.push({ key: left > 0 ? keyOf(node) : 'more', mark, depth, inlines })
      return
    }
    let number = node.nodeName === 'orderedList' ? startOf(node) : 0
    for (const [index, child] of node.toArray().entries()) {
      const isList = node.nodeName === 'bulletList' || node.nodeName === 'orderedList'
      // Only the first block of an item carries its mark.
      const ownMark = isList ? (number > 0 ? number++ : 'bullet') : index === 0 ? mark : 'none'
      walk(child, ownMark, isList ? depth + 1 : depth, level + 1)
    }
  }
  for (const node of fragment.toArray()) {
    if (left <= 0) break
    walk(node, 'none', 0, 0)
  }
  return blocks
}

/** What of a block is text: a mention is one sign, a line break another. */
export const textOfInlines = (inlines: readonly Inline[]): string =>
  inlines.map((inline) => (inline.is === 'text' ? inline.text : '\uFFFC')).join('')

/** Everything that is text, chip or line break, whatever it stands in. */
function inlinesOf(nodes: readonly unknown[]): Inline[] {
  const inlines: Inline[] = []
  for (const node of nodes) {
    if (node instanceof Y.XmlText) {
      for (const { insert, attributes } of node.toDelta() as { insert?: unknown; attributes?: object }[])
        if (typeof insert === 'string')
          inlines.push({ is: 'text', text: insert, isBold: Boolean(attributes && 'bold' in attributes) })
    } else if (node instanceof Y.XmlElement) {
      if (node.nodeName === 'mention')
        inlines.push({
          is: 'mention',
          kind: String(node.getAttribute('kind')),
          id: String(node.getAttribute('id')),
        })
      if (node.nodeName === 'hardBreak') inlines.push({ is: 'text', text: '\n', isBold: false })
      inlines.push(...inlinesOf(node.toArray()))
    }
  }
  return inlines
}

type Node = Y.XmlElement | Y.XmlText
const isNode = (node: unknown): node is Node => node instanceof Y.XmlElement || node instanceof Y.XmlText
const isBlockOfBlocks = ({ nodeName }: Y.XmlElement): boolean =>
  nodeName === 'listItem' || nodeName === 'bulletList' || nodeName === 'orderedList'

/** Without reading them: Yjs counts deleted letters of a text apart. */
const charsOf = (node: unknown): number =>
  node instanceof Y.XmlText
    ? node.length
    : node instanceof Y.XmlElement
      ? node.toArray().reduce((sum: number, child) => sum + charsOf(child), 1)
      : 1

const keyOf = (node: Node): string => {
  const id = node._item?.id
  return id ? `${id.client}:${id.clock}` : 'root'
}

const startOf = (list: Y.XmlElement): number => {
  const start = Number(list.getAttribute('start') ?? 1)
  return Number.isInteger(start) && start > 0 ? start : 1
}
