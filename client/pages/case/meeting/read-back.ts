// What is said of the open tasks before a meeting ends. Pure.

import type { TaskView } from '#shared/tasks/view.ts'

/** "Before you go: 5 tasks, 1 without a person, 1 without a time." */
export function sayReadBack(open: readonly Pick<TaskView, 'who' | 'due' | 'dueWords'>[]): string {
  if (open.length === 0) return 'Before you go: no open tasks.'
  const parts = [open.length === 1 ? '1 task' : `${open.length} tasks`]
  const nobody = open.filter((task) => task.who === null).length
  const never = open.filter((task) => task.due === null && task.dueWords === null).length
  if (nobody > 0) parts.push(`${nobody} without a person`)
  if (never > 0) parts.push(`${never} without a time`)
  return `Before you go: ${parts.join(', ')}.`
}
