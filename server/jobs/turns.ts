// Turns of work: never two at once, and whoever wakes it while one is under way is sure that another one follows.

export type Turns = { wake: () => void; ended: () => Promise<void> }

/** @param turn does some of it; @returns whether there may be more */
export function createTurns(turn: () => Promise<boolean>, failed: (error: unknown) => void): Turns {
  let running: Promise<void> = Promise.resolve()
  let isQueued = false
  const run = async (): Promise<void> => {
    isQueued = false
    while (await turn());
  }
  return {
    wake: () => {
      if (isQueued) return
      isQueued = true
      running = running.then(run).catch(failed)
    },
    ended: () => running,
  }
}
