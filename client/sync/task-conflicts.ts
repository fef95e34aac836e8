// Who, when and state of a task are single values: where two people set one without knowing of each other, Yjs keeps one of the two
// by chance. Whoever's is not saved yet when the other one's arrives is asked, and both values stay at hand until then.
// What was written knowing of a value stands behind it in Yjs' chain of that key; what was not stands beside it.

import * as Y from 'yjs'
import type { TaskId } from '#shared/ids.ts'
import { personal } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { Listeners } from './listeners.ts'

/** What two people set at once. Time and its words are one thing, and so are a state and whose word it is. */
export type TaskField = 'who' | 'when' | 'state'
export type TaskConflict = {
  readonly task: TaskId
  readonly field: TaskField
  readonly mine: TaskValues
  readonly theirs: TaskValues
  /** The Yjs clientID that theirs was written under. */
  readonly client: number
}
export type TaskValues = Pick<TaskView, 'who' | 'due' | 'dueWords' | 'state' | 'by'>

/** By their order a new person comes before the state that follows from it. */
const keysOf = { who: ['who'], when: ['due', 'dueWords'], state: ['state'] } as const
const fields = Object.keys(keysOf) as TaskField[]
const allKeys = ['who', 'due', 'dueWords', 'state', 'by'] as const

/** The item of this key that is mine and unsaved, and the one that came beside it. */
type Pair = { mine: Y.Item; theirs: Y.Item }

export class TaskConflicts {
  #all: readonly TaskConflict[] = []
  #listeners = new Listeners()
  #unsaved: () => readonly Uint8Array[]

  /** @param unsaved this device's edits that the server has not confirmed */
  constructor(unsaved: () => readonly Uint8Array[]) {
    this.#unsaved = unsaved
  }

  /** The same list until it changes. */
  all = (): readonly TaskConflict[] => this.#all
  subscribe = this.#listeners.subscribe

  /** Watches this document; what stood of another one is over. */
  follow(doc: Y.Doc): void {
    this.#set([])
    // Before Yjs lets go of the values that did not stay.
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#look(doc, transaction))
  }

  /** It is answered. */
  settle(conflict: TaskConflict): void {
    this.#set(this.#all.filter((one) => one !== conflict))
  }

  #set(all: readonly TaskConflict[]): void {
    if (all.length === 0 && this.#all.length === 0) return
    this.#all = all
    this.#listeners.tell()
  }

  #look(doc: Y.Doc, { changed, local, origin }: Y.Transaction): void {
    const { tasks } = partsOf(doc)
    for (const [type, keys] of changed) {
      if (!(type instanceof Y.Map) || (type as Y.AbstractType<unknown>).parent !== tasks) continue
      const task = (type as Y.AbstractType<unknown>)._item!.parentSub as TaskId
      const touched = fields.filter((field) => keysOf[field].some((key) => keys.has(key)))
      // Whoever sets it again has answered.
      if (local && origin === personal)
        this.#set(this.#all.filter((one) => one.task !== task || !touched.includes(one.field)))
      else if (!local) this.#compare(task, type as Y.Map<unknown>, touched)
    }
  }

  #compare(task: TaskId, entry: Y.Map<unknown>, touched: readonly TaskField[]): void {
    const isUnsaved = unsavedIds(this.#unsaved())
    for (const field of touched) {
      const pairs = new Map(allKeys.map((key) => [key, pairIn(entry, key, isUnsaved)] as const))
      const found = keysOf[field].map((key) => pairs.get(key)).find((pair) => pair !== undefined)
      const isAnswered =
        field === 'state' && this.#all.some((one) => one.task === task && one.field === 'who')
      if (!found || isAnswered) continue
      const [mine, theirs] = [valuesOf(entry, pairs, 'mine'), valuesOf(entry, pairs, 'theirs')]
      const others = this.#all.filter((one) => one.task !== task || one.field !== field)
      const isOne = keysOf[field].every((key) => mine[key] === theirs[key])
      this.#set(isOne ? others : [...others, { task, field, mine, theirs, client: found.theirs.id.client }])
    }
  }
}

function unsavedIds(updates: readonly Uint8Array[]): (id: Y.ID) => boolean {
  const ranges = updates.flatMap((update) =>
    Y.decodeUpdate(update).structs.map(({ id, length }) => ({ ...id, length })),
  )
  return ({ client, clock }) =>
    ranges.some(
      (range) => range.client === client && range.clock <= clock && clock < range.clock + range.length,
    )
}

function pairIn(entry: Y.Map<unknown>, key: string, isUnsaved: (id: Y.ID) => boolean): Pair | undefined {
  const chain: Y.Item[] = []
  for (let item = entry._map.get(key) ?? null; item; item = item.left) chain.unshift(item)
  const own = chain.filter((item) => isUnsaved(item.id))
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) return undefined
  // What was there when mine was written stands up to here.
  const known = chain.findIndex(({ lastId }) => first.origin !== null && Y.compareIDs(lastId, first.origin))
  const beside = chain.slice(known + 1).filter((item) => !own.includes(item))
  const theirs = beside.at(-1)
  return theirs && { mine: last, theirs }
}

const contentOf = ({ content }: Y.Item): unknown =>
  content instanceof Y.ContentAny ? content.arr.at(-1) : undefined

function valuesOf(
  entry: Y.Map<unknown>,
  pairs: ReadonlyMap<string, Pair | undefined>,
  whose: 'mine' | 'theirs',
): TaskValues {
  const values = allKeys.map((key) => {
    const pair = pairs.get(key)
    return [key, (pair ? contentOf(pair[whose]) : entry.get(key)) ?? null]
  })
  return Object.fromEntries(values) as TaskValues
}
