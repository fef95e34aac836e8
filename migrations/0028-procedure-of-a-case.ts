// Serves: a case keeps the version of the procedure that it was opened under. Cases from before: the one that was in force when they
// were opened, or the one that Greenroom brought then.

import { type Kysely, sql } from 'kysely'

const broughtBy04 = '6b1f3b52-9d0e-4a6c-8f57-0d5a3c1e7a01'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('cases')
    .addColumn('procedure_id', 'uuid', (c) => c.notNull().defaultTo(sql.lit(broughtBy04)))
    .execute()
  await sql`update cases c set procedure_id = e.id from event_entries e
    where e.kind = 'procedure' and e.event_id = c.event_id and e.n = (
      select max(n) from event_entries o
      where o.kind = 'procedure' and o.event_id = c.event_id and o.at <= c.reported_at)`.execute(db)
}
