// Jobs whose work is all in the database. One transaction takes the job away, does it, and puts in what follows from it; whoever
// is killed in the middle has done nothing of it, and whoever comes next does all of it.

import type { JobDeps, Outcome } from './deps.ts'
import type { AfterCommit, InsideKind, JobKind, Trx } from './kinds.ts'
import { type JobRow, putOff, takeAway, takeOff } from './rows.ts'

type Done = { outcome: Outcome; after?: AfterCommit | undefined }

/** One turn. @param wakeIn asks for another one in so many ms @returns whether there was one to do */
export async function doOne(deps: JobDeps, kind: InsideKind, wakeIn: (ms: number) => void): Promise<boolean> {
  const { db, clock } = deps
  const now = clock()
  const startedAt = performance.now()
  let job: JobRow | undefined
  try {
    const done = await db.transaction().execute(async (trx): Promise<Done | undefined> => {
      job = await takeAway(trx, kind, now)
      if (!job) return undefined
      if (job.expires_at && job.expires_at <= now) return giveUpIn(trx, kind, job)
      if (!(await kind.isStillWanted(trx, job.about))) return { outcome: 'unwanted' }
      return { outcome: 'done', after: await kind.run(trx, job.about) }
    })
    if (!done) return false
    deps.settled(kind.name, done.outcome, performance.now() - startedAt)
    callAfter(deps, kind, done.after)
  } catch (error) {
    // Without one, it is the database that could not be asked: that is for the next turn.
    if (!job) throw error
    deps.failed(error, kind.name)
    deps.settled(kind.name, 'failed', performance.now() - startedAt)
    await afterFailure(deps, kind, { ...job, tries: job.tries + 1 }, { wakeIn })
  }
  return true
}

/**
 * What failed is tried again after a pause, and given up in the end.
 * @param how `by`: the node that had taken it, if one had; `wakeIn` asks for a turn in so many ms
 */
export async function afterFailure(
  deps: JobDeps,
  kind: JobKind,
  job: JobRow,
  { by, wakeIn }: { by?: string; wakeIn: (ms: number) => void },
): Promise<void> {
  const { db, clock } = deps
  if (job.tries >= kind.mostTries) return giveUp(deps, kind, job)
  const pauseMs = kind.backoffMs(job.tries)
  await putOff(db, { ...job, ...(by && { by }) }, new Date(clock().getTime() + pauseMs))
  wakeIn(pauseMs)
}

/** Nobody tries it any more, and what that means is done in the transaction that takes it away. */
export async function giveUp(deps: JobDeps, kind: JobKind, job: JobRow): Promise<void> {
  const startedAt = performance.now()
  const given = deps.db.transaction().execute(async (trx) => {
    await takeOff(trx, job.id)
    return giveUpIn(trx, kind, job)
  })
  const done = await given.catch(async (error: unknown): Promise<Done> => {
    // Also that cannot be done: it must not be tried for ever either.
    deps.failed(error, kind.name)
    await takeOff(deps.db, job.id)
    return { outcome: 'given-up' }
  })
  deps.settled(kind.name, done.outcome, performance.now() - startedAt)
  callAfter(deps, kind, done.after)
}

async function giveUpIn(trx: Trx, kind: JobKind, job: JobRow): Promise<Done> {
  return { outcome: 'given-up', after: await kind.giveUp?.(trx, job.about) }
}

/** It is committed: what fails from here on is no reason to do it again. */
function callAfter({ failed }: JobDeps, kind: JobKind, after: AfterCommit | undefined): void {
  try {
    after?.()
  } catch (error) {
    failed(error, kind.name)
  }
}
