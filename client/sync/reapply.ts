// Words that the server would not take as they were, written again. What this person did is the difference between the
// server's document and the same document with their unsaved updates in it. Both know their items by id, so the
// difference is exact: what is in one and not in the other. It is written into a fresh document, as new items under a
// new clientID, and only what a record may hold; words are never left out.

import * as Y from 'yjs'
import {
  answerValues,
  elements,
  fragments,
  isMarkValue,
  isTaskKey,
  partsOf,
  taskValues,
} from '#shared/record/schema.ts'

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
  for (const name of fragments) writeChildren(to[name], from[name], true)
  writeValues(to.answers, from.answers, answerValues)
  writeTasks(to.tasks, from.tasks)
}

const idOf = ({ _item }: Pick<Y.AbstractType<never>, '_item'>): string =>
  `${_item?.id.client}:${_item?.id.clock}`

/** @param isTop directly in a question, where bare text has no place */
function writeChildren(to: Y.XmlFragment, from: Y.XmlFragment, isTop = false): void {
  const wanted = from.toArray() as Node[]
  const wantedIds = new Set(wanted.map((node) => idOf(node)))
  for (let at = to.length - 1; at >= 0; at--) if (!wantedIds.has(idOf(to.get(at)))) to.delete(at, 1)
  let at = 0
  for (const node of wanted) {
    const there = at < to.length ? (to.get(at) as Node) : undefined
    if (there && idOf(there) === idOf(node)) {
      writeNode(there, node)
      at += 1
    } else at += insertCopies(to, at, node, isTop)
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

/** @returns how many nodes came to stand there */
function insertCopies(to: Y.XmlFragment, at: number, node: Node, isTop: boolean): number {
  const copies = isTop && !isKnownElement(node) ? asParagraph(node) : copiesOf(node)
  if (copies.length > 0) to.insert(at, copies)
  return copies.length
}

const isKnownElement = (node: Node): boolean =>
  node instanceof Y.XmlElement && Object.hasOwn(elements, node.nodeName)

function asParagraph(node: Node): Node[] {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, node instanceof Y.XmlText ? copiesOf(node) : textsOf(node))
  return [paragraph]
}

/** The node as a record may hold it; an element that it does not know is left out, and its words are not. */
function copiesOf(node: Node): Node[] {
  if (node instanceof Y.XmlText) {
    const text = new Y.XmlText()
    const pieces = charsOf(node).map(({ char, attributes }) => ({
      insert: char,
      attributes: allowedMarks(attributes),
    }))
    text.applyDelta(joined(pieces), { sanitize: false })
    return [text]
  }
  if (!isKnownElement(node)) return textsOf(node)
  const element = new Y.XmlElement(node.nodeName)
  const allowed = elements[node.nodeName]!
  for (const [key, value] of Object.entries(node.getAttributes() as Attributes))
    if (isAllowed(allowed, key, value)) element.setAttribute(key, value as string)
  element.insert(0, (node.toArray() as Node[]).flatMap(copiesOf))
  return [element]
}

const textsOf = (node: Node): Node[] =>
  node instanceof Y.XmlText ? copiesOf(node) : (node.toArray() as Node[]).flatMap(textsOf)

const isAllowed = (
  table: Record<string, (value: unknown) => boolean>,
  key: string,
  value: unknown,
): boolean => Object.hasOwn(table, key) && table[key]!(value)

/** Overlapping marks are stored as `name--hash` by the editor binding. */
const allowedMarks = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key, value]) => isMarkValue(key, value)))

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
      const changes = markChanges(there[at]!.attributes, allowedMarks(attributes))
      delta.push({ retain: 1, ...(changes && { attributes: changes }) })
      at += 1
    } else delta.push({ insert: char, attributes: allowedMarks(attributes) })
  }
  skipGone()
  if (delta.some(({ retain, attributes }) => retain === undefined || attributes))
    to.applyDelta(joined(delta), { sanitize: false })
}

/** What to set and take off; undefined where nothing differs. */
function markChanges(before: Attributes, after: Attributes): Attributes | undefined {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, after[key] ?? null])) : undefined
}

type Delta = { retain?: number; delete?: number; insert?: string; attributes?: Attributes }[]

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
            charsOf(mineWords)
              .map(({ char }) => char)
              .join(''),
          ),
        )
    }
    writeValues(entry, mine, taskValues)
  }
}
