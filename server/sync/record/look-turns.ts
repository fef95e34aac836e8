// Whoever wants to look at a record waits here: joins, displays, those who catch up. To answer one may mean encoding the
// whole document, which cannot be interrupted, so looks take turns with everything else: after a slice of work all
// records of the process rest as long as the work took and longer, and pushes go first meanwhile.

/** Work in looks before a rest. */
const sliceMs = 10
/** A rest is so many times as long as the work before it: looks take a third of the process at most. */
const restFactor = 2
const mostRestMs = 400

/** How much of the process looks take, over all rooms. */
export class Pace {
  #spentMs = 0
  #restsUntilMs = 0

  get restMs(): number {
    return Math.max(0, this.#restsUntilMs - performance.now())
  }

  spent(ms: number): void {
    this.#spentMs += ms
    if (this.#spentMs < sliceMs) return
    this.#restsUntilMs = performance.now() + Math.min(this.#spentMs * restFactor, mostRestMs)
    this.#spentMs = 0
  }
}

type Look = () => Promise<void>

export class LookTurns {
  readonly #pace: Pace
  #waiting: Look[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  get isDue(): boolean {
    return !this.isEmpty && this.#pace.restMs === 0
  }

  add(look: Look): void {
    this.#waiting.push(look)
  }

  /**
   * Answers those who wait, until it is time to rest.
   * @param refresh called before the first of them: whether the record still is the one that is held
   */
  async answer(refresh: () => Promise<void>): Promise<void> {
    const now = this.#waiting
    this.#waiting = []
    await refresh()
    let at = 0
    while (at < now.length && this.#pace.restMs === 0) await now[at++]!()
    this.#waiting = [...now.slice(at), ...this.#waiting]
  }

  /** What a look does at once is counted; what it waits for is not. */
  timed<T>(work: () => T): T {
    const beganMs = performance.now()
    try {
      return work()
    } finally {
      this.#pace.spent(performance.now() - beganMs)
    }
  }

  /** Calls once those who still wait may be answered. */
  whenRested(wake: () => void): void {
    if (this.isEmpty || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      wake()
    }, this.#pace.restMs)
  }
}
