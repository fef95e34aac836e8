// Serves: counters of tries that cannot be filled through one another (each has a kind, and one row), and the devices that
// have signed in before, which strangers' guesses do not lock out.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  // Whoever is locked out while the new version is installed may try again.
  await db.deleteFrom('sign_in_tries').execute()
  await db.schema.dropIndex('sign_in_tries_account').execute()
  await db.schema.alterTable('sign_in_tries').renameColumn('account_hash', 'of_hash').execute()
  await db.schema
    .alterTable('sign_in_tries')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('count', 'int4', (c) => c.notNull())
    .execute()
  await sql`alter table sign_in_tries add constraint sign_in_tries_pk primary key (kind, of_hash)`.execute(db)

  await db.schema
    .createTable('known_devices')
    .addColumn('token_hash', 'bytea', (c) => c.notNull())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id').onDelete('cascade'))
    .addColumn('seen_at', 'timestamptz', (c) => c.notNull())
    .addPrimaryKeyConstraint('known_devices_pk', ['token_hash', 'member_id'])
    .execute()
  await db.schema.createIndex('known_devices_member').on('known_devices').column('member_id').execute()
}
