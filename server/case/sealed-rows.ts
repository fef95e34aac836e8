// What lies sealed in tables beside the entries: the words of tasks as the record has them, and where a meeting is.
// A box is bound to its case, its kind and its row's id, so that none can be moved to another place.

import type { TaskView } from '#shared/tasks/view.ts'
import type { Database } from '../platform/schema.ts'
import { type CaseSeal, SealBroken, type SealKind } from '../platform/sealing.ts'

export type TaskRow = Pick<
  Database['tasks'],
  'task_id' | 'sealed_what' | 'sealed_due_words' | 'who' | 'due' | 'state' | 'by' | 'sealed_order'
>
type TaskBox = Extract<SealKind, `task-${string}`>

const openBox = (seal: CaseSeal, kind: TaskBox, { task_id }: TaskRow, box: Uint8Array): string =>
  seal.unseal(kind, task_id, box).toString()

/** A task of the projection without its words: enough to count. It stands in no order. */
export const taskOutline = (row: TaskRow): TaskView => ({
  id: row.task_id,
  what: '',
  who: row.who,
  due: row.due?.toISOString() ?? null,
  dueWords: null,
  state: row.state,
  by: row.by,
  order: '',
})

/** The same, to be sorted. @throws when the box was damaged or moved */
export const outlineInOrder = (seal: CaseSeal, row: TaskRow): TaskView => ({
  ...taskOutline(row),
  order: openBox(seal, 'task-order', row, row.sealed_order),
})

/** A task of the projection with its words. @throws when a box was damaged or moved */
export const openTask = (seal: CaseSeal, row: TaskRow): TaskView => ({
  ...outlineInOrder(seal, row),
  what: openBox(seal, 'task-what', row, row.sealed_what),
  dueWords: row.sealed_due_words && openBox(seal, 'task-due-words', row, row.sealed_due_words),
})

/** Said in the place of words that can't be read. */
export const damagedTask = 'What is stored of this task is damaged.'

/** A task with its words, or with a word that they are damaged: it is still somebody's, and still to do. */
export function readTask(seal: CaseSeal, row: TaskRow): TaskView {
  try {
    return openTask(seal, row)
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    return { ...taskOutline(row), what: damagedTask }
  }
}

/** The sealed columns of a task. Its order too: whoever writes it may write words into it. */
export function sealTask(seal: CaseSeal, task: Pick<TaskView, 'id' | 'what' | 'dueWords' | 'order'>) {
  const box = (kind: TaskBox, words: string) => seal.seal(kind, task.id, words)
  return {
    sealed_what: box('task-what', task.what),
    sealed_due_words: task.dueWords === null ? null : box('task-due-words', task.dueWords),
    sealed_order: box('task-order', task.order),
  }
}

const placeKind: SealKind = 'meeting-place'

/** Where people meet says who is in trouble as well as words do. */
export const sealPlace = (seal: CaseSeal, meetingId: string, place: string): Buffer =>
  seal.seal(placeKind, meetingId, place)

type PlaceRow = Pick<Database['meetings'], 'id' | 'sealed_place'>

/** Where a meeting is. One that was damaged is as good as none: it must not take away the meeting. */
export function openPlace(seal: CaseSeal, { id, sealed_place }: PlaceRow): string | null {
  if (!sealed_place) return null
  try {
    return seal.unseal(placeKind, id, sealed_place).toString()
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
