// What a question may hold, made of whatever stands there: every word, chip and line break in its order, in paragraphs and
// lists that fit. For what was stored before the guard knew which element may stand where, and for what a server refused.

import * as Y from 'yjs'
import { limits } from '../limits.ts'
import { storable } from '../text/storable.ts'
import { elements, isMarkValue, mayStandIn, textPiece } from './schema.ts'

type Attributes = Record<string, unknown>
export type Piece =
  | { readonly is: 'text'; readonly text: string; readonly marks: Attributes }
  | { readonly is: 'hardBreak' | 'mention'; readonly attributes: Attributes }
export type FittingBlock =
  | { readonly is: 'paragraph'; readonly pieces: readonly Piece[] }
  | {
      readonly is: 'bulletList' | 'orderedList'
      readonly attributes: Attributes
      readonly items: readonly (readonly FittingBlock[])[]
    }

type Node = Y.XmlElement | Y.XmlText
const isNode = (node: unknown): node is Node => node instanceof Y.XmlElement || node instanceof Y.XmlText
const childrenOf = (node: Y.XmlFragment): Node[] => node.toArray().filter(isNode)
const isList = (name: string): name is 'bulletList' | 'orderedList' =>
  name === 'bulletList' || name === 'orderedList'

/** A list, its item, a paragraph and its text. */
const levelsOfList = 4

/**
 * @param nodes as they stand beside each other
 * @param depth how many elements stand around them; where no list has room any more, its words stand in paragraphs
 */
export function fittingBlocks(nodes: readonly Node[], depth = 0): FittingBlock[] {
  const blocks: FittingBlock[] = []
  let open: Piece[] | undefined
  const close = (): void => {
    if (open) blocks.push({ is: 'paragraph', pieces: open })
    open = undefined
  }
  const hasRoom = depth + levelsOfList <= limits.maxDepth
  const addItem = (item: Node): void => {
    const last = blocks.at(-1)
    const items = [fittingItem(item, depth + 1)]
    // Items that stand next to each other without a list are one.
    if (last?.is === 'bulletList' && strays.has(last)) (last.items as FittingBlock[][]).push(...items)
    else {
      const list: FittingBlock = { is: 'bulletList', attributes: {}, items }
      strays.add(list)
      blocks.push(list)
    }
  }
  const strays = new Set<FittingBlock>()
  const add = (node: Node, isInParagraph: boolean): void => {
    if (node instanceof Y.XmlText) {
      open = [...(open ?? []), ...piecesOfText(node)]
      return
    }
    const name = node.nodeName
    if (mayStandIn('paragraph', name)) {
      open = [...(open ?? []), { is: name as 'mention', attributes: attributesOf(node) }]
      for (const child of childrenOf(node)) add(child, isInParagraph)
      return
    }
    if (isInParagraph && !Object.hasOwn(elements, name)) {
      for (const child of childrenOf(node)) add(child, true)
      return
    }
    close()
    if (isList(name) && hasRoom)
      blocks.push({ is: name, attributes: attributesOf(node), items: itemsOf(node, depth) })
    else if (name === 'listItem' && hasRoom) addItem(node)
    else {
      if (name === 'paragraph') open = []
      for (const child of childrenOf(node)) add(child, name === 'paragraph')
      close()
    }
  }
  for (const node of nodes) add(node, false)
  close()
  return blocks
}

/** The node as an item of a list, `depth` counting that list too. */
export const fittingItem = (node: Node, depth: number): FittingBlock[] =>
  fittingBlocks(
    node instanceof Y.XmlElement && node.nodeName === 'listItem' ? childrenOf(node) : [node],
    depth + 1,
  )

const itemsOf = (list: Y.XmlElement, depth: number): FittingBlock[][] =>
  childrenOf(list).map((child) => fittingItem(child, depth + 1))

/** All words, chips and line breaks in these nodes, as they may stand in one paragraph. */
export const fittingPieces = (nodes: readonly Node[]): Piece[] =>
  nodes.flatMap((node) => {
    if (node instanceof Y.XmlText) return piecesOfText(node)
    const own: Piece[] = mayStandIn('paragraph', node.nodeName)
      ? [{ is: node.nodeName as 'mention', attributes: attributesOf(node) }]
      : []
    return [...own, ...fittingPieces(childrenOf(node))]
  })

function piecesOfText(text: Y.XmlText): Piece[] {
  const pieces = text.toDelta() as { insert?: unknown; attributes?: Attributes }[]
  return pieces.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string'
      ? [{ is: textPiece, text: storable(insert), marks: fittingMarks(attributes) }]
      : [],
  )
}

/** Overlapping marks are stored as `name--hash` by the editor binding: no record holds those. */
export const fittingMarks = (marks: Attributes): Attributes =>
  Object.fromEntries(Object.entries(marks).filter(([name, value]) => isMarkValue(name, value)))

function attributesOf(node: Y.XmlElement): Attributes {
  const allowed = elements[node.nodeName] ?? {}
  return Object.fromEntries(
    Object.entries(node.getAttributes() as Attributes).filter(
      ([key, value]) => Object.hasOwn(allowed, key) && allowed[key]!(value),
    ),
  )
}

/** Not yet anywhere: to be inserted. */
export function blockAsNode(block: FittingBlock): Y.XmlElement {
  const inside = block.is === 'paragraph' ? piecesAsNodes(block.pieces) : block.items.map(itemAsNode)
  return elementOf(block.is, 'attributes' in block ? block.attributes : {}, inside)
}

export const itemAsNode = (blocks: readonly FittingBlock[]): Y.XmlElement =>
  elementOf('listItem', {}, blocks.map(blockAsNode))

export function piecesAsNodes(pieces: readonly Piece[]): Node[] {
  const nodes: Node[] = []
  let delta: { insert: string; attributes: Attributes }[] = []
  const close = (): void => {
    if (delta.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(delta, { sanitize: false })
    nodes.push(text)
    delta = []
  }
  for (const piece of pieces) {
    if (piece.is === 'text') delta.push({ insert: piece.text, attributes: piece.marks })
    else {
      close()
      nodes.push(elementOf(piece.is, piece.attributes, []))
    }
  }
  close()
  return nodes
}

function elementOf(name: string, attributes: Attributes, inside: Node[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, inside)
  return element
}
