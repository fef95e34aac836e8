// The jobs that remind of a task, put in by the transaction that makes the task or moves its time, and taken out by the one that
// takes the time away: of a task and a reminder there is one job, and only for a time that is still to come.

import type { CaseId, TaskId } from '#shared/ids.ts'
import type { TaskEvent } from '#shared/tasks/fold.ts'
import { putAhead } from '../../jobs/ahead.ts'
import type { Trx } from '../../jobs/kinds.ts'
import { remindJobs, type TaskOfCase } from '../jobs.ts'
import { type Reminder, reminders, timeOf } from './times.ts'

/** In how many ms the next of each kind is due. */
export type Put = Partial<Record<Reminder, number>>

/** Follows what happened to times of tasks; their rows are as they end up already. */
export async function putReminders(
  trx: Trx,
  { caseId, events }: { caseId: CaseId; events: readonly TaskEvent[] },
  now: Date,
): Promise<Put> {
  const before = timesBefore(events)
  if (before.size === 0) return {}
  const dues = await readDues(trx, caseId, [...before.keys()])
  const put: Put = {}
  for (const [task, was] of before) {
    const due = dues.get(task) ?? null
    // Only the words of it changed: what is about to remind does so.
    if (was !== undefined && was === (due?.getTime() ?? null)) continue
    for (const reminder of reminders) {
      const inMs = await putReminder(trx, reminder, { case: caseId, task }, due, now)
      if (inMs !== undefined) put[reminder] = Math.min(inMs, put[reminder] ?? inMs)
    }
  }
  return put
}

/** Of tasks whose time may be another now: when it was, in ms; undefined for those that were not there. */
function timesBefore(events: readonly TaskEvent[]): Map<TaskId, number | null | undefined> {
  const before = new Map<TaskId, number | null | undefined>()
  for (const event of events) {
    if (before.has(event.task)) continue
    if (event.kind === 'added' || event.kind === 'removed') before.set(event.task, undefined)
    if (event.kind === 'rescheduled')
      before.set(event.task, event.before.due === null ? null : Date.parse(event.before.due))
  }
  return before
}

async function readDues(
  trx: Trx,
  caseId: CaseId,
  ids: readonly TaskId[],
): Promise<ReadonlyMap<TaskId, Date | null>> {
  const rows = trx
    .selectFrom('tasks')
    .select(['task_id', 'due'])
    .where('case_id', '=', caseId)
    .where('task_id', 'in', [...ids])
  return new Map((await rows.execute()).map(({ task_id, due }) => [task_id, due]))
}

/** One of a task's jobs as it is to be. @returns in how many ms it looks; undefined where there is none */
export const putReminder = (trx: Trx, reminder: Reminder, about: TaskOfCase, due: Date | null, now: Date) =>
  putAhead(
    trx,
    remindJobs[reminder],
    { key: `${about.case} ${about.task}`, about, at: due && timeOf(reminder, due) },
    now,
  )
