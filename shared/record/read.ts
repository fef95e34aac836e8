// Plain views of a record's document. Nothing here throws, whatever the document holds: an older or foreign
// client may have written it.

import * as Y from 'yjs'
import type { DraftId, MemberId, TaskId } from '../ids.ts'
import { limits } from '../limits.ts'
import { compareTasks } from '../tasks/order.ts'
import type { TaskView } from '../tasks/view.ts'
import {
  type Acting,
  acting,
  elements,
  type FragmentName,
  fragments,
  isDraftKey,
  isTaskKey,
  marks,
  mayStandIn,
  partsOf,
  type taskStates,
  taskValues,
  textPiece,
} from './schema.ts'

/** One task of the record, or undefined if what stands there is not a task. */
export function readTask(id: string, entry: unknown): TaskView | undefined {
  if (!isTaskKey(id) || !(entry instanceof Y.Map)) return undefined
  const plain = <T>(key: string, otherwise: T): T => {
    const value = entry.get(key)
    return value !== undefined && taskValues[key]!(value) ? (value as T) : otherwise
  }
  const what = entry.get('what')
  return {
    id: id as TaskId,
    what: what instanceof Y.Text ? wordsOf(what, limits.maxTaskChars) : '',
    who: plain<MemberId | null>('who', null),
    due: plain<string | null>('due', null),
    dueWords: plain<string | null>('dueWords', null),
    state: plain<(typeof taskStates)[number]>('state', 'open'),
    by: plain<MemberId | null>('by', null),
    order: plain('order', 'a0'),
  }
}

/** All tasks in their order; dropped ones too. */
export function readTasks(doc: Y.Doc): TaskView[] {
  const views: TaskView[] = []
  partsOf(doc).tasks.forEach((entry, id) => {
    const view = readTask(id, entry)
    if (view) views.push(view)
  })
  return views.sort(compareTasks)
}

/** All drafts that stand, in the order of their ids, which is the same on every copy. */
export function readDrafts(doc: Y.Doc): { id: DraftId; fragment: Y.XmlFragment }[] {
  const found: { id: DraftId; fragment: Y.XmlFragment }[] = []
  partsOf(doc).drafts.forEach((entry: unknown, id) => {
    if (isDraftKey(id) && entry instanceof Y.XmlFragment) found.push({ id: id as DraftId, fragment: entry })
  })
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export function readActing(doc: Y.Doc): Acting | null {
  const value = partsOf(doc).answers.get('acting')
  return acting.includes(value as Acting) ? (value as Acting) : null
}

/**
 * As many characters of a text, and a sign where more follow. What a board, a room or a list across cases carries of a task
 * must not depend on what somebody put into it.
 */
function wordsOf(text: Y.Text, most: number): string {
  let words = ''
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    words += item.content.str
    if (words.length > most) return `${words.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`
  }
  return words
}

/** A Y.Text as one string; formats and anything that is no string are left out. */
function textOf(text: Y.Text): string {
  return text
    .toDelta()
    .map((piece: { insert?: unknown }) => (typeof piece.insert === 'string' ? piece.insert : ''))
    .join('')
}

/** Blocks end a line, so that lists and paragraphs stay apart in the plain text. */
const blocks = new Set(['paragraph', 'listItem'])

/**
 * A fragment as plain text, one line for a block.
 * @param nameOf what to write for a mention; by default nothing is known of anybody
 */
export function readText(
  fragment: Y.XmlFragment,
  nameOf: (mention: { id: string; kind: string }) => string = () => '…',
): string {
  const lines = ['']
  const walk = (node: unknown): void => {
    if (node instanceof Y.XmlText) lines[lines.length - 1] += textOf(node)
    else if (node instanceof Y.XmlFragment) {
      if (node instanceof Y.XmlElement && node.nodeName === 'mention')
        lines[lines.length - 1] += nameOf({
          id: String(node.getAttribute('id')),
          kind: String(node.getAttribute('kind')),
        })
      if (node instanceof Y.XmlElement && node.nodeName === 'hardBreak') lines.push('')
      for (const child of node.toArray()) walk(child)
      if (node instanceof Y.XmlElement && blocks.has(node.nodeName) && lines.at(-1) !== '') lines.push('')
    }
  }
  walk(fragment)
  return lines.join('\n').trimEnd()
}

/**
 * Whether an editor of this schema can show the fragment without wanting to change it. The editor's schema is as wide as
 * this, so that no editor ever has something to repair.
 */
export const isShowable = (fragment: Y.XmlFragment): boolean =>
  fragment.toArray().every((node) => isShowableIn(null, node))

/** Whether this node may stand in this element, or with `null` directly in a question, with all that is in it. */
export function isShowableIn(element: string | null, node: unknown): boolean {
  if (node instanceof Y.XmlText) return mayStandIn(element, textPiece) && isShowableText(node)
  if (!(node instanceof Y.XmlElement) || !mayStandIn(element, node.nodeName)) return false
  const allowed = elements[node.nodeName]!
  return (
    Object.keys(node.getAttributes()).every((key) => Object.hasOwn(allowed, key)) &&
    node.toArray().every((child) => isShowableIn(node.nodeName, child))
  )
}

const isShowableText = (text: Y.XmlText): boolean =>
  text
    .toDelta()
    .every(
      (piece: { insert?: unknown; attributes?: object }) =>
        typeof piece.insert === 'string' &&
        Object.keys(piece.attributes ?? {}).every((mark) => Object.hasOwn(marks, markName(mark))),
    )

/** Overlapping marks are stored as `name--hash` by the editor binding. */
const markName = (key: string): string => key.split('--')[0]!

/** The whole record as plain data, for comparison in tests, minutes and exports. */
export function readRecord(doc: Y.Doc) {
  const parts = partsOf(doc)
  return {
    acting: readActing(doc),
    tasks: readTasks(doc),
    drafts: readDrafts(doc).map(({ id, fragment }) => ({ id, words: fragment.toString() })),
    ...(Object.fromEntries(fragments.map((name) => [name, parts[name].toString()])) as Record<
      FragmentName,
      string
    >),
  }
}
