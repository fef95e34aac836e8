// Serves: several nodes on one PostgreSQL. Whatever ends or changes a right, a session or an account tells all nodes in the
// same transaction, whoever does it, so that open screens are cut everywhere. On one node nobody listens.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create function tell_nodes(message json) returns void language sql as $$
    select pg_notify('greenroom', (message::jsonb || jsonb_build_object(
      'by', current_setting('application_name', true)))::text)
  $$`.execute(db)

  await sql`create function tell_access() returns trigger language plpgsql as $$ begin
    perform tell_nodes(json_build_object('is', 'access',
      'case', coalesce(new.case_id, old.case_id), 'member', coalesce(new.member_id, old.member_id)));
    return null;
  end $$`.execute(db)
  for (const table of ['case_access', 'case_exclusions'])
    await sql`create trigger ${sql.ref(`${table}_told`)} after insert or update or delete on ${sql.table(table)}
      for each row execute function tell_access()`.execute(db)

  await sql`create function tell_session() returns trigger language plpgsql as $$ begin
    perform tell_nodes(json_build_object('is', 'session-ended', 'session', old.id));
    return null;
  end $$`.execute(db)
  await sql`create trigger sessions_told after delete on sessions
    for each row execute function tell_session()`.execute(db)

  await sql`create function tell_member() returns trigger language plpgsql as $$ begin
    perform tell_nodes(json_build_object('is', 'member-ended', 'member', new.id));
    return null;
  end $$`.execute(db)
  await sql`create trigger members_told after update of ended_at on members
    for each row when (new.ended_at is not null) execute function tell_member()`.execute(db)
}
