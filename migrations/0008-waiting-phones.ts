// Serves: a member adds a phone of theirs by a code. Until somebody lets it in, its session waits and is good for nothing.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('waits', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  await db.schema
    .createTable('phone_codes')
    .addColumn('code_hash', 'bytea', (c) => c.primaryKey())
    .addColumn('session_id', 'uuid', (c) =>
      c.notNull().unique().references('sessions.id').onDelete('cascade'),
    )
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .execute()
}
