// Serves: pushes that are judged by rights held in memory. Whatever changes a right of a case raises the version in the
// case's head row, in the same transaction and whoever does it; a push is written only under the version it was judged by.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('record_heads')
    .addColumn('rights_version', 'int8', (c) => c.notNull().defaultTo(0))
    .execute()

  await sql`create function raise_rights_version() returns trigger language plpgsql as $$ begin
    update record_heads set rights_version = rights_version + 1 where case_id = coalesce(new.case_id, old.case_id);
    return null;
  end $$`.execute(db)
  for (const table of ['case_access', 'case_exclusions'])
    await sql`create trigger ${sql.ref(`${table}_rights`)} after insert or update or delete on ${sql.table(table)}
      for each row execute function raise_rights_version()`.execute(db)

  // The account's end and its role count in every case it is in. Locked in one order, so that two never wait for each other.
  await sql`create function raise_rights_versions_of_member() returns trigger language plpgsql as $$ begin
    perform 1 from record_heads where case_id in (select case_id from case_access where member_id = new.id)
      order by case_id for update;
    update record_heads set rights_version = rights_version + 1
      where case_id in (select case_id from case_access where member_id = new.id);
    return null;
  end $$`.execute(db)
  await sql`create trigger members_rights after update of role, ended_at on members
    for each row execute function raise_rights_versions_of_member()`.execute(db)
}
