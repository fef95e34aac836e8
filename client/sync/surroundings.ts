// What surrounds a record's document: who is in it, what the projection knows of its tasks, and this device's own
// place. All of it is the server's word of the present connection; while that is away, nobody is here.

import type { TaskId } from '#shared/ids.ts'
import type { Present, TaskReceipts } from '#shared/protocol/events.ts'

export class Surroundings {
  #present: readonly Present[] = []
  #facts: ReadonlyMap<TaskId, TaskReceipts> = new Map()
  #show: (present: readonly Present[]) => void

  /** @param show gives the carets to the editors */
  constructor(show: (present: readonly Present[]) => void) {
    this.#show = show
  }

  get present(): readonly Present[] {
    return this.#present
  }

  get facts(): ReadonlyMap<TaskId, TaskReceipts> {
    return this.#facts
  }

  /** Everybody who is here, as a whole list. */
  setPresent(present: readonly Present[]): void {
    this.#present = present
    this.#show(present)
  }

  /** All facts, as a join tells them. */
  setReceipts(facts: readonly TaskReceipts[]): void {
    this.#facts = new Map(facts.map((fact) => [fact.task, fact]))
  }

  /** Facts that changed. */
  addReceipts(facts: readonly TaskReceipts[]): void {
    this.#facts = new Map([...this.#facts, ...facts.map((fact) => [fact.task, fact] as const)])
  }
}
