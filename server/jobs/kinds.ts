// What a kind of job is. Work that is to be done once, though the process may end in the middle of it, is a row that was written
// in the transaction it follows from: it names whom and what it is about by ids, never in words.

import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'

export type Trx = Transaction<Database>

/** What rows of a kind hold. The name stands in the table, and for good. */
export type JobType<A> = { name: string; about: z.ZodType<A> }

/** To be called when all is committed. */
export type AfterCommit = () => void

type Spec<A> = {
  /** Asked right before each try: whether it is to be done at all, as things are now. */
  isStillWanted: (db: Db, about: A) => Promise<boolean>
  /** How long to wait after so many tries that failed, in ms. */
  backoffMs: (tries: number) => number
  /** Then it is given up. */
  mostTries: number
  /** The furthest ahead that one is ever put, in ms: what lies beyond it was put there before the clock was put back. */
  mostAheadMs: number
  /** What becomes of that which nobody tries any more, in the transaction that takes the job away. */
  giveUp?: (trx: Trx, about: A) => Promise<AfterCommit>
}

/** All of its work is in the database: it is done in the transaction that takes the job away, once and not twice. */
type Inside<A> = Spec<A> & { run: (trx: Trx, about: A) => Promise<AfterCommit> }

export type Try<A> = { id: string; about: A; expiresAt: Date | null; tries: number }
/** `again`: in so many ms, or after the kind's own pause. */
export type Tried = { is: 'done' } | { is: 'again'; inMs?: number }
/** Its work is elsewhere, at a service: a node takes it, works without holding anything, and says how it went. */
type Outside<A> = Spec<A> & { send: (job: Try<A>) => Promise<Tried> }

/** A kind with its rows' content not looked at yet. */
export type JobKind = Spec<unknown> & { name: string } & (
    | { run: Inside<unknown>['run'] }
    | { send: Outside<unknown>['send'] }
  )
export type InsideKind = Extract<JobKind, { run: unknown }>
export type OutsideKind = Extract<JobKind, { send: unknown }>

/** A kind whose work is all in the database. What a row holds is looked at before anybody works with it. */
export function insideKind<A>({ name, about }: JobType<A>, spec: Inside<A>): JobKind {
  return { name, ...looking(about, spec), run: (trx, found) => spec.run(trx, about.parse(found)) }
}

/** A kind whose work is elsewhere. */
export function outsideKind<A>({ name, about }: JobType<A>, spec: Outside<A>): JobKind {
  const send: Outside<unknown>['send'] = (job) => spec.send({ ...job, about: about.parse(job.about) })
  return { name, ...looking(about, spec), send }
}

function looking<A>(about: z.ZodType<A>, spec: Spec<A>): Spec<unknown> {
  const { backoffMs, mostTries, mostAheadMs, isStillWanted, giveUp } = spec
  return {
    ...{ backoffMs, mostTries, mostAheadMs },
    isStillWanted: (db, found) => isStillWanted(db, about.parse(found)),
    ...(giveUp && { giveUp: (trx: Trx, found: unknown) => giveUp(trx, about.parse(found)) }),
  }
}

/** Twice as long each time, from the first pause to the last. */
export const doubling =
  (firstMs: number, lastMs: number) =>
  (tries: number): number =>
    Math.min(lastMs, firstMs * 2 ** Math.max(0, tries - 1))
