// What lies sealed in which table: every kind of box that is not the record itself, how it is made and opened.
// A box is bound to its case, its kind and its row's id, so that none can be moved to another place.

import { Buffer } from 'node:buffer'
import type { PastMeeting, PersonInCase, Report } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import type { Database } from './schema.ts'
import type { CaseSeal } from './sealing.ts'

/** The words of an account, frozen; who took it and when stand beside it in clear. */
export type ReportWords = Omit<Report, 'id' | 'takenBy' | 'at' | 'amendments'>
export type AmendmentWords = { words: string }
/** Role and linked member stand beside it in clear. */
export type PersonWords = Pick<PersonInCase, 'name' | 'aliases' | 'badge'>
export type MinutesWords = {
  startedAt: string
  endedAt: string
  access: MemberId[]
  openTasks: PastMeeting['openTasks']
  objection: string | null
}

type Kinds = {
  report: ReportWords
  amendment: AmendmentWords
  person: PersonWords
  minutes: MinutesWords
}

/** Seals the words of a row. */
export function sealWords<K extends keyof Kinds>(
  seal: CaseSeal,
  kind: K,
  rowId: string,
  words: Kinds[K],
): Buffer {
  return seal.seal(kind, rowId, Buffer.from(JSON.stringify(words)))
}

/** Opens what sealWords sealed. @throws when the box was damaged or moved */
export function openWords<K extends keyof Kinds>(
  seal: CaseSeal,
  kind: K,
  rowId: string,
  box: Uint8Array,
): Kinds[K] {
  return JSON.parse(Buffer.from(seal.unseal(kind, rowId, box)).toString())
}

export type TaskRow = Pick<
  Database['tasks'],
  'task_id' | 'sealed_what' | 'sealed_due_words' | 'who' | 'due' | 'state' | 'by' | 'ord'
>

/** A task of the projection without its words: enough to count and to sort. */
export const taskOutline = (row: TaskRow): TaskView => ({
  id: row.task_id,
  what: '',
  who: row.who,
  due: row.due?.toISOString() ?? null,
  dueWords: null,
  state: row.state,
  by: row.by,
  order: row.ord,
})

/** A task of the projection with its words. @throws when a box was damaged or moved */
export function openTask(seal: CaseSeal, row: TaskRow): TaskView {
  const words = (kind: 'task-what' | 'task-due-words', box: Uint8Array) =>
    Buffer.from(seal.unseal(kind, row.task_id, box)).toString()
  return {
    ...taskOutline(row),
    what: words('task-what', row.sealed_what),
    dueWords: row.sealed_due_words && words('task-due-words', row.sealed_due_words),
  }
}

/** The two sealed columns of a task. */
export function sealTask(seal: CaseSeal, task: Pick<TaskView, 'id' | 'what' | 'dueWords'>) {
  const box = (kind: 'task-what' | 'task-due-words', words: string) =>
    seal.seal(kind, task.id, Buffer.from(words))
  return {
    sealed_what: box('task-what', task.what),
    sealed_due_words: task.dueWords === null ? null : box('task-due-words', task.dueWords),
  }
}
