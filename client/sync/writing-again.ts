// What the server would not take as it was, on its way to be written again: under which clientID, whether that was tried
// before, and the further tries once a person has changed what was refused.

import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'
import { drawClient } from './join-ask.ts'

/** So long without another key after what was refused was changed. */
const tryAgainMs = 1_500

export class WritingAgain {
  /** How often all was saved once it was written again. */
  timesSaved = 0
  /** The clientID of the document that is to come, while what was refused waits to be written into it. */
  nextClient: number | undefined
  /** What is unsaved has been written a second time already. */
  isTried = false
  /** What stopped was refused for what it holds: with other words it may be taken. */
  #mayTry = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #join: () => void

  /** @param join asks for the record, to write into it under `nextClient` */
  constructor(join: () => void) {
    this.#join = join
  }

  begin(): void {
    this.nextClient = drawClient()
    this.#join()
  }

  refused(why: Refusal): void {
    this.#mayTry = remedyOf[why] === 'fresh-document'
  }

  /** Whoever takes out what was refused, or makes room for it, is not kept waiting behind it. */
  changedHere(canTry: () => boolean): void {
    clearTimeout(this.#timer)
    if (!this.#mayTry || !canTry()) return
    this.#timer = setTimeout(() => canTry() && this.begin(), tryAgainMs)
  }

  /** Everything is saved: the next refusal is a new one. */
  saved(): void {
    if (this.isTried) this.timesSaved++
    this.isTried = false
  }

  /** What was refused is given up. */
  dropped(): void {
    this.nextClient = undefined
    this.isTried = false
  }

  pause(): void {
    clearTimeout(this.#timer)
  }
}
