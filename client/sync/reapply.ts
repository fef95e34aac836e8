// Words that the server would not take as they were, written again. What this person did is the difference between the
// server's document and the same document with their unsaved updates in it. Both know their items by id, so the
// difference is exact: what is in one and not in the other. It is written into a fresh document, as new items under a
// new clientID, and only what a record may hold; words are never left out.

import * as Y from 'yjs'
import {
  blockAsNode,
  fittingBlocks,
  fittingItem,
  fittingMarks,
  fittingPieces,
  itemAsNode,
  piecesAsNodes,
} from '#shared/record/fitting.ts'
import {
  answerValues,
  elements,
  fragments,
  isDraftKey,
  isTaskKey,
  mayStandIn,
  partsOf,
  taskValues,
  textPiece,
} from '#shared/record/schema.ts'
import { storable } from '#shared/text/storable.ts'

type Node = Y.XmlElement | Y.XmlText
type Attributes = Record<string, unknown>
type Char = { id: string; char: string; attributes: Attributes }

/**
 * Makes `fresh` hold what `mine` holds. Call it in one transaction of `fresh`.
 * @param fresh the server's state, nothing more
 * @param mine the same with this person's unsaved updates applied
 */
export function reapply(fresh: Y.Doc, mine: Y.Doc): void {
  const [to, from] = [partsOf(fresh), partsOf(mine)]
  for (const name of fragments) writeChildren(to[name], from[name])
  writeValues(to.answers, from.answers, answerValues)
  writeTasks(to.tasks, from.tasks)
  writeDrafts(to.drafts, from.drafts)
}

const idOf = ({ _item }: Pick<Y.AbstractType<never>, '_item'>): string =>
  `${_item?.id.client}:${_item?.id.clock}`

function writeChildren(to: Y.XmlFragment, from: Y.XmlFragment): void {
  const wanted = from.toArray() as Node[]
  const wantedIds = new Set(wanted.map((node) => idOf(node)))
  for (let at = to.length - 1; at >= 0; at--) if (!wantedIds.has(idOf(to.get(at)))) to.delete(at, 1)
  let at = 0
  for (const node of wanted) {
    const there = at < to.length ? (to.get(at) as Node) : undefined
    if (there && idOf(there) === idOf(node)) {
      writeNode(there, node)
      at += 1
    } else at += insertCopies(to, at, node)
  }
}

function writeNode(to: Node, from: Node): void {
  if (to instanceof Y.XmlText && from instanceof Y.XmlText) {
    writeText(to, from)
    return
  }
  if (!(to instanceof Y.XmlElement) || !(from instanceof Y.XmlElement)) return
  const allowed = elements[to.nodeName] ?? {}
  for (const [key, value] of Object.entries(from.getAttributes() as Attributes))
    if (to.getAttribute(key) !== value && isAllowed(allowed, key, value))
      to.setAttribute(key, value as string)
  writeChildren(to, from)
}

/** As much of the node as may stand there: what does not fit is made to, and no word is left out. @returns how many came */
function insertCopies(to: Y.XmlFragment, at: number, node: Node): number {
  const copies = copiesFor(to instanceof Y.XmlElement ? to.nodeName : null, depthOf(to), node)
  if (copies.length > 0) to.insert(at, copies)
  return copies.length
}

/** @param place the element that they come to stand in; null: directly in a question or a draft */
function copiesFor(place: string | null, depth: number, node: Node): Node[] {
  if (mayStandIn(place, textPiece)) return piecesAsNodes(fittingPieces([node]))
  if (mayStandIn(place, 'listItem')) return [itemAsNode(fittingItem(node, depth))]
  return mayStandIn(place, 'paragraph') ? fittingBlocks([node], depth).map(blockAsNode) : []
}

function depthOf(type: Y.XmlFragment): number {
  let depth = 0
  // A draft stands under a key of its map: what is in it is counted as in a question.
  for (
    let item = type._item;
    item && item.parentSub === null;
    item = (item.parent as Y.AbstractType<unknown>)._item
  )
    depth += 1
  return depth
}

const isAllowed = (
  table: Record<string, (value: unknown) => boolean>,
  key: string,
  value: unknown,
): boolean => Object.hasOwn(table, key) && table[key]!(value)

/** The characters that stand in a text, each with the id it was written under and the marks on it. */
function charsOf(text: Y.Text): Char[] {
  const chars: Char[] = []
  let attributes: Attributes = {}
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue
    const { content } = item
    if (content instanceof Y.ContentFormat) {
      const { [content.key]: _, ...rest } = attributes
      attributes = content.value === null ? rest : { ...rest, [content.key]: content.value }
    } else if (content instanceof Y.ContentString)
      for (let at = 0; at < content.str.length; at++)
        chars.push({
          id: `${item.id.client}:${item.id.clock + at}`,
          char: content.str[at]!,
          attributes,
        })
  }
  return chars
}

function writeText(to: Y.Text, from: Y.Text): void {
  const wanted = charsOf(from)
  const there = charsOf(to)
  const wantedIds = new Set(wanted.map(({ id }) => id))
  const delta: Delta = []
  let at = 0
  const skipGone = (): void => {
    for (; at < there.length && !wantedIds.has(there[at]!.id); at++) delta.push({ delete: 1 })
  }
  for (const { id, char, attributes } of wanted) {
    skipGone()
    if (there[at]?.id === id) {
      const changes = markChanges(there[at]!.attributes, fittingMarks(attributes))
      delta.push({ retain: 1, ...(changes && { attributes: changes }) })
      at += 1
    } else delta.push({ insert: char, attributes: fittingMarks(attributes) })
  }
  skipGone()
  if (delta.some(({ retain, attributes }) => retain === undefined || attributes))
    to.applyDelta(joined(delta).map(asStorable), { sanitize: false })
}

/** What to set and take off; undefined where nothing differs. */
function markChanges(before: Attributes, after: Attributes): Attributes | undefined {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, after[key] ?? null])) : undefined
}

type Delta = { retain?: number; delete?: number; insert?: string; attributes?: Attributes }[]

/** Only whole pieces can be looked at: a letter may be two characters. */
const asStorable = (piece: Delta[number]): Delta[number] =>
  piece.insert === undefined ? piece : { ...piece, insert: storable(piece.insert) }

/** Neighbouring pieces of one kind as one: a word is one item, not one for each letter. */
function joined(delta: Readonly<Delta>): Delta {
  const whole: Delta = []
  for (const piece of delta) {
    const last = whole.at(-1)
    const isSame = last && JSON.stringify(last.attributes ?? {}) === JSON.stringify(piece.attributes ?? {})
    if (isSame && last.retain && piece.retain) last.retain += piece.retain
    else if (last?.delete && piece.delete) last.delete += piece.delete
    else if (isSame && last.insert !== undefined && piece.insert !== undefined) last.insert += piece.insert
    else whole.push({ ...piece })
  }
  return whole
}

function writeValues(
  to: Y.Map<unknown>,
  from: Y.Map<unknown>,
  allowed: Record<string, (value: unknown) => boolean>,
): void {
  for (const key of Object.keys(allowed)) {
    const value = from.get(key)
    if (value !== undefined && value !== to.get(key) && isAllowed(allowed, key, value)) to.set(key, value)
  }
}

function writeTasks(to: Y.Map<Y.Map<unknown>>, from: Y.Map<Y.Map<unknown>>): void {
  for (const id of [...to.keys()]) if (!from.has(id)) to.delete(id)
  for (const [id, mine] of from.entries()) {
    if (!isTaskKey(id) || !(mine instanceof Y.Map)) continue
    const there = to.get(id)
    const entry = there instanceof Y.Map && idOf(there) === idOf(mine) ? there : to.set(id, new Y.Map())
    const [words, mineWords] = [entry.get('what'), mine.get('what')]
    if (mineWords instanceof Y.Text) {
      if (words instanceof Y.Text && idOf(words) === idOf(mineWords)) writeText(words, mineWords)
      else
        entry.set(
          'what',
          new Y.Text(
            storable(
              charsOf(mineWords)
                .map(({ char }) => char)
                .join(''),
            ),
          ),
        )
    }
    writeValues(entry, mine, taskValues)
  }
}

function writeDrafts(to: Y.Map<Y.XmlFragment>, from: Y.Map<Y.XmlFragment>): void {
  for (const id of [...to.keys()]) if (!from.has(id)) to.delete(id)
  for (const [id, mine] of from.entries()) {
    if (!isDraftKey(id) || !(mine instanceof Y.XmlFragment)) continue
    const there = to.get(id)
    if (there instanceof Y.XmlFragment && idOf(there) === idOf(mine)) writeChildren(there, mine)
    else {
      // Begun twice under one id: both texts stand, one behind the other.
      const draft = there instanceof Y.XmlFragment ? there : to.set(id, new Y.XmlFragment())
      for (const node of mine.toArray() as Node[]) insertCopies(draft, draft.length, node)
    }
  }
}
