// Serves: who did and read what in a case stands in the database, without a word of content, and cannot be changed there: rows
// are only ever added, each with the hash of those before it.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('audit')
    // A case, or the event for what belongs to no case. No reference: the row outlives what it tells of.
    .addColumn('chain', 'uuid', (c) => c.notNull())
    .addColumn('n', 'int4', (c) => c.notNull())
    .addColumn('at', 'timestamptz', (c) => c.notNull())
    .addColumn('member_id', 'uuid', (c) => c.references('members.id'))
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('entry_id', 'uuid')
    .addColumn('hash', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_pk', ['chain', 'n'])
    .execute()
  await db.schema
    .createIndex('audit_of_member')
    .on('audit')
    .columns(['chain', 'member_id', 'act', 'at'])
    .execute()
  await sql`create trigger audit_frozen before update or delete on audit
    for each row execute function refuse_change()`.execute(db)
  await sql`create trigger audit_kept before truncate on audit
    for each statement execute function refuse_change()`.execute(db)
  await db.schema
    .createTable('audit_heads')
    .addColumn('chain', 'uuid', (c) => c.primaryKey())
    .addColumn('n', 'int4', (c) => c.notNull())
    .addColumn('hash', 'bytea', (c) => c.notNull())
    .execute()
}
