// When a task reminds of itself, and of what at which moment. Pure.

import { limits } from '#shared/limits.ts'

/** `soon` and `due` are for whoever has the task, `late` is for the lead of its case. */
export const reminders = ['soon', 'due', 'late'] as const
export type Reminder = (typeof reminders)[number]

const afterDueMs: Readonly<Record<Reminder, number>> = {
  soon: -limits.remindAheadMinutes * 60_000,
  due: 0,
  late: limits.lateMinutes * 60_000,
}

export const timeOf = (reminder: Reminder, due: Date): Date => new Date(due.getTime() + afterDueMs[reminder])

/** The one whose time it is: each lasts until the next, so that after a standstill one is true. Undefined before all of them. */
export const reminderAt = (due: Date, now: Date): Reminder | undefined =>
  reminders.findLast((reminder) => timeOf(reminder, due) <= now)
