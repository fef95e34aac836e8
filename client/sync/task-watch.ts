// The tasks of a document as snapshots that stay the same object until they change, so that one keystroke in one
// task renders one row.

import type * as Y from 'yjs'
import type { TaskId } from '#shared/ids.ts'
import { readTask } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { inOrder } from '#shared/tasks/order.ts'
import type { TaskView } from '#shared/tasks/view.ts'

export class TaskWatch {
  #tasks: Y.Map<Y.Map<unknown>>
  #views = new Map<string, TaskView>()
  #ids: readonly TaskId[] = []
  #listeners = new Set<() => void>()

  constructor(doc: Y.Doc) {
    this.#tasks = partsOf(doc).tasks
    this.#tasks.forEach((_, id) => {
      this.#read(id)
    })
    this.#sort()
    this.#tasks.observeDeep((events) => {
      const changed = events.flatMap((event) =>
        event.target === this.#tasks ? [...event.changes.keys.keys()] : [String(event.path[0])],
      )
      for (const id of new Set(changed)) this.#read(id)
      this.#sort()
      for (const listener of [...this.#listeners]) listener()
    })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  ids = (): readonly TaskId[] => this.#ids
  find = (id: TaskId): TaskView | undefined => this.#views.get(id)

  #read(id: string): void {
    const view = readTask(id, this.#tasks.get(id))
    if (view) this.#views.set(id, view)
    else this.#views.delete(id)
  }

  #sort(): void {
    const ids = inOrder(this.#views.values()).map((view) => view.id)
    const isSame = ids.length === this.#ids.length && ids.every((id, index) => id === this.#ids[index])
    if (!isSame) this.#ids = ids
  }
}

const watches = new WeakMap<Y.Doc, TaskWatch>()

/** One watch for a document, for all who ask. */
export function taskWatchOf(doc: Y.Doc): TaskWatch {
  const known = watches.get(doc)
  if (known) return known
  const watch = new TaskWatch(doc)
  watches.set(doc, watch)
  return watch
}
