// What an update does to tasks, beyond the shape of each value: nobody speaks in somebody else's name, a task's words and the
// number of tasks are bounded. Collected while the guard goes over the items; typing in a question never comes here.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { hasTooMany } from '#shared/record/counts.ts'
import { livingIn } from './guard-deletes.ts'
import type { Place } from './guard-fits.ts'
import type { ReadUpdate, Struct } from './update-reader.ts'

/** What a change makes of one task. */
type Touched = { states: Struct[]; by: Struct[] }
/** Whether an item will be the last under its key, so that it counts. */
type Counts = (struct: Struct) => boolean

/** Only whoever says it themself accepts a task, or says that they can't. */
const personal: ReadonlySet<unknown> = new Set(['accepted', 'cannot'])

/** Most updates are words of a question, and nothing is kept of them here. */
export const isOfTasks = ({ kind }: Place): boolean => kind === 'task' || kind === 'what' || kind === 'tasks'

export class TaskChanges {
  readonly #member: unknown
  readonly #touched = new Map<object, Touched>()
  readonly #added = new Map<object, number>()
  #newTasks = 0

  constructor(member: unknown) {
    this.#member = member
  }

  /** @param known the clock from which on this client's items are new */
  see(place: Place, key: string | null, struct: Struct, known: number): void {
    if (place.kind === 'what') {
      const isWords = struct.content.is === 'string'
      const fresh = struct.length - Math.max(0, known - struct.id.clock)
      if (isWords) this.#added.set(place.text, (this.#added.get(place.text) ?? 0) + fresh)
    } else if (place.kind === 'tasks') {
      if (struct.content.is === 'type') this.#newTasks += 1
    } else if (place.kind === 'task' && struct.content.is === 'values') this.#note(place.task, key, struct)
  }

  /** @param counts asked once every item of the update has its place */
  refusal(doc: Y.Doc, deletes: ReadUpdate['deletes'], counts: Counts): Refusal | undefined {
    for (const [task, touched] of this.#touched)
      if (this.#speaksForOthers(task, touched, counts)) return 'breaks-record'
    for (const [text, added] of this.#added) if (isTooLong(doc, deletes, text, added)) return 'too-big'
    return this.#newTasks > 0 && hasTooMany(doc, 'tasks', this.#newTasks) ? 'too-big' : undefined
  }

  #note(task: object, key: string | null, struct: Struct): void {
    const touched = this.#touched.get(task) ?? { states: [], by: [] }
    this.#touched.set(task, touched)
    if (key === 'state') touched.states.push(struct)
    else if (key === 'by') touched.by.push(struct)
  }

  /**
   * Who set the state is nobody but the author. Nor may an acceptance come to stand beside the name that another has left there,
   * whoever the task is given to by then. So what stands beside a name is that member's own word, and giving them their task
   * back, or at the moment in which they answer it, is free to all.
   */
  #speaksForOthers(task: object, { states, by }: Touched, counts: Counts): boolean {
    const isOwn = (value: unknown) => value === null || value === this.#member
    if (!by.every(({ content }) => content.is === 'values' && content.values.every(isOwn))) return true
    const answers = states.filter((state) => personal.has(lastOf(state)))
    if (!(task instanceof Y.Map) || answers.length === 0) return false
    const left: unknown = task.get('by')
    return left !== undefined && !isOwn(left) && answers.some(counts) && !by.some(counts)
  }
}

const lastOf = ({ content }: Struct): unknown =>
  content.is === 'values' ? content.values[content.values.length - 1] : undefined

/** What goes with the same update makes room. */
function isTooLong(doc: Y.Doc, deletes: ReadUpdate['deletes'], text: object, added: number): boolean {
  const length = added + (text instanceof Y.Text ? text.length : 0)
  if (length <= limits.maxTaskStoredChars) return false
  const goes = text instanceof Y.Text ? livingIn(doc, deletes, text).clocks : 0
  return length - goes > limits.maxTaskStoredChars
}
