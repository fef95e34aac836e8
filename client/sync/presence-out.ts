// This device's own place in a record, told to the server: the first change at once, then at most one message per
// 100 ms, and the latest always arrives. It is told again after every join.

import { limits } from '#shared/limits.ts'
import type { Cursor, Place, Question } from '#shared/protocol/events.ts'

export type OwnPlace = {
  question?: Question | null
  cursor?: Cursor | null
  place?: Place | null
  /** Writing a task that is not added yet. */
  isAdding?: boolean
  /** The page is not looked at. */
  isAway?: boolean
}
export type OwnPlaceNews = {
  question?: Question
  cursor?: Cursor
  place?: Place
  isAdding?: true
  isAway?: true
}

export class PresenceOut {
  #send: (place: OwnPlaceNews) => void
  #latest: OwnPlace = {}
  #isOpen = false
  #isDue = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (place: OwnPlaceNews) => void) {
    this.#send = send
  }

  /** What is left out stays as it was; null takes it away. */
  set(place: OwnPlace): void {
    this.#latest = { ...this.#latest, ...place }
    this.#isDue = true
    this.#flush()
  }

  /** Where this member takes part from, as far as they have said. */
  get place(): Place | undefined {
    return this.#latest.place ?? undefined
  }

  /** Joined: the server knows nothing of this device yet. */
  open(): void {
    this.#isOpen = true
    this.#isDue = Object.keys(this.#latest).length > 0
    this.#flush()
  }

  close(): void {
    this.#isOpen = false
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #flush(): void {
    if (!this.#isOpen || !this.#isDue || this.#timer !== undefined) return
    this.#isDue = false
    const { question, cursor, place, isAdding, isAway } = this.#latest
    this.#send({
      ...(question && { question }),
      ...(cursor && { cursor }),
      ...(place && { place }),
      ...(isAdding && { isAdding }),
      ...(isAway && { isAway }),
    })
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#flush()
    }, limits.presenceFrameMs)
  }
}
