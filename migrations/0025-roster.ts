// Serves: who is on duty when. What was said of it are entries of the event; what pages and lists ask for stands here as well.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('shifts')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('starts_at', 'timestamptz', (c) => c.notNull())
    .addColumn('ends_at', 'timestamptz', (c) => c.notNull())
    .addColumn('is_lead', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  await db.schema.createIndex('shifts_of_event').on('shifts').columns(['event_id', 'starts_at']).execute()
  await db.schema.alterTable('members').addColumn('sealed_speaks', 'bytea').execute()
}
