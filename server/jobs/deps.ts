// What the runner of jobs is given, and what it tells.

import type { Clocked } from '../platform/clocked.ts'
import type { JobType } from './kinds.ts'

/** `unwanted`: found so right before the work. `again`: the other end asks for later. `given-up`: tried, and no more. */
export type Outcome = 'done' | 'unwanted' | 'again' | 'failed' | 'given-up'

export type JobDeps = Clocked & {
  /** Whether no other node can be on this database. */
  isAlone: boolean
  /** Counts. @param ms what it took */
  settled: (kind: string, outcome: Outcome, ms: number) => void
  failed: (error: unknown, kind?: string) => void
}

/** To be called after the commit that put a job of this kind in. @param inMs when its time comes; without it, now */
export type WakeJobs = (kind: Pick<JobType<never>, 'name'>, inMs?: number) => void
