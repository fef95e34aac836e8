// Jobs for times that may lie far ahead: none is put further than a day; one for a later time looks on the way whether the time is
// still the same, and goes on to wait.

import type { JobType, Trx } from './kinds.ts'
import { enqueue, takeOut } from './rows.ts'

export const stepMs = 24 * 60 * 60_000

/** The one job of this key as it is to be for that time; none for a time that has passed. @returns in how many ms it looks */
export async function putAhead<A>(
  trx: Trx,
  job: JobType<A>,
  { key, about, at }: { key: string; about: A; at: Date | null },
  now: Date,
): Promise<number | undefined> {
  const inMs = at ? at.getTime() - now.getTime() : 0
  if (inMs <= 0) {
    await takeOut(trx, job, key)
    return undefined
  }
  const nextMs = Math.min(inMs, stepMs)
  await enqueue(trx, job, [{ key, about, dueAt: new Date(now.getTime() + nextMs) }], now)
  return nextMs
}
