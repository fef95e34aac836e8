// Serves: a mail that waits for the report that comes of it: a file that is in no case yet.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('files')
    .alterColumn('case_id', (c) => c.dropNotNull())
    .execute()
}
