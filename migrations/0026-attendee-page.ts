// Serves: the attendee's page. What an attendee writes has nobody of the team as its author; a receipt code, of which only the hash
// is kept, leads back to the report, and
// what is being written on the page is kept for an hour, sealed by a key that the page alone has.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('case_entries')
    .alterColumn('author_id', (c) => c.dropNotNull())
    .execute()
  await sql`alter table case_entries add constraint case_entries_author
    check (author_id is not null or kind in ('report', 'attendee-word'))`.execute(db)
  await db.schema
    .alterTable('cases')
    .alterColumn('reported_by', (c) => c.dropNotNull())
    .execute()
  await db.schema
    .alterTable('pages')
    .alterColumn('made_by', (c) => c.dropNotNull())
    .execute()
  await db.schema
    .alterTable('events')
    .addColumn('attendee_page', 'boolean', (c) => c.notNull().defaultTo(false))
    .addColumn('attendee_address', 'text')
    .execute()
  await db.schema
    .createTable('receipts')
    .addColumn('code_hash', 'bytea', (c) => c.primaryKey())
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id').onDelete('cascade'))
    .addColumn('report_id', 'uuid', (c) => c.notNull().unique())
    .execute()
  await db.schema
    .createTable('attendee_drafts')
    .addColumn('key_hash', 'bytea', (c) => c.primaryKey())
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .execute()
}
