// The pushes that wait in one record, and whose turn it is. Bounded: what is more than may wait is told to come later.

import type { MemberId, Seq } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import type { Push } from './admission.ts'

export type Waiting = { push: Push; bytes: number; answer: (said: Ack<{ seq: Seq }>) => void }

/** As many pushes as one group takes; the rest is the next group. */
const maxGroup = 512
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
      this.#waiting.push({ push, bytes, answer })
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
    if (this.#waiting.length <= maxGroup) return this.#waiting.splice(0)
    const turns = new Map<MemberId, number>()
    const ranked = this.#waiting.map((one, at) => {
      const turn = turns.get(one.push.member) ?? 0
      turns.set(one.push.member, turn + 1)
      return { at, turn }
    })
    ranked.sort((a, b) => a.turn - b.turn || a.at - b.at)
    const chosen = new Set(ranked.slice(0, maxGroup).map(({ at }) => at))
    const group = this.#waiting.filter((_, at) => chosen.has(at))
    this.#waiting = this.#waiting.filter((_, at) => !chosen.has(at))
    return group
  }
}
