// Wrong passwords, counted per account and not per address (at a venue everybody shares one). A try is counted before
// the password is looked at, so that a hundred at once are no more than five. Unknown accounts are counted the same.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

/** The one spelling of an address, for comparing. PostgreSQL takes no U+0000. */
export const foldEmail = (email: string): string =>
  email.toWellFormed().replaceAll('\u0000', '').trim().toLowerCase()

const windowMs = limits.signInWindowMinutes * 60_000

/** Counts one try. @throws Problem `too-many-tries` when there were too many already */
export async function countTry(db: Db, email: string, now: Date): Promise<void> {
  const account = hashAccount(email)
  const isCounted = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${String(account.readBigInt64BE())}::int8)`.execute(trx)
    await trx
      .deleteFrom('sign_in_tries')
      .where('at', '<=', new Date(now.getTime() - windowMs))
      .execute()
    const { count } = await trx
      .selectFrom('sign_in_tries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('account_hash', '=', account)
      .executeTakeFirstOrThrow()
    if (count >= limits.signInTries) return false
    await trx.insertInto('sign_in_tries').values({ account_hash: account, at: now }).execute()
    return true
  })
  if (!isCounted)
    throw problem('too-many-tries', 'Please wait 10 minutes, or ask the coordinator to let you in.')
}

/** The right password: earlier tries no longer count. */
export async function forgetTries(db: Db, email: string): Promise<void> {
  await db.deleteFrom('sign_in_tries').where('account_hash', '=', hashAccount(email)).execute()
}

const hashAccount = (email: string) => createHash('sha256').update(foldEmail(email)).digest()
