// What a reminder says on an open screen. Pure.

import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { News } from '#shared/protocol/events.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { keyOf } from './task-words.ts'

/** News of a task whose time has come, or will soon, or has passed. */
export type Reminding = Extract<News, { kind: 'task' }> & {
  reminds: NonNullable<Extract<News, { kind: 'task' }>['reminds']>
}
export const isReminding = (news: News): news is Reminding =>
  news.kind === 'task' && news.reminds !== undefined

type Known = { tasks: readonly MyTask[]; cases: readonly CaseCard[] }
type Said = {
  text: string /** Where to open it: My tasks, or the case of this name. */
  opens: 'my-tasks' | { codeName: string }
}

/**
 * 'In 5 min: Ask the venue', 'Due now: Ask the venue'; to whoever leads: 'Amber Heron: a task is late.'
 * Undefined for what this screen knows to be settled already, or does not know.
 */
export function reminderWords(
  news: Reminding,
  { tasks, cases }: Known,
  now: Date,
  zone: string,
): Said | undefined {
  if (news.reminds === 'late') {
    const found = cases.find(({ id }) => id === news.case)
    return found && { text: `${found.codeName}: a task is late.`, opens: { codeName: found.codeName } }
  }
  const task = tasks.find((one) => keyOf(one) === `${news.case} ${news.task}`)
  if (!task || (task.state !== 'open' && task.state !== 'accepted')) return undefined
  const { soon, late } = sayDue(task.due, task.dueWords, now, zone)
  const when = late ?? (soon === 'now' ? 'Due now' : soon && `I${soon.slice(1)}`)
  return when ? { text: `${when}: ${task.what}`, opens: 'my-tasks' } : undefined
}
