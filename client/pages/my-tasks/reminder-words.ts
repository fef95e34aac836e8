// What a reminder says on an open screen. Pure.

import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { News } from '#shared/protocol/events.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { inLine } from '#shared/text/bounded.ts'
import { sayOwed } from '../../ui/owed-words.ts'
import { keyOf, moreWords } from './task-words.ts'

type TaskNews = Extract<News, { kind: 'task' }>
type ProcedureNews = Extract<News, { kind: 'procedure' }>
type CaseNews = Extract<News, { kind: 'case' }>
/** News of a task whose time has come, or will soon, or has passed; of a word that is owed to whoever reported; of a procedure to read. */
export type Reminding =
  | (ProcedureNews & { reminds: true })
  | (TaskNews & { reminds: NonNullable<TaskNews['reminds']> })
  | (CaseNews & { reminds: NonNullable<CaseNews['reminds']> })
export const isReminding = (news: News): news is Reminding => 'reminds' in news && news.reminds !== undefined

/** `hasRead`: whether this screen knows that the procedure was read meanwhile. */
type Known = { tasks: readonly MyTask[]; cases: readonly CaseCard[]; hasRead?: boolean }
/** `opens`: where it is found: My tasks, the procedure, or the case of this name. */
export type Said = { text: string; opens: 'my-tasks' | 'procedure' | { codeName: string } }

function thingOf(news: Reminding): string {
  if (news.kind === 'procedure') return news.kind
  return news.kind === 'task' ? `${news.case} ${news.task}` : news.case
}

/** With one more that has come; of a task, and of the words of a case, only the last. */
export const withReminder = (waiting: readonly Reminding[], news: Reminding): Reminding[] => [
  ...waiting.filter((one) => thingOf(one) !== thingOf(news)),
  news,
]

/**
 * The newest that is still true, and how many others are: 'In 5 min: Ask the venue', 'Due now: Ask the venue. And one more.'; to
 * whoever leads: 'Amber Heron: a task is late.' Undefined where this screen knows all of it to be settled, or does not know it.
 */
export function reminderLine(
  waiting: readonly Reminding[],
  known: Known,
  now: Date,
  zone: string,
): Said | undefined {
  const said = waiting.flatMap((news) => wordsOf(news, known, now, zone) ?? [])
  const newest = said.at(-1)
  if (!newest) return undefined
  // Several late tasks of a case say the same.
  const others = moreWords(new Set(said.map(({ text }) => text)).size - 1)
  return others
    ? { ...newest, text: `${newest.text.replace(/\.$/u, '')}. And ${others.toLowerCase()}.` }
    : newest
}

function wordsOf(news: Reminding, known: Known, now: Date, zone: string): Said | undefined {
  const { tasks, cases, hasRead } = known
  if (news.kind === 'procedure')
    return hasRead ? undefined : { text: 'Please read the procedure.', opens: 'procedure' }
  if (news.kind === 'case') {
    const found = cases.find(({ id }) => id === news.case)
    if (!found?.owed) return undefined
    const { codeName, owed } = found
    return { text: `${codeName}: ${sayOwed(owed, now, zone)}`, opens: { codeName } }
  }
  if (news.reminds === 'late') {
    const found = cases.find(({ id }) => id === news.case)
    if (!found || isSettled(found, now)) return undefined
    return { text: `${found.codeName}: a task is late.`, opens: { codeName: found.codeName } }
  }
  const task = tasks.find((one) => keyOf(one) === `${news.case} ${news.task}`)
  if (!task || (task.state !== 'open' && task.state !== 'accepted')) return undefined
  const { soon, late } = sayDue(task.due, task.dueWords, now, zone)
  const when = late ?? (soon === 'now' ? 'Due now' : soon && `I${soon.slice(1)}`)
  return when ? { text: `${when}: ${inLine(task.what)}`, opens: 'my-tasks' } : undefined
}

/** What is due first in it lies ahead, or nothing is left to do. Of a card whose next step can't be read it is not known. */
function isSettled({ stage, next, tasks }: CaseCard, now: Date): boolean {
  if (stage === 'closed' || tasks.done >= tasks.total) return true
  return next !== null && (next.due === null || Date.parse(next.due) > now.getTime())
}
