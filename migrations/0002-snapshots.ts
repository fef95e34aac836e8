// Snapshots: a record's whole state at a place of its log, sealed, so that a long record opens fast. The log stays what
// it is; every snapshot can be thrown away and made anew.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: a migration sees the database without types
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('record_snapshots')
    // Not the head: the check would share its row and hold up whoever appends until the snapshot is committed.
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('epoch', 'uuid', (c) => c.notNull())
    .addColumn('seq', 'int8', (c) => c.notNull())
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addColumn('made_at', 'timestamptz', (c) => c.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('record_snapshots_pk', ['case_id', 'epoch', 'seq'])
    .execute()
  // Sealed bytes do not compress: trying costs time at every write.
  await sql`alter table record_snapshots alter column sealed set storage external`.execute(db)
}
