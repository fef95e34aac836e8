// Does what stands in the table of jobs: when it is woken after a commit, when a job's time has come, and now and then by
// itself, because another node may have ended between commit and work. Nothing of it is only in memory.

import { randomUUID } from 'node:crypto'
import type { JobDeps, WakeJobs } from './deps.ts'
import { doOne } from './inside.ts'
import type { JobKind } from './kinds.ts'
import { createLeaseWatch, createOutside, type Outside } from './outside.ts'
import { readWaitingKinds } from './rows.ts'
import { createTurns, type Turns } from './turns.ts'

export type Runner = {
  wake: WakeJobs
  /** Waits for what is under way; the rest stays for the next start, or another node. */
  close: () => Promise<void>
}

const patrolMs = 5_000

export function createRunner(deps: JobDeps, kinds: readonly JobKind[]): Runner {
  const node = randomUUID()
  const timers = new Set<NodeJS.Timeout>()
  const outside: Outside[] = []
  const lanes = new Map<string, Turns>()
  let isClosed = false
  const wake: WakeJobs = ({ name }, inMs = 0) => {
    if (isClosed) return
    if (inMs <= 0) lanes.get(name)?.wake()
    else later(timers, inMs, () => lanes.get(name)?.wake())
  }
  for (const kind of kinds) {
    const turn = turnOf(deps, kind, outside, { node, wake })
    lanes.set(
      kind.name,
      createTurns(
        async () => !isClosed && (await turn()),
        (error) => deps.failed(error, kind.name),
      ),
    )
  }
  const watchLeases = createLeaseWatch(deps, node, (id) => outside.some(({ isAt }) => isAt(id)))
  const patrol = createTurns(async () => {
    await watchLeases()
    for (const name of await readWaitingKinds(deps.db)) wake({ name })
    return false
  }, deps.failed)
  const patrols = setInterval(patrol.wake, patrolMs)
  patrols.unref()
  patrol.wake()
  return {
    wake,
    close: async () => {
      isClosed = true
      clearInterval(patrols)
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([patrol, ...lanes.values()].map(({ ended }) => ended()))
      await Promise.all(outside.map(({ ended }) => ended()))
    },
  }
}

/** What one turn of this kind is. */
function turnOf(
  deps: JobDeps,
  kind: JobKind,
  outside: Outside[],
  { node, wake }: { node: string; wake: WakeJobs },
): () => Promise<boolean> {
  const wakeIn = (ms: number) => wake(kind, ms)
  if ('run' in kind) return () => doOne(deps, kind, wakeIn)
  const one = createOutside(deps, kind, { node, wake: () => wake(kind), wakeIn })
  outside.push(one)
  return one.takeSome
}

function later(timers: Set<NodeJS.Timeout>, ms: number, call: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer)
    call()
  }, ms)
  timer.unref()
  timers.add(timer)
}
