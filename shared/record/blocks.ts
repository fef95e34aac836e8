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

/** The blocks of a fragment in their order; empty ones too. */
export function readBlocks(fragment: Y.XmlFragment): Block[] {
  const blocks: Block[] = []
  const walk = (node: unknown, mark: Block['mark'], depth: number, level: number): void => {
    if (!(node instanceof Y.XmlElement) || level > maxDepth) return
    if (node.nodeName === 'paragraph') {
      blocks.push({ key: keyOf(node), mark, depth, inlines: inlinesOf(node) })
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
  for (const node of fragment.toArray()) walk(node, 'none', 0, 0)
  return blocks
}

/** What of a block is text: a mention is one sign, a line break another. */
export const textOfInlines = (inlines: readonly Inline[]): string =>
  inlines.map((inline) => (inline.is === 'text' ? inline.text : '\uFFFC')).join('')

function inlinesOf(paragraph: Y.XmlElement): Inline[] {
  const inlines: Inline[] = []
  for (const child of paragraph.toArray()) {
    if (child instanceof Y.XmlText) {
      for (const { insert, attributes } of child.toDelta() as { insert?: unknown; attributes?: object }[])
        if (typeof insert === 'string')
          inlines.push({ is: 'text', text: insert, isBold: Boolean(attributes && 'bold' in attributes) })
    } else if (child instanceof Y.XmlElement && child.nodeName === 'mention')
      inlines.push({
        is: 'mention',
        kind: String(child.getAttribute('kind')),
        id: String(child.getAttribute('id')),
      })
    else if (child instanceof Y.XmlElement && child.nodeName === 'hardBreak')
      inlines.push({ is: 'text', text: '\n', isBold: false })
  }
  return inlines
}

const keyOf = (node: Y.XmlElement): string => {
  const id = node._item?.id
  return id ? `${id.client}:${id.clock}` : 'root'
}

const startOf = (list: Y.XmlElement): number => {
  const start = Number(list.getAttribute('start') ?? 1)
  return Number.isInteger(start) && start > 0 ? start : 1
}
