// The record of a case: one Yjs document, one audience. Whoever may read the case may read all of it, because
// Yjs updates cannot be filtered per reader. The guard, the editors and the plain views all go by this file.
//
//   whatHappened : Y.XmlFragment   question 1, rich text
//   whatWeDo     : Y.XmlFragment   question 2, rich text
//   answers      : Y.Map           acting: 'yes' | 'not-yet' | 'no'
//   tasks        : Y.Map<TaskId, Y.Map>
//                    what: Y.Text, who: MemberId | null, due: ISO 8601 UTC | null, dueWords: string | null,
//                    state: 'open' | 'accepted' | 'done' | 'cannot' | 'dropped', by: MemberId | null, order: string

import type * as Y from 'yjs'

/**
 * The version of all this. Raised when a record may hold what earlier clients do not know: those go on reading, and write
 * again once they have loaded the new version.
 */
export const recordSchema = 1

export const fragments = ['whatHappened', 'whatWeDo'] as const
export type FragmentName = (typeof fragments)[number]
export const roots = { whatHappened: 'fragment', whatWeDo: 'fragment', answers: 'map', tasks: 'map' } as const
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
  dueWords: isNullable((value) => typeof value === 'string' && value.length <= 80),
  state: isOneOf(...taskStates),
  by: isNullable(isUuid),
  order: (value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
}
export const isTaskKey = isUuid

/** The parts of a record's document. Asking for them creates nothing that others could see. */
export const partsOf = (doc: Y.Doc) => ({
  whatHappened: doc.getXmlFragment('whatHappened'),
  whatWeDo: doc.getXmlFragment('whatWeDo'),
  answers: doc.getMap<unknown>('answers'),
  tasks: doc.getMap<Y.Map<unknown>>('tasks'),
})
