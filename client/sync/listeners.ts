// Who wants to be called when something has changed.

export class Listeners {
  #all = new Set<() => void>()

  /** @returns stops calling */
  subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener)
    return () => void this.#all.delete(listener)
  }

  tell = (): void => {
    for (const listener of [...this.#all]) listener()
  }

  clear(): void {
    this.#all.clear()
  }
}
