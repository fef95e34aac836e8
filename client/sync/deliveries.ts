// "This device shows the task to its assignee": said until the server has heard it. Tasks are
// also shown on pages that have no record open, so this belongs to the tab.

import type { CaseId, TaskId } from '#shared/ids.ts'
import { remedyOf } from '#shared/protocol/refusals.ts'
import type { Link } from './link.ts'

const retryMs = 5_000

export class Deliveries {
  #emit: Link['emit']
  #waiting = new Map<TaskId, CaseId>()
  /** Those that are said again after a pause: one timer each, however often the connection comes and goes. */
  #pausing = new Map<TaskId, ReturnType<typeof setTimeout>>()

  constructor(emit: Link['emit']) {
    this.#emit = emit
  }

  add(caseId: CaseId, task: TaskId): void {
    if (this.#waiting.has(task)) return
    this.#waiting.set(task, caseId)
    this.#say(task, caseId)
  }

  connected(): void {
    for (const [task, caseId] of this.#waiting) this.#say(task, caseId)
  }

  #say(task: TaskId, caseId: CaseId): void {
    clearTimeout(this.#pausing.get(task))
    this.#pausing.delete(task)
    this.#emit('task:delivered', { case: caseId, task }, (answer) => {
      if (!answer.ok && remedyOf[answer.why] === 'pause') this.#sayLater(task, caseId)
      // Also after any other no: it is not this member's task now.
      else this.#waiting.delete(task)
    })
  }

  #sayLater(task: TaskId, caseId: CaseId): void {
    if (!this.#pausing.has(task))
      this.#pausing.set(
        task,
        setTimeout(() => this.#say(task, caseId), retryMs),
      )
  }
}
