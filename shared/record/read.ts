// Plain views of a record's document. Nothing here throws, whatever the document holds: an older or foreign
// client may have written it.

import * as Y from 'yjs'
import type { MemberId, TaskId } from '../ids.ts'
import { compareTasks } from '../tasks/order.ts'
import type { TaskView } from '../tasks/view.ts'
import {
  type Acting,
  acting,
  elements,
  type FragmentName,
  fragments,
  isTaskKey,
  marks,
  partsOf,
  type taskStates,
  taskValues,
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
    what: what instanceof Y.Text ? textOf(what) : '',
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

export function readActing(doc: Y.Doc): Acting | null {
  const value = partsOf(doc).answers.get('acting')
  return acting.includes(value as Acting) ? (value as Acting) : null
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
    else if (node instanceof Y.XmlElement && node.nodeName === 'mention')
      lines[lines.length - 1] += nameOf({
        id: String(node.getAttribute('id')),
        kind: String(node.getAttribute('kind')),
      })
    else if (node instanceof Y.XmlElement && node.nodeName === 'hardBreak') lines.push('')
    else if (node instanceof Y.XmlFragment) {
      for (const child of node.toArray()) walk(child)
      if (node instanceof Y.XmlElement && blocks.has(node.nodeName) && lines.at(-1) !== '') lines.push('')
    }
  }
  walk(fragment)
  return lines.join('\n').trimEnd()
}

/** Whether an editor of this schema can show the fragment without wanting to change it. */
export function isShowable(fragment: Y.XmlFragment): boolean {
  const fits = (node: unknown): boolean => {
    if (node instanceof Y.XmlText)
      return node
        .toDelta()
        .every(
          (piece: { insert?: unknown; attributes?: object }) =>
            typeof piece.insert === 'string' &&
            Object.keys(piece.attributes ?? {}).every((mark) => Object.hasOwn(marks, markName(mark))),
        )
    if (!(node instanceof Y.XmlElement) || !Object.hasOwn(elements, node.nodeName)) return false
    const allowed = elements[node.nodeName]!
    return (
      Object.keys(node.getAttributes()).every((key) => Object.hasOwn(allowed, key)) &&
      hasFittingChildren(node) &&
      node.toArray().every(fits)
    )
  }
  return fragment.toArray().every((node) => node instanceof Y.XmlElement && isBlock(node) && fits(node))
}

const isBlock = (node: unknown): boolean =>
  node instanceof Y.XmlElement && ['paragraph', 'bulletList', 'orderedList'].includes(node.nodeName)

/**
 * The editor's schema is as wide as this: lists and items may be empty (two people deleting at once leave such),
 * so that no editor ever has something to repair.
 */
function hasFittingChildren(node: Y.XmlElement): boolean {
  const children = node.toArray()
  switch (node.nodeName) {
    case 'bulletList':
    case 'orderedList':
      return children.every((child) => child instanceof Y.XmlElement && child.nodeName === 'listItem')
    case 'listItem':
      return children.every(isBlock)
    case 'paragraph':
      return children.every((child) => child instanceof Y.XmlText || isInlineElement(child))
    default:
      return children.length === 0
  }
}

const isInlineElement = (child: unknown): boolean =>
  child instanceof Y.XmlElement && (child.nodeName === 'hardBreak' || child.nodeName === 'mention')

/** Overlapping marks are stored as `name--hash` by the editor binding. */
const markName = (key: string): string => key.split('--')[0]!

/** The whole record as plain data, for comparison in tests, minutes and exports. */
export function readRecord(doc: Y.Doc) {
  const parts = partsOf(doc)
  return {
    acting: readActing(doc),
    tasks: readTasks(doc),
    ...(Object.fromEntries(fragments.map((name) => [name, parts[name].toString()])) as Record<
      FragmentName,
      string
    >),
  }
}
