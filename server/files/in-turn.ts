// One after the other: a picture takes much memory while it is drawn, and who waits has none of it yet.

/** @returns does what it is given when everything given before is done, however that ended */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}
