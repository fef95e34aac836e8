// Whose turn it is to have a password hashed. One at a time, so that a crowd at the door takes one core and one thread and
// never those that save; in turns by where it comes from, so that who asks a hundred times holds up themselves; and
// whoever is known (a member, a device that has signed in before, an invitation) before strangers.

import { Problem } from '../platform/errors.ts'

/** Where a question comes from. */
export type Lane = {
  key: string
  isKnown: boolean
  /** Nobody waits for the answer any more. */
  isGone?: () => boolean
}

type Limits = { perLane: number; inAll: number }
type Waiting = { lane: Lane; go: () => void }

/** One hash takes about 70 ms: nobody waits longer than some seconds; beyond that an honest "busy" is better. */
const usual: Limits = { perLane: 40, inAll: 200 }
const retryAfterSeconds = 5

const busy = () =>
  new Problem('busy', {
    detail: 'Many people are signing in right now. Please try again in a few seconds.',
    retryAfterSeconds,
  })

export function createWorkerLoop({ perLane, inAll }: Limits = usual) {
  /** Known ones first; in each, lanes in the order of their turns. */
  const classes = [new Map<string, Waiting[]>(), new Map<string, Waiting[]>()] as const
  const counts = [0, 0]
  let isRunning = false

  const join = (lane: Lane): Promise<void> => {
    const at = lane.isKnown ? 0 : 1
    const waiting = classes[at].get(lane.key) ?? []
    if (waiting.length >= perLane || counts[at]! >= inAll) throw busy()
    counts[at]! += 1
    classes[at].set(lane.key, waiting)
    return new Promise((resolve) => waiting.push({ lane, go: resolve }))
  }
  const findNext = (): Waiting | undefined => {
    for (const [at, lanes] of classes.entries())
      for (const [key, waiting] of lanes) {
        const next = waiting.shift()!
        counts[at]! -= 1
        lanes.delete(key)
        if (waiting.length > 0) lanes.set(key, waiting)
        return next
      }
    return undefined
  }
  return {
    /** @throws Problem `busy` when too many wait, of this lane or in all, or when whoever asked has gone */
    async inTurn<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
      // The place is handed on, not given back, so that nobody can slip in between.
      if (isRunning) await join(lane)
      isRunning = true
      try {
        if (lane.isGone?.()) throw busy()
        return await work()
      } finally {
        const next = findNext()
        if (next) next.go()
        else isRunning = false
      }
    },
  }
}
