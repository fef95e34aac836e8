// Serves: a page without a case can say that somebody may be in danger; whoever called says where they are; whoever is on the way
// says that they are there; and a member can give a telephone number of theirs to the team. Places and numbers are sealed.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('pages')
    .addColumn('says_danger', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  await db.schema.alterTable('pages').addColumn('sealed_place', 'bytea').execute()
  await db.schema.alterTable('page_calls').addColumn('here_at', 'timestamptz').execute()
  await db.schema.alterTable('members').addColumn('sealed_phone', 'bytea').execute()
}
