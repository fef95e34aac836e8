// What a task of mine says, and in which order tasks stand. Pure.

import type { MyTask } from '#shared/http/tasks.ts'
import { type DueWords, sayDue, sayTime } from '#shared/tasks/due-words.ts'

/** A task is known by its case and its own id; task ids are unique within a case only. */
export const keyOf = (task: { id: string; case: { id: string } }): string => `${task.case.id} ${task.id}`

const dueMs = (task: MyTask): number => (task.due ? Date.parse(task.due) : Number.POSITIVE_INFINITY)

/** Soonest first; what has no time comes last, in the order in which it came. */
export const soonestFirst = (tasks: readonly MyTask[]): MyTask[] =>
  tasks.toSorted(
    (a, b) => compare(dueMs(a), dueMs(b)) || compare(Date.parse(a.assignedAt), Date.parse(b.assignedAt)),
  )

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

/** '14:25', amber from 15 minutes before; 'Late by 4 min'. */
export function dueMark(task: MyTask, now: Date, timeZone: string): { text: string; isSoon: boolean } {
  const said = sayDue(task.due, task.dueWords, now, timeZone)
  return { text: said.late ?? said.text, isSoon: said.late !== null || said.soon !== null }
}

/** 'By 14:30, in 14 minutes', 'Until 15:00, in 44 minutes', 'Before keynote', 'Today'. */
export function dueLine(task: MyTask, now: Date, timeZone: string): { text: string; isSoon: boolean } {
  const said: DueWords = sayDue(task.due, task.dueWords, now, timeZone)
  const isTime = /^(\d|tomorrow\b|(sun|mon|tue|wed|thu|fri|sat)\b)/i.test(said.text)
  const first = isTime ? `By ${said.text}` : said.text.charAt(0).toUpperCase() + said.text.slice(1)
  const rest = said.late ? said.late.charAt(0).toLowerCase() + said.late.slice(1) : said.inWords
  return { text: rest ? `${first}, ${rest}` : first, isSoon: said.late !== null || said.soon !== null }
}

/** 'now', '3 min ago', '13:40' */
export function sinceWords(iso: string, now: Date, timeZone: string): string {
  const minutes = Math.floor((now.getTime() - Date.parse(iso)) / 60_000)
  if (minutes < 1) return 'now'
  return minutes < 60 ? `${minutes} min ago` : sayTime(new Date(iso), now, timeZone)
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** 'Two more'; undefined when there are none. */
export const moreWords = (more: number): string | undefined =>
  more > 0 ? `${numbers[more] ?? more} more` : undefined
