// The table of jobs, and every question it is asked. A row is there as long as its work is to be done: it goes in the
// transaction that did it, or that found it not to be wanted any more.

import { randomUUID } from 'node:crypto'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import { latestFrom } from '../platform/set-back.ts'
import type { JobKind, JobType, Trx } from './kinds.ts'

export type NewJob<A> = {
  /** Of a kind and a key there is one: whoever puts in another puts it in its place. */
  key: string
  about: A
  /** Without it: as soon as there is somebody to do it. */
  dueAt?: Date
  /** From then on it is not worth doing. */
  expiresAt?: Date
}

export type JobRow = { id: string; about: unknown; tries: number; expires_at: Date | null }
type Due = Pick<JobKind, 'name' | 'mostAheadMs'>

/**
 * Puts jobs in, in the transaction of what they follow from: no job without its commit, no commit without its job.
 * The runner is to be woken after it. @returns whether there was any
 */
export async function enqueue<A>(
  trx: Trx,
  { name }: JobType<A>,
  jobs: readonly NewJob<A>[],
  now: Date,
): Promise<boolean> {
  const byKey = new Map(jobs.map((job) => [job.key, job]))
  const rows = [...byKey.values()].map((job) => ({
    id: randomUUID(),
    kind: name,
    key: job.key,
    about: sql<object>`${JSON.stringify(job.about)}::text::jsonb`,
    made_at: now,
    due_at: job.dueAt ?? null,
    expires_at: job.expiresAt ?? null,
  }))
  if (rows.length === 0) return false
  await trx
    .insertInto('jobs')
    .values(rows)
    // A new job in the place of the old one: whoever still works on that one settles nothing of this one.
    .onConflict((known) =>
      known.columns(['kind', 'key']).doUpdateSet(({ ref }) => ({
        id: ref('excluded.id'),
        about: ref('excluded.about'),
        made_at: ref('excluded.made_at'),
        due_at: ref('excluded.due_at'),
        expires_at: ref('excluded.expires_at'),
        tries: 0,
        taken_by: null,
      })),
    )
    .execute()
  return true
}

/** It is time for it, or it lies so far ahead that the clock must have been put back. */
const isDue =
  ({ mostAheadMs }: Due, now: Date) =>
  ({ eb, or }: ExpressionBuilder<Database, 'jobs'>) =>
    or([eb('due_at', 'is', null), eb('due_at', '<=', now), eb('due_at', '>', latestFrom(now, mostAheadMs))])

const dueRows = (db: Db, kind: Due, now: Date, many: number) =>
  db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind.name)
    .where('taken_by', 'is', null)
    .where(isDue(kind, now))
    .orderBy('due_at', (order) => order.asc().nullsFirst())
    .orderBy('made_at')
    .limit(many)
    .forUpdate()
    .skipLocked()

const found = ['id', 'about', 'tries', 'expires_at'] as const

/** Takes one away for good, if this transaction is committed; till then nobody else sees it. */
export const takeAway = (trx: Trx, kind: Due, now: Date): Promise<JobRow | undefined> =>
  trx
    .deleteFrom('jobs')
    .where('id', '=', dueRows(trx, kind, now, 1))
    .returning(found)
    .executeTakeFirst()

/** Takes some for this node, each a try. */
export const takeOn = (db: Db, kind: Due, now: Date, many: number, node: string): Promise<JobRow[]> =>
  db
    // Once, before anything is changed: a question inside of the change could be asked again for every row.
    .with('due', () => dueRows(db, kind, now, many))
    .updateTable('jobs')
    .set(({ eb }) => ({ taken_by: node, tries: eb('tries', '+', 1) }))
    .where('id', 'in', ({ selectFrom }) => selectFrom('due').select('due.id'))
    .returning(found)
    .execute()

/** Of this kind and key there is to be none any more. */
export async function takeOut(trx: Trx, { name }: Pick<JobType<never>, 'name'>, key: string): Promise<void> {
  await trx.deleteFrom('jobs').where('kind', '=', name).where('key', '=', key).execute()
}

/** It is to be tried again then, if nobody else has taken it meanwhile. @param by the node that had taken it */
export async function putOff(
  db: Db,
  { id, tries, by = null }: { id: string; tries: number; by?: string | null },
  due_at: Date,
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ taken_by: null, due_at, tries })
    .where('id', '=', id)
    .where('taken_by', 'is not distinct from', by)
    .execute()
}

/** It is done, or to be done no more. */
export async function takeOff(db: Db, id: string): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute()
}

export type Taken = { id: string; tries: number; taken_by: string }

/** What some node is at, or was when it ended. */
export async function readTaken(db: Db): Promise<Taken[]> {
  const rows = db.selectFrom('jobs').select(['id', 'tries', 'taken_by']).where('taken_by', 'is not', null)
  return (await rows.execute()).flatMap(({ taken_by, ...row }) => (taken_by ? [{ ...row, taken_by }] : []))
}

/** Whoever took it is gone; if it was not taken anew meanwhile, it is free. */
export async function setFree(db: Db, { id, tries, taken_by }: Taken): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ taken_by: null })
    .where('id', '=', id)
    .where('tries', '=', tries)
    .where('taken_by', '=', taken_by)
    .execute()
}

/** Of which kinds there is something that nobody is at. */
export async function readWaitingKinds(db: Db): Promise<string[]> {
  const rows = db.selectFrom('jobs').select('kind').distinct().where('taken_by', 'is', null)
  return (await rows.execute()).map(({ kind }) => kind)
}
