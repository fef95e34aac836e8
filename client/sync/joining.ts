// Joining a record: one join is asked for at a time, the same again when no answer comes, and an answer to an earlier
// one is never taken. What asks for a new join again and again is slowed down.

import { limits } from '#shared/limits.ts'

/** After the second quick join in a row, and each time longer, up to the last. */
const joinPauseMs = 1_000
const lastPauseMs = 20_000
/** Trouble that long ago is over. */
const calmMs = 30_000
/** So often in a row a new join is tried as a remedy. */
const maxRemedies = 4

export class Joining {
  /** Asks the server; the answer may be used only if `isPresent` still says so. */
  #ask: (isPresent: () => boolean) => void
  #round = 0
  #isDue = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #remedies = 0
  #remedyAtMs = 0

  constructor(ask: (isPresent: () => boolean) => void) {
    this.#ask = ask
  }

  /** Now. */
  begin(): void {
    this.stop()
    const round = this.#round
    this.#timer = setTimeout(() => this.begin(), limits.ackTimeoutMs)
    this.#ask(() => round === this.#round)
  }

  /** As a remedy: the first times at once, then after a pause, because what helps helps soon. */
  beginSoon(): void {
    if (this.#isDue) return
    // Also where the clock was put back.
    if (Math.abs(Date.now() - this.#remedyAtMs) > calmMs) this.#remedies = 0
    this.#remedyAtMs = Date.now()
    if (++this.#remedies <= 2) {
      this.begin()
      return
    }
    clearTimeout(this.#timer)
    this.#isDue = true
    this.#timer = setTimeout(() => this.begin(), Math.min(joinPauseMs * this.#remedies, lastPauseMs))
  }

  /** Whether joining anew has not helped. */
  get isHopeless(): boolean {
    return this.#remedies >= maxRemedies
  }

  /** All is well: the next trouble is a new one. */
  calm(): void {
    this.#remedies = 0
  }

  /** The answer is here. */
  answered(): void {
    clearTimeout(this.#timer)
  }

  /** No answer to anything asked so far is taken any more. */
  stop(): void {
    this.#round++
    this.#isDue = false
    clearTimeout(this.#timer)
  }
}
