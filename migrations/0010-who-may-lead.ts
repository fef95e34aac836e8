// Serves: chairs and coordinators count as staff until a chair has confirmed who they are; somebody locked out is let back in
// by two; a case that nobody may lead is marked; whoever runs the team sees a waiting phone alike, whoever else lets it in.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await confirmMembers(db)
  await db.schema.alterTable('cases').addColumn('leaderless_since', 'timestamptz').execute()
  await db.schema
    .createTable('exclusion_lifts')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('asked_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('asked_at', 'timestamptz', (c) => c.notNull())
    .addColumn('agreed_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('agreed_at', 'timestamptz')
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addCheckConstraint('exclusion_lifts_two', sql`agreed_by <> asked_by`)
    .execute()
  await sql`create unique index exclusion_lifts_one_open on exclusion_lifts (case_id, member_id)
    where agreed_at is null`.execute(db)

  await db.schema.alterTable('sessions').addColumn('shown_until', 'timestamptz').execute()
  await sql`update sessions set shown_until = expires_at where waits`.execute(db)
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function confirmMembers(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('members')
    .addColumn('confirmed_at', 'timestamptz')
    .addColumn('confirmed_by', 'uuid', (c) => c.references('members.id'))
    .execute()
  // Whoever is there already is known.
  await sql`update members set confirmed_at = created_at where role <> 'staff'`.execute(db)
  await sql`alter table members add column acting_role text not null
    generated always as (case when confirmed_at is null then 'staff' else role end) stored`.execute(db)
  await sql`create or replace trigger members_rights after update of role, ended_at, confirmed_at on members
    for each row execute function raise_rights_versions_of_member()`.execute(db)

  await sql`alter table invitations drop constraint invitations_role_check`.execute(db)
  await sql`alter table invitations add constraint invitations_role_check
    check (role in ('chair', 'coordinator', 'staff'))`.execute(db)
  // Links by which coordinators would have let in further ones are good no more.
  await sql`update invitations set revoked_at = now() where revoked_at is null and role <> 'staff'
    and created_by in (select id from members where role <> 'chair')`.execute(db)
}
