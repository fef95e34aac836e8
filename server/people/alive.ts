// When a session is alive: not past its time, and the account not ended. The one place that says so in SQL.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** Whether an account counts: not ended, and its end is not past either where nobody has noticed yet. @param m the alias of `members` */
export const isAccountAlive = (now: Date, m = 'm'): RawBuilder<SqlBool> => sql<SqlBool>`(
  ${sql.ref(`${m}.ended_at`)} is null and (${sql.ref(`${m}.ends_at`)} is null or ${sql.ref(`${m}.ends_at`)} > ${now}::timestamptz))`

/** @param id the column that holds a session's id */
export const isSessionAlive = (id: string, now: Date): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select 1 from sessions s join members m on m.id = s.member_id
  where s.id = ${sql.ref(id)} and s.expires_at > ${now}::timestamptz and not s.waits
    and ${isAccountAlive(now)})`

/** Which of these sessions are alive now. */
export async function aliveAmong(db: Db, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('sessions as asked')
    .select('asked.id')
    .where('asked.id', 'in', [...ids])
    .where(isSessionAlive('asked.id', now))
    .execute()
  return new Set(rows.map((row) => row.id))
}
