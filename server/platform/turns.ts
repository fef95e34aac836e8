// Work that is taken in turns: when it is woken, and now and then by itself, because another node may have died between
// commit and work. Never two turns at once.

export type Turns = { wake: () => void; close: () => Promise<void> }

const patrolMs = 5_000

/**
 * @param turn one turn
 * @returns `close` waits for the turn under way
 */
export function createTurns(turn: () => Promise<void>, failed: (error: unknown) => void): Turns {
  let running: Promise<void> = Promise.resolve()
  let isQueued = false
  const run = (): Promise<void> => {
    isQueued = false
    return turn()
  }
  const wake = (): void => {
    if (isQueued) return
    isQueued = true
    running = running.then(run).catch(failed)
  }
  const patrol = setInterval(wake, patrolMs)
  patrol.unref()
  return {
    wake,
    close: async () => {
      clearInterval(patrol)
      await running
    },
  }
}
