// Serves: the team knows which word it owes to whoever reported. What they were told is an entry; the moments that the clocks go
// by stand in the row of the case, and the clocks themselves in that of the event.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('cases')
    .addColumn('owed_since', 'timestamptz', (c) => c.notNull().defaultTo(sql`now()`))
    .addColumn('told_at', 'timestamptz')
    .addColumn('outcome_told_at', 'timestamptz')
    .addColumn('next_word_by', 'timestamptz')
    .addColumn('wants_no_word', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  await sql`update cases set owed_since = reported_at`.execute(db)
  await db.schema
    .alterTable('events')
    .addColumn('acknowledge_hours', 'int4', (c) => c.notNull().defaultTo(24))
    .addColumn('outcome_days', 'int4', (c) => c.notNull().defaultTo(7))
    .execute()
}
