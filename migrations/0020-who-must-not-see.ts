// Serves: whoever is likely named in a case has nothing of it until somebody on it has said whether it is them; the conflict
// question is asked wherever something says who the reported person is; whoever leads until the lead has answered is known; the
// event names somebody outside the team; and a case that is closed takes no words.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('case_exclusions')
    .addColumn('until_answered', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  await db.schema
    .createTable('case_likenesses')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('entry_id', 'uuid', (c) => c.notNull())
    .addColumn('asked_at', 'timestamptz', (c) => c.notNull())
    .addColumn('is_them', 'boolean')
    .addColumn('answered_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('answered_at', 'timestamptz')
    .addPrimaryKeyConstraint('case_likenesses_pk', ['case_id', 'member_id', 'entry_id'])
    .execute()
  await db.schema
    .alterTable('cases')
    .addColumn('is_who_written', 'boolean', (c) => c.notNull().defaultTo(false))
    .execute()
  // What former reports say is sealed: whoever is new to such a case is asked.
  await sql`update cases set is_who_written = true
    where id in (select case_id from case_entries where kind = 'report')`.execute(db)
  await db.schema.alterTable('case_access').addColumn('stands_in_from', 'text').execute()
  await db.schema.alterTable('events').addColumn('sealed_outside', 'bytea').execute()

  await sql`create function raise_rights_version_of_case() returns trigger language plpgsql as $$ begin
    update record_heads set rights_version = rights_version + 1 where case_id = new.id;
    return null;
  end $$`.execute(db)
  await sql`create trigger cases_rights after update of stage on cases for each row
    when ((old.stage = 'closed') <> (new.stage = 'closed')) execute function raise_rights_version_of_case()`.execute(
    db,
  )
}
