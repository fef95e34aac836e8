// Many words, walked through letter by letter: at each step what is left are those that begin like what was read so far.
// A sorted list and two ends in it, so that a long list costs little more than a short one.

export class SortedWords {
  readonly words: readonly string[]
  readonly #firsts = new Map<number, readonly [number, number]>()
  #from = 0
  #to = 0
  #depth = 0

  constructor(words: Iterable<string>) {
    this.words = [...new Set(words)].sort()
    for (const [at, word] of this.words.entries()) {
      const first = word.charCodeAt(0)
      this.#firsts.set(first, [this.#firsts.get(first)?.[0] ?? at, at + 1])
    }
  }

  /** Begins a new walk. */
  restart(): void {
    this.#depth = 0
  }

  /** Reads on, by one UTF-16 unit. @returns whether any word is left; then the walk is over */
  read(unit: number): boolean {
    if (this.#depth === 0) {
      const [from, to] = this.#firsts.get(unit) ?? [0, 0]
      this.#from = from
      this.#to = to
    } else {
      this.#from = this.#firstNotBelow(unit)
      this.#to = this.#firstNotBelow(unit + 1)
    }
    this.#depth++
    return this.#from < this.#to
  }

  /** The word that was read to its end, by its place in the list. */
  found(): number | undefined {
    return this.words[this.#from]!.length === this.#depth ? this.#from : undefined
  }

  #firstNotBelow(unit: number): number {
    let [low, high] = [this.#from, this.#to]
    while (low < high) {
      const middle = (low + high) >> 1
      // A word that has ended already stands before all that go on.
      const isBelow =
        this.words[middle]!.length <= this.#depth || this.words[middle]!.charCodeAt(this.#depth) < unit
      if (isBelow) low = middle + 1
      else high = middle
    }
    return low
  }
}
