// The pushes that wait in one record, and whose turn it is. Bounded: what is more than may wait is told to come later.

import type { MemberId, Seq } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import type { Push } from './admission.ts'

export type Waiting = {
  push: Push
  bytes: number
  answer: (said: Ack<{ seq: Seq }>) => void
  /** How often its group came back with nobody in it answered. */
  tries: number
}

/** As many pushes as one group takes; the rest is the next group. */
const maxGroup = 512
/** And as many bytes, but for the first push: whoever writes one letter does not wait for megabytes to be stored. */
const maxGroupBytes = 256 * 1024
/** What a push takes besides its bytes. */
const overheadBytes = 64

export class PushTurns {
  #waiting: Waiting[] = []
  #bytes = 0

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** @returns the answer, once it is there; `too-fast` at once when too much waits already */
  add(push: Push): Promise<Ack<{ seq: Seq }>> {
    const bytes = overheadBytes + (push.work.is === 'bytes' ? push.work.update.byteLength : 0)
    if (!this.isEmpty && this.#bytes + bytes > limits.maxWaitingBytes)
      return Promise.resolve(refuse('too-fast'))
    this.#bytes += bytes
    return new Promise((resolve) => {
      const answer = (said: Ack<{ seq: Seq }>) => {
        this.#bytes -= bytes
        resolve(said)
      }
      this.#waiting.push({ push, bytes, answer, tries: 0 })
    })
  }

  /** Those had no time in their group: they come first in the next. */
  putBack(group: readonly Waiting[]): void {
    this.#waiting.unshift(...group)
  }

  /**
   * The next group. Members take turns, so that one who pushes much holds up nobody; each one's own pushes stay in
   * their order.
   */
  take(): Waiting[] {
    const bytes = this.#waiting.reduce((sum, one) => sum + one.bytes, 0)
    if (this.#waiting.length <= maxGroup && bytes <= maxGroupBytes) return this.#waiting.splice(0)
    const turns = new Map<MemberId, number>()
    const ranked = this.#waiting.map((one, at) => {
      const turn = turns.get(one.push.member) ?? 0
      turns.set(one.push.member, turn + 1)
      return { at, turn, bytes: one.bytes }
    })
    ranked.sort((a, b) => a.turn - b.turn || a.at - b.at)
    const chosen = new Set<number>()
    let left = maxGroupBytes
    for (const one of ranked.slice(0, maxGroup)) {
      left -= one.bytes
      if (left < 0 && chosen.size > 0) break
      chosen.add(one.at)
    }
    const group = this.#waiting.filter((_, at) => chosen.has(at))
    this.#waiting = this.#waiting.filter((_, at) => !chosen.has(at))
    return group
  }
}
