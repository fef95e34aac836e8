// Serves: a member who got back in by a link of somebody who is locked out of a case has nothing of that case either, until
// somebody who may change its access gives it to them. Like an exclusion in everything, but that one act ends it.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('case_exclusions')
    .addColumn('until_given', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
}
