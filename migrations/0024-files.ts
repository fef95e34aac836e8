// Serves: photos and files of a report or a case, sealed with its key, in parts small enough that no row and no memory holds a whole one.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id').onDelete('cascade'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('about', 'uuid')
    .addColumn('begun_at', 'timestamptz', (c) => c.notNull())
    .addColumn('bytes', 'int4', (c) => c.notNull())
    .addColumn('got', 'int4', (c) => c.notNull().defaultTo(0))
    .addColumn('kept_at', 'timestamptz')
    .addColumn('sealed_preview', 'bytea')
    .execute()
  await db.schema.createIndex('files_of_case').on('files').column('case_id').execute()
  await db.schema.createIndex('files_of_member').on('files').columns(['member_id', 'begun_at']).execute()
  await db.schema
    .createTable('file_parts')
    .addColumn('file_id', 'uuid', (c) => c.notNull().references('files.id').onDelete('cascade'))
    .addColumn('n', 'int4', (c) => c.notNull())
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('file_parts_pk', ['file_id', 'n'])
    .execute()
}
