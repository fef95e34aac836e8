// Serves: calling the chair or a coordinator now. One row a page, one for each member it has called; what is on its way to
// devices may be about a page as well as about a task.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('pages')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('case_id', 'uuid', (c) => c.references('cases.id'))
    .addColumn('made_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('made_at', 'timestamptz', (c) => c.notNull())
    .addColumn('is_for_all', 'boolean', (c) => c.notNull())
    .addColumn('next_at', 'timestamptz', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.check(sql`outcome in ('answered', 'unanswered', 'stopped')`))
    .execute()
  await db.schema
    .createIndex('pages_calling')
    .on('pages')
    .column('next_at')
    .where(sql<boolean>`outcome is null`)
    .execute()
  // One at a time for a case, or without one for a caller: who presses twice has called once.
  await sql`create unique index pages_one_each
    on pages (coalesce(case_id, made_by), is_for_all) where outcome is null`.execute(db)
  await db.schema.createIndex('pages_made').on('pages').columns(['event_id', 'made_at']).execute()
  await db.schema
    .createTable('page_calls')
    .addColumn('page_id', 'uuid', (c) => c.notNull().references('pages.id').onDelete('cascade'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('called_at', 'timestamptz', (c) => c.notNull())
    .addColumn('delivered_at', 'timestamptz')
    .addColumn('seen_at', 'timestamptz')
    .addColumn('answer', 'text', (c) => c.check(sql`answer in ('on-my-way', 'cannot')`))
    .addColumn('answered_at', 'timestamptz')
    .addPrimaryKeyConstraint('page_calls_key', ['page_id', 'member_id'])
    .execute()
  await db.schema.createIndex('page_calls_member').on('page_calls').column('member_id').execute()
  await db.schema
    .alterTable('pushes')
    .alterColumn('case_id', (c) => c.dropNotNull())
    .alterColumn('task_id', (c) => c.dropNotNull())
    .addColumn('page_id', 'uuid', (c) => c.references('pages.id').onDelete('cascade'))
    .execute()
}
