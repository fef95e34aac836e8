// What is found out when somebody asks for the figures, because nobody counts it on the way.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Clocked } from '../platform/clocked.ts'
import type { Db } from '../platform/db.ts'
import type { Figures } from './figures.ts'

/** What live sync holds in this process. */
export type Load = { members: number; displays: number; records: number; bytes: number }
export type LookDeps = Clocked & {
  load: () => Load
  /** Every kind of job there is, so that one of which nothing waits is told as 0. */
  kindsOfJobs: () => readonly string[]
}
type Waiting = { kind: string; waiting: number; due: Date }
type Gauges = Figures['gauges']

/** A database that is away must not take the other figures with it: whoever watches asks again soon. */
const patienceMs = 2_000
/** How often the process is asked whether it is late; what is measured is at least that. */
const tickMs = 10

export function createLooks({ db, clock, load, kindsOfJobs }: LookDeps) {
  const lag = monitorEventLoopDelay({ resolution: tickMs })
  lag.enable()
  return {
    async refresh(gauges: Gauges): Promise<void> {
      const { members, displays, records, bytes } = load()
      gauges.connections.set({ who: 'member' }, members)
      gauges.connections.set({ who: 'display' }, displays)
      gauges.records.set(records)
      gauges.recordBytes.set(bytes)
      lookAtProcess(gauges)
      for (const [quantile, nanoseconds] of [
        ['0.5', lag.percentile(50)],
        ['0.99', lag.percentile(99)],
        ['1', lag.max],
      ] as const)
        gauges.lag.set({ quantile }, Math.max(0, nanoseconds / 1e9 - tickMs / 1_000))
      lag.reset()
      lookAtJobs(gauges, await readWaiting(db), kindsOfJobs(), clock())
    },
    close: () => void lag.disable(),
  }
}

function lookAtProcess({ resident, heap, processor, started }: Gauges): void {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  resident.set(rss)
  heap.set(heapUsed)
  processor.set((user + system) / 1e6)
  started.set(Math.round(performance.timeOrigin / 1_000))
}

/** A database that is away says nothing of what waits: then there is no such figure, and not an old one. */
function lookAtJobs(
  { databaseUp, waiting, oldest }: Gauges,
  rows: readonly Waiting[] | undefined,
  kinds: readonly string[],
  now: Date,
): void {
  databaseUp.set(rows ? 1 : 0)
  waiting.reset()
  oldest.reset()
  if (!rows) return
  for (const kind of kinds) {
    const row = rows.find((one) => one.kind === kind)
    waiting.set({ kind }, row?.waiting ?? 0)
    oldest.set({ kind }, row?.due ? Math.max(0, (now.getTime() - row.due.getTime()) / 1_000) : 0)
  }
}

/** @returns undefined when the database does not say so in time */
async function readWaiting(db: Db): Promise<readonly Waiting[] | undefined> {
  const late = new AbortController()
  const asked = sql<Waiting>`
    select kind, count(*) as waiting, min(coalesce(due_at, made_at)) as due from jobs group by kind`.execute(
    db,
  )
  try {
    const answer = await Promise.race([asked, sleep(patienceMs, undefined, { signal: late.signal })])
    return answer?.rows
  } catch {
    return undefined
  } finally {
    late.abort()
    asked.catch(() => {})
  }
}
