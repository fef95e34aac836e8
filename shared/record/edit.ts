// Every change a person can make to a record outside the editors, each one Yjs transaction, so that it is
// pushed, judged and shown as one piece. Ids and times are arguments: nothing here has a clock.

import * as Y from 'yjs'
import type { MemberId, TaskId } from '../ids.ts'
import { orderAfterAll } from '../tasks/order.ts'
import type { TaskView } from '../tasks/view.ts'
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

const change = (doc: Y.Doc, origin: unknown, work: () => void): void => doc.transact(work, origin)

export function addTask(doc: Y.Doc, task: NewTask, origin: unknown = personal): void {
  change(doc, origin, () => {
    const entry = new Y.Map<unknown>()
    const order = orderAfterAll(readTasks(doc))
    partsOf(doc).tasks.set(task.id, entry)
    const what = new Y.Text()
    entry.set('what', what)
    if (task.what) what.insert(0, task.what)
    entry.set('who', task.who)
    entry.set('due', task.due)
    entry.set('dueWords', task.dueWords)
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

function edit(doc: Y.Doc, id: TaskId, values: Record<string, unknown>, origin: unknown): void {
  const entry = partsOf(doc).tasks.get(id)
  if (!(entry instanceof Y.Map)) return
  change(doc, origin, () => {
    for (const [key, value] of Object.entries(values)) if (entry.get(key) !== value) entry.set(key, value)
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
): void => edit(doc, id, { due, dueWords }, origin)

/** @param by who set the state; accepted and cannot count only while that is the assignee */
export const setTaskState = (
  doc: Y.Doc,
  id: TaskId,
  state: TaskView['state'],
  by: MemberId,
  origin: unknown = personal,
): void => edit(doc, id, { state, by }, origin)

export const moveTask = (doc: Y.Doc, id: TaskId, order: string, origin: unknown = personal): void =>
  edit(doc, id, { order }, origin)

export const setActing = (doc: Y.Doc, answer: Acting, origin: unknown = personal): void =>
  change(doc, origin, () => {
    const { answers } = partsOf(doc)
    if (answers.get('acting') !== answer) answers.set('acting', answer)
  })
