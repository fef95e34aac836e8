// What a task's time and state read, to the word. Pure.

import type { TaskReceipts } from '#shared/protocol/events.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import type { Reach } from '#shared/tasks/mention.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { clockOf } from '../../../ui/clock.ts'

/** How a task's time reads in the table: '14:30', 'until 15:00', 'tomorrow 9:00', 'today' where none is set. */
export const sayWhen = (task: Pick<TaskView, 'due' | 'dueWords'>, zone: string, nowMs: number): string =>
  sayDue(task.due, task.dueWords, new Date(nowMs), zone).text

/** 'in 9 min' from a quarter of an hour before, 'Late by 4 min' after; undefined while there is time. */
export function sayPressure(due: string | null, nowMs: number): string | undefined {
  const said = sayDue(due, null, new Date(nowMs), 'UTC')
  return said.late ?? said.soon ?? undefined
}

/** What of a task that no device of theirs has shown yet. */
const reachWords: Record<Reach, string> = {
  screen: 'Sending…',
  phone: 'On its way to their phone',
  later: 'Waits until they next open Greenroom',
}

export type StateWords = {
  kind: 'none' | 'sending' | 'delivered' | 'accepted' | 'done' | 'cannot'
  text: string
  /** Amber, beside the state or in its place. */
  pressure?: string | undefined
}

/**
 * What a task's state reads, from the document and from what the server knows beyond it.
 * @param reach how whoever has it can be told now
 */
export function stateWords(
  task: TaskView,
  facts: TaskReceipts | undefined,
  zone: string,
  nowMs: number,
  reach: Reach = 'screen',
): StateWords {
  const state = effectiveState(task)
  if (state === 'done')
    return { kind: 'done', text: facts?.stateAt ? `Done ${clockOf(facts.stateAt, zone)}` : 'Done' }
  if (state === 'cannot') return { kind: 'cannot', text: 'Can’t: needs someone else' }
  const pressure = sayPressure(task.due, nowMs)
  if (state === 'accepted') return { kind: 'accepted', text: 'Accepted', pressure }
  if (task.who === null) return { kind: 'none', text: '', pressure }
  return facts?.deliveredAt
    ? { kind: 'delivered', text: 'Delivered', pressure }
    : { kind: 'sending', text: reachWords[reach], pressure }
}

/** "Tomás gave Maria a task, due 14:30"; without a person "Tomás added a task". */
export function sayAdded(
  by: string | undefined,
  to: string | undefined,
  task: Pick<TaskView, 'due' | 'dueWords'>,
  zone: string,
  nowMs: number,
): string {
  const due = task.due !== null || task.dueWords !== null ? `, due ${sayWhen(task, zone, nowMs)}` : ''
  const giver = by ?? 'Somebody'
  return to ? `${giver} gave ${to} a task${due}` : `${giver} added a task${due}`
}
