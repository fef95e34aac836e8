// Serves: ways back in for members who lost their password, accounts that end by themselves, where one is signed in, and names
// that somebody had before. Changes of a member that other nodes must hear of are told by the database, whoever makes them.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('members')
    .addColumn('ends_at', 'timestamptz')
    .addColumn('back_at', 'timestamptz')
    .addColumn('back_by', 'uuid', (c) => c.references('members.id'))
    .execute()
  await sql`create index members_ending on members (ends_at) where ends_at is not null and ended_at is null`.execute(
    db,
  )

  // One a member: a new one takes the place of the one before.
  await db.schema
    .createTable('recoveries')
    .addColumn('member_id', 'uuid', (c) => c.primaryKey().references('members.id'))
    .addColumn('token_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('made_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('made_at', 'timestamptz', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .execute()

  await db.schema
    .alterTable('sessions')
    .addColumn('device', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('seen_at', 'timestamptz', (c) => c.notNull().defaultTo(sql`now()`))
    .execute()
  await sql`update sessions set seen_at = created_at`.execute(db)

  await db.schema
    .createTable('former_names')
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('former_names_pk', ['member_id', 'name'])
    .execute()

  await tellOfChanges(db)
}

/** `isAnew`: what open connections know of the member from their beginning is no longer so. */
// biome-ignore lint/suspicious/noExplicitAny: as above
async function tellOfChanges(db: Kysely<any>): Promise<void> {
  await sql`create function tell_member_changed() returns trigger language plpgsql as $$ begin
    perform tell_nodes(json_build_object('is', 'member-changed', 'member', new.id,
      'isAnew', new.name <> old.name or new.ends_at is distinct from old.ends_at));
    return null;
  end $$`.execute(db)
  await sql`create trigger members_changed_told after update of name, role, confirmed_at, ends_at, back_at on members
    for each row execute function tell_member_changed()`.execute(db)
}
