// What happened to tasks: data in, data out. Given the tasks as they stood and a run of changes in the order
// of the log, every touched task as it ends up and each thing that happened on the way. Folding changes one by
// one or all at once gives the same. Events speak of effective states, so nobody accepts what they never saw.

import type { MemberId, TaskId } from '../ids.ts'
import { inOrder } from './order.ts'
import type { TaskState, TaskView } from './view.ts'

export type TaskChange = { readonly author: MemberId; readonly tasks: ReadonlyMap<TaskId, TaskView | null> }

type Happening =
  | { kind: 'added'; what: string; who: MemberId | null; due: string | null; dueWords: string | null }
  | { kind: 'assigned'; to: MemberId; from: MemberId | null }
  | { kind: 'unassigned'; from: MemberId }
  | { kind: 'reworded'; what: string; before: string }
  | { kind: 'rescheduled'; due: string | null; dueWords: string | null; before: When }
  /** `who` is the assignee at the end of the change, to tell them. */
  | { kind: 'accepted' | 'cannot' | 'done' | 'reopened' | 'dropped'; who: MemberId | null }
  | { kind: 'removed'; who: MemberId | null; what: string }
type When = { due: string | null; dueWords: string | null }

export type TaskEvent = Happening & { readonly task: TaskId; readonly author: MemberId }

/** The state that counts: accepted and cannot only while the assignee themself set it, else open. */
export function effectiveState(view: Pick<TaskView, 'state' | 'who' | 'by'>): TaskState {
  const personal = view.state === 'accepted' || view.state === 'cannot'
  return personal && (view.who === null || view.by !== view.who) ? 'open' : view.state
}

/**
 * @param before the tasks as they stood; those not listed count as absent
 * @param changes in the order of the log; `null` stands for a task that is gone
 * @returns `after`: every touched task as it ends up; `events`: in the order in which they happened
 */
export function foldTasks(
  before: ReadonlyMap<TaskId, TaskView>,
  changes: readonly TaskChange[],
): { after: Map<TaskId, TaskView | null>; events: TaskEvent[] } {
  const after = new Map<TaskId, TaskView | null>()
  const events: TaskEvent[] = []
  for (const { author, tasks } of changes)
    for (const [task, next] of tasks) {
      const last = after.has(task) ? (after.get(task) ?? null) : (before.get(task) ?? null)
      for (const happening of happenings(last, next)) events.push({ ...happening, task, author })
      after.set(task, next)
    }
  return { after, events }
}

function happenings(last: TaskView | null, next: TaskView | null): Happening[] {
  if (!next) return last ? [{ kind: 'removed', who: last.who, what: last.what }] : []
  if (last) return [...owner(last.who, next), ...wording(last, next), ...state(last, next)]
  const { what, who, due, dueWords } = next
  return [{ kind: 'added', what, who, due, dueWords }, ...owner(null, next), ...state(null, next)]
}

function owner(from: MemberId | null, { who: to }: TaskView): Happening[] {
  if (to === from) return []
  if (to !== null) return [{ kind: 'assigned', to, from }]
  return from === null ? [] : [{ kind: 'unassigned', from }]
}

function wording(last: TaskView, next: TaskView): Happening[] {
  const found: Happening[] = []
  if (last.what !== next.what) found.push({ kind: 'reworded', what: next.what, before: last.what })
  if (last.due !== next.due || last.dueWords !== next.dueWords) {
    const before = { due: last.due, dueWords: last.dueWords }
    found.push({ kind: 'rescheduled', due: next.due, dueWords: next.dueWords, before })
  }
  return found
}

function state(last: TaskView | null, next: TaskView): Happening[] {
  const from = last ? effectiveState(last) : 'open'
  const to = effectiveState(next)
  const { who } = next
  if (from === to) {
    // Accepted by one and then, in one change, by another: the second acceptance is news.
    const anew = (to === 'accepted' || to === 'cannot') && last?.who !== who
    return anew ? [{ kind: to, who }] : []
  }
  if (to !== 'open') return [{ kind: to, who }]
  // An acceptance that ends because somebody else has the task now is told by 'assigned' already.
  const passedOn = (from === 'accepted' || from === 'cannot') && last?.who !== who
  return passedOn ? [] : [{ kind: 'reopened', who }]
}

/** For "3 of 5 done"; dropped tasks count in neither. */
export function counts(tasks: Iterable<TaskView>): { done: number; total: number } {
  let done = 0
  let total = 0
  for (const task of tasks) {
    if (task.state === 'dropped') continue
    total++
    if (task.state === 'done') done++
  }
  return { done, total }
}

/** What comes next in a case: of the open and accepted tasks the one due first, else the first in order. */
export function nextTask(tasks: Iterable<TaskView>): TaskView | undefined {
  const waiting = inOrder(tasks).filter((task) => ['open', 'accepted'].includes(effectiveState(task)))
  const dueMs = (task: TaskView): number => (task.due === null ? Number.NaN : Date.parse(task.due))
  let first: TaskView | undefined
  for (const task of waiting)
    if (!Number.isNaN(dueMs(task)) && (!first || dueMs(task) < dueMs(first))) first = task
  return first ?? waiting[0]
}
