// Jobs whose work is at some service. A node takes some, works without holding anything of the database, and says how it went.
// When it ends in the middle they are set free: by looking how long nothing of them changed, not by the time of day.

import type { JobDeps } from './deps.ts'
import { afterFailure, giveUp } from './inside.ts'
import type { OutsideKind, Tried } from './kinds.ts'
import { type JobRow, putOff, readTaken, setFree, type Taken, takeOff, takeOn } from './rows.ts'

/** Side by side: a service that does not answer holds up only its own. */
const mostAtOnce = 20
/** So long one node sees a job of another unchanged before it takes it to be dead; none of them works longer on one. */
const leaseMs = 15_000

export type Outside = {
  /** One turn. @returns whether there may be more */
  takeSome: () => Promise<boolean>
  /** Those under way. */
  ended: () => Promise<void>
  isAt: (id: string) => boolean
}

/** @param wake asks for another turn @param wakeIn the same in so many ms */
export function createOutside(
  deps: JobDeps,
  kind: OutsideKind,
  { node, wake, wakeIn }: { node: string; wake: () => void; wakeIn: (ms: number) => void },
): Outside {
  const underWay = new Map<string, Promise<void>>()
  const start = (job: JobRow): void => {
    const work = tryOne(deps, kind, job, { node, wakeIn })
      .catch((error) => deps.failed(error, kind.name))
      .finally(() => {
        underWay.delete(job.id)
        wake()
      })
    underWay.set(job.id, work)
  }
  return {
    takeSome: async () => {
      const room = mostAtOnce - underWay.size
      if (room <= 0) return false
      const taken = await takeOn(deps.db, kind, deps.clock(), room, node)
      for (const job of taken) start(job)
      return false
    },
    ended: async () => {
      await Promise.all(underWay.values())
    },
    isAt: (id) => underWay.has(id),
  }
}

async function tryOne(
  deps: JobDeps,
  kind: OutsideKind,
  job: JobRow,
  { node, wakeIn }: { node: string; wakeIn: (ms: number) => void },
): Promise<void> {
  const { db, clock, settled } = deps
  const startedAt = performance.now()
  const { id, about, tries, expires_at: expiresAt } = job
  try {
    if (expiresAt && expiresAt <= clock()) return await giveUp(deps, kind, job)
    if (!(await kind.isStillWanted(db, about))) {
      await takeOff(db, id)
      return settled(kind.name, 'unwanted', performance.now() - startedAt)
    }
    const tried = await kind.send({ id, about, tries, expiresAt })
    settled(kind.name, tried.is, performance.now() - startedAt)
    if (tried.is === 'done') await takeOff(db, id)
    else await tryAgain(deps, kind, job, { ...tried, node, wakeIn })
  } catch (error) {
    deps.failed(error, kind.name)
    settled(kind.name, 'failed', performance.now() - startedAt)
    await afterFailure(deps, kind, job, { by: node, wakeIn })
  }
}

async function tryAgain(
  deps: JobDeps,
  kind: OutsideKind,
  job: JobRow,
  { inMs, node, wakeIn }: Extract<Tried, { is: 'again' }> & { node: string; wakeIn: (ms: number) => void },
): Promise<void> {
  if (job.tries >= kind.mostTries) return giveUp(deps, kind, job)
  const pauseMs = Math.min(inMs ?? kind.backoffMs(job.tries), kind.mostAheadMs)
  await putOff(deps.db, { ...job, by: node }, new Date(deps.clock().getTime() + pauseMs))
  wakeIn(pauseMs)
}

/**
 * Sets free what nobody works on any more: what another node took, or this one and could not say how it went. How long that
 * has been so is measured by this process's own running time, which no clock that is put back or forward changes.
 */
export function createLeaseWatch(
  deps: Pick<JobDeps, 'db' | 'isAlone'>,
  node: string,
  isAt: (id: string) => boolean,
): () => Promise<void> {
  let seen = new Map<string, number>()
  return async () => {
    const now = performance.now()
    const still = new Map<string, number>()
    for (const job of await readTaken(deps.db)) {
      if (job.taken_by === node && isAt(job.id)) continue
      const since = seen.get(nameOf(job)) ?? now
      if ((deps.isAlone && job.taken_by !== node) || now - since >= leaseMs) await setFree(deps.db, job)
      else still.set(nameOf(job), since)
    }
    seen = still
  }
}

const nameOf = ({ id, tries, taken_by }: Taken): string => `${id} ${tries} ${taken_by}`
