// Attempts that may be wrong, counted before they are looked at, so that a hundred at once are no more than five. Each kind has
// counters of its own, one row each, by the kind and a hash of whose it is: no act fills or empties a counter of another
// kind. What is unknown is counted like what is known.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { Problem } from '../platform/errors.ts'
import { latestFrom } from '../platform/set-back.ts'

/** The one spelling of an address, for comparing. PostgreSQL takes no U+0000. */
export const foldEmail = (email: string): string =>
  email.toWellFormed().replaceAll('\u0000', '').trim().toLowerCase()

const minutes = limits.signInWindowMinutes

const sayWait = (left: number): string =>
  left === 1 ? 'Please wait a minute' : `Please wait ${left} minutes`
/** For those who can be helped: whoever runs the team makes them a link. */
const orAsk = ', or ask the chair or a coordinator for a link back in'

/** Every kind of counter: how many attempts in how many minutes, and what else is said to whoever had them than to wait. */
export const counters = {
  /** Passwords for one account, from devices that it never signed in on. */
  account: { most: limits.signInAttempts, minutes, else: orAsk },
  /** Passwords for one account on one device that it has signed in on before. */
  device: { most: limits.signInAttemptsOfDevice, minutes, else: orAsk },
  /** Passwords from one address, for whatever accounts. A venue has one address. */
  address: { most: limits.signInAttemptsOfAddress, minutes, else: '' },
  /** The password once more, in one session. */
  prove: { most: limits.signInAttempts, minutes, else: '' },
  /** A way back in, of one link: who holds another, or none, fills nothing of it. */
  recovery: { most: limits.signInAttempts, minutes, else: '' },
  /** Codes of meetings, of one member. */
  join: { most: limits.signInAttempts, minutes, else: '' },
  /** Codes of phones, from one address. They are long and good for minutes: a short rest is enough, and a venue has one address. */
  phone: { most: limits.signInAttempts, minutes: 1, else: '' },
} as const
export type AttemptKind = keyof typeof counters

type Counter = readonly [kind: AttemptKind, whose: string]

/** Counts one attempt. @throws Problem `too-many-tries` when there were too many already */
export const countAttempt = (db: Db, kind: AttemptKind, whose: string, now: Date): Promise<void> =>
  countAttempts(db, [[kind, whose]], now)

/**
 * Counts one attempt with several counters, in their order, up to the first that is full.
 * @throws Problem `too-many-tries` when one was; it says how long all of them take, as whoever waits for one and is sent away by the next was not told the truth
 */
export async function countAttempts(db: Db, by: readonly Counter[], now: Date): Promise<void> {
  for (const [kind, whose] of by) {
    if (await isCounted(db, kind, whose, now)) continue
    const rests = await Promise.all(by.map(([of, whoseElse]) => restMsOf(db, of, whoseElse, now)))
    const restMs = Math.max(1_000, ...rests)
    const detail = `${sayWait(Math.ceil(restMs / 60_000))}${counters[kind].else}.`
    throw new Problem('too-many-tries', { detail, retryAfterSeconds: restMs / 1_000 })
  }
}

/** How long a full counter stays full; 0 for one that is not. */
async function restMsOf(db: Db, kind: AttemptKind, whose: string, now: Date): Promise<number> {
  const row = await ofCounter(
    db.selectFrom('sign_in_tries').select(['at', 'count']),
    kind,
    whose,
  ).executeTakeFirst()
  if (!row || row.count < counters[kind].most) return 0
  return row.at.getTime() + counters[kind].minutes * 60_000 - now.getTime()
}

/** @returns false when there were too many already */
async function isCounted(db: Db, kind: AttemptKind, whose: string, now: Date): Promise<boolean> {
  const { most, minutes: length } = counters[kind]
  const lengthMs = length * 60_000
  const over = new Date(now.getTime() - lengthMs)
  const ahead = latestFrom(now, 0)
  // One statement: nobody waits for a lock while they hold a connection of the pool.
  const isOver = sql<boolean>`(sign_in_tries.at <= ${over}::timestamptz or sign_in_tries.at > ${ahead}::timestamptz)`
  const counted = await sql`
    insert into sign_in_tries (kind, of_hash, at, count) values (${kind}, ${hashOf(whose)}, ${now}, 1)
    on conflict (kind, of_hash) do update set
      count = case when ${isOver} then 1 else sign_in_tries.count + 1 end,
      at = case when ${isOver} then ${now}::timestamptz else sign_in_tries.at end
    where ${isOver} or sign_in_tries.count < ${most}
    returning count`.execute(db)
  return counted.rows.length > 0
}

/** It was right, and proves who they are: earlier attempts no longer count. */
export async function forgetAttempts(db: Db, kind: AttemptKind, whose: string): Promise<void> {
  await ofCounter(db.deleteFrom('sign_in_tries'), kind, whose).execute()
}

/** It was right: this one does not count. Others of the same address, or of somebody who has one right code, do. */
export async function takeBackAttempt(db: Db, kind: AttemptKind, whose: string): Promise<void> {
  const query = db.updateTable('sign_in_tries').set(({ eb }) => ({ count: eb('count', '-', 1) }))
  await ofCounter(query.where('count', '>', 0), kind, whose).execute()
}

/** Takes away what counts no more; call it about once a minute. */
export async function sweepAttempts(db: Db, now: Date): Promise<void> {
  for (const [kind, { minutes: length }] of Object.entries(counters))
    await db
      .deleteFrom('sign_in_tries')
      .where('kind', '=', kind as AttemptKind)
      // Also those of a time that has not been yet: whoever must wait does not wait for an hour to pass twice.
      .where(({ eb, or }) =>
        or([eb('at', '<=', new Date(now.getTime() - length * 60_000)), eb('at', '>', latestFrom(now, 0))]),
      )
      .execute()
}

const ofCounter = <Q extends { where(column: 'kind' | 'of_hash', is: '=', value: unknown): Q }>(
  query: Q,
  kind: AttemptKind,
  whose: string,
): Q => query.where('kind', '=', kind).where('of_hash', '=', hashOf(whose))

const hashOf = (whose: string) => createHash('sha256').update(whose).digest()
