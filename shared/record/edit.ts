// Every change a person can make to a record outside the editors, each one Yjs transaction, so that it is
// pushed, judged and shown as one piece. Ids and times are arguments: nothing here has a clock.

import * as Y from 'yjs'
import type { DraftId, MemberId, TaskId } from '../ids.ts'
import { limits } from '../limits.ts'
import { isOrder, orderAfterAll, orderBetween, ordersAnew } from '../tasks/order.ts'
import type { TaskView } from '../tasks/view.ts'
import { storable } from '../text/storable.ts'
import { readTasks } from './read.ts'
import { type Acting, partsOf } from './schema.ts'

/** The origin of changes a person made through these functions; the task table's undo manager follows it. */
export const personal = Symbol('personal')

export type NewTask = {
  id: TaskId
  what: string
  who: MemberId | null
  due: string | null
  dueWords: string | null
}

/** Words longer than a record takes are cut, with a sign: a task is never refused for how its time was put. */
const fittingDueWords = (words: string | null): string | null =>
  words !== null && words.length > limits.maxDueWordsChars
    ? `${storable(words.slice(0, limits.maxDueWordsChars - 1))}…`
    : words && storable(words)

const change = (doc: Y.Doc, origin: unknown, work: () => void): void => doc.transact(work, origin)

export function addTask(doc: Y.Doc, task: NewTask, origin: unknown = personal): void {
  change(doc, origin, () => {
    const entry = new Y.Map<unknown>()
    const order = orderAfterAll(readTasks(doc))
    partsOf(doc).tasks.set(task.id, entry)
    const what = new Y.Text()
    entry.set('what', what)
    if (task.what) what.insert(0, storable(task.what))
    entry.set('who', task.who)
    entry.set('due', task.due)
    entry.set('dueWords', fittingDueWords(task.dueWords))
    entry.set('state', 'open')
    entry.set('by', null)
    entry.set('order', order)
  })
}

/** The Y.Text of a task's words, for the field that binds to it. */
export function findTaskText(doc: Y.Doc, id: TaskId): Y.Text | undefined {
  const what = partsOf(doc).tasks.get(id)?.get('what')
  return what instanceof Y.Text ? what : undefined
}

/** A state and whose word it is are one thing: written singly, what two people say at one moment could mix. */
const wholes: ReadonlySet<string> = new Set(['state', 'by'])

function edit(doc: Y.Doc, id: TaskId, values: Record<string, unknown>, origin: unknown): void {
  const entry = partsOf(doc).tasks.get(id)
  if (!(entry instanceof Y.Map)) return
  const isNew = ([key, value]: [string, unknown]) => entry.get(key) !== value
  const all = Object.entries(values)
  if (!all.some(isNew)) return
  change(doc, origin, () => {
    for (const [key, value] of all) if (wholes.has(key) || isNew([key, value])) entry.set(key, value)
  })
}

/** Gives the task to somebody (or nobody): it is open again, whatever the one before had answered. */
export const assignTask = (doc: Y.Doc, id: TaskId, who: MemberId | null, origin: unknown = personal): void =>
  edit(doc, id, { who, state: 'open', by: null }, origin)

export const setTaskDue = (
  doc: Y.Doc,
  id: TaskId,
  due: string | null,
  dueWords: string | null,
  origin: unknown = personal,
): void => edit(doc, id, { due, dueWords: fittingDueWords(dueWords) }, origin)

/** @param by who set the state; accepted and cannot count only while that is the assignee */
export const setTaskState = (
  doc: Y.Doc,
  id: TaskId,
  state: TaskView['state'],
  by: MemberId,
  origin: unknown = personal,
): void => edit(doc, id, { state, by }, origin)

/**
 * Puts a task between two others (null: the end of the list on that side). Where the gap has become too small for another
 * key, or keys are no use, all tasks are numbered anew.
 */
export function placeTask(
  doc: Y.Doc,
  id: TaskId,
  { before, after }: { before: TaskId | null; after: TaskId | null },
  origin: unknown = personal,
): void {
  const others = readTasks(doc).filter((task) => task.id !== id)
  const orderOf = (beside: TaskId | null) => others.find((task) => task.id === beside)?.order ?? null
  const [low, high] = [orderOf(before), orderOf(after)]
  const order = orderBetween(low, high)
  const fits = (key: string | null) => key === null || isOrder(key)
  if (fits(low) && fits(high) && isOrder(order) && (high === null || order < high)) {
    edit(doc, id, { order }, origin)
    return
  }
  const rows = others.map((task) => task.id)
  const at = before !== null ? rows.indexOf(before) + 1 : after !== null ? rows.indexOf(after) : rows.length
  rows.splice(Math.max(0, at), 0, id)
  const orders = ordersAnew(rows.length)
  change(doc, origin, () => {
    for (const [place, row] of rows.entries()) edit(doc, row, { order: orders[place] }, origin)
  })
}

/**
 * Begins a draft, or finds the one that stands.
 * @param id drawn for it by whoever begins it: begun by two at once under one id, only one of them would stay
 */
export function beginDraft(doc: Y.Doc, id: DraftId, origin: unknown = personal): Y.XmlFragment {
  const { drafts } = partsOf(doc)
  const there = drafts.get(id)
  if (there instanceof Y.XmlFragment) return there
  const draft = new Y.XmlFragment()
  change(doc, origin, () => drafts.set(id, draft))
  return draft
}

/** Takes a whole draft away, for everybody. */
export function removeDraft(doc: Y.Doc, id: DraftId, origin: unknown = personal): void {
  const { drafts } = partsOf(doc)
  if (drafts.has(id)) change(doc, origin, () => drafts.delete(id))
}

export const setActing = (doc: Y.Doc, answer: Acting, origin: unknown = personal): void =>
  change(doc, origin, () => {
    const { answers } = partsOf(doc)
    if (answers.get('acting') !== answer) answers.set('acting', answer)
  })
