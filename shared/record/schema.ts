// The record of a case: one Yjs document, one audience. Whoever may read the case may read all of it, because
// Yjs updates cannot be filtered per reader. The guard, the editors and the plain views all go by this file.
//
//   whatHappened : Y.XmlFragment   question 1, rich text
//   whatWeDo     : Y.XmlFragment   question 2, rich text
//   answers      : Y.Map           acting: 'yes' | 'not-yet' | 'no'
//   tasks        : Y.Map<TaskId, Y.Map>
//                    what: Y.Text, who: MemberId | null, due: ISO 8601 UTC | null, dueWords: string | null,
//                    state: 'open' | 'accepted' | 'done' | 'cannot' | 'dropped', by: MemberId | null, order: string
//   drafts       : Y.Map<DraftId, Y.XmlFragment>   since schema 2: letters and announcements, rich text like the questions

import type * as Y from 'yjs'
import { limits } from '../limits.ts'

/** The version of all this. Raised when a record may hold what earlier clients do not know; `upgrade` leads to it. */
export const recordSchema = 2
/**
 * The oldest version whose clients write: what came since stands in roots that they never touch (docs/decisions/0035). Raised
 * with whatever they could hurt: those who are older go on reading, and write again once they have loaded the new version.
 */
export const oldestWriting = 1

export const fragments = ['whatHappened', 'whatWeDo'] as const
export type FragmentName = (typeof fragments)[number]
export const roots = {
  whatHappened: 'fragment',
  whatWeDo: 'fragment',
  answers: 'map',
  tasks: 'map',
  drafts: 'map',
} as const
export type RootName = keyof typeof roots

export const isRoot = (name: string): name is RootName => Object.hasOwn(roots, name)

const isString = (value: unknown): boolean => typeof value === 'string' && value.length <= 2_000
const isNullable =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value)
const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const isUuid = (value: unknown): boolean => typeof value === 'string' && uuid.test(value)
const isTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  // Years of four digits from 1000: the database knows no year 0.
  /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))

type Check = (value: unknown) => boolean

/** Elements of the rich text and the attributes each may carry. */
export const elements: Record<string, Record<string, Check>> = {
  paragraph: {},
  bulletList: {},
  orderedList: {
    start: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e6,
    type: isOneOf(null),
  },
  listItem: {},
  hardBreak: {},
  mention: { id: isUuid, kind: isOneOf('person', 'member') },
}

/** Text in a question, as a thing that stands somewhere; the only one that is no element. */
export const textPiece = 'text' as const

/**
 * What may stand directly inside what, in any number and order: the one source of the editor's content expressions, of what
 * the guard lets in and of what can be shown. Lists and items may be empty, because two people deleting at once leave such.
 */
const blocks = ['paragraph', 'bulletList', 'orderedList'] as const
export const insides: Record<string, readonly string[]> = {
  paragraph: [textPiece, 'hardBreak', 'mention'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: blocks,
  hardBreak: [],
  mention: [],
}

/** Whether this piece may stand directly in this element, or with `null` directly in a question or a draft. */
export function mayStandIn(element: string | null, piece: string): boolean {
  if (element === null) return (blocks as readonly string[]).includes(piece)
  return Object.hasOwn(insides, element) && insides[element]!.includes(piece)
}

const isLink: Check = (value) =>
  typeof value === 'string' && value.length <= 2_000 && /^(https?:\/\/|mailto:)\S+$/i.test(value)

/** Marks and the flat values that the editor writes for them; `null` takes a mark off. */
export const marks: Record<string, Record<string, Check>> = {
  bold: {},
  italic: {},
  link: {
    href: isLink,
    target: isNullable(isOneOf('_blank')),
    rel: isNullable(isString),
    class: isNullable(isString),
    title: isNullable(isString),
  },
}

/** The value of a mark, as it stands in a format item. */
export function isMarkValue(name: string, value: unknown): boolean {
  const shape = Object.hasOwn(marks, name) ? marks[name] : undefined
  if (!shape) return false
  if (value === null) return true
  if (typeof value !== 'object' || Array.isArray(value)) return false
  return Object.entries(value).every(([key, part]) => Object.hasOwn(shape, key) && shape[key]!(part))
}

export const acting = ['yes', 'not-yet', 'no'] as const
export type Acting = (typeof acting)[number]

export const taskStates = ['open', 'accepted', 'done', 'cannot', 'dropped'] as const

/** Plain values of the maps. `what` is a Y.Text and not listed here. */
export const answerValues: Record<string, Check> = { acting: isOneOf(...acting) }
export const taskValues: Record<string, Check> = {
  who: isNullable(isUuid),
  due: isNullable(isTime),
  dueWords: isNullable((value) => typeof value === 'string' && value.length <= limits.maxDueWordsChars),
  state: isOneOf(...taskStates),
  by: isNullable(isUuid),
  order: (value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
}
export const isTaskKey = isUuid
export const isDraftKey = isUuid

/** The parts of a record's document. Asking for them creates nothing that others could see. */
export const partsOf = (doc: Y.Doc) => ({
  whatHappened: doc.getXmlFragment('whatHappened'),
  whatWeDo: doc.getXmlFragment('whatWeDo'),
  answers: doc.getMap<unknown>('answers'),
  tasks: doc.getMap<Y.Map<unknown>>('tasks'),
  drafts: doc.getMap<Y.XmlFragment>('drafts'),
})
