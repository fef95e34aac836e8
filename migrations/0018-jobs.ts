// Serves: one list of what is still to be done, whatever it is about: telling of a task, ringing a device, calling the next in line.
// What waited in the tables of before waits in it from now on; those are gone.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('about', 'jsonb', (c) => c.notNull())
    .addColumn('made_at', 'timestamptz', (c) => c.notNull())
    .addColumn('due_at', 'timestamptz')
    .addColumn('expires_at', 'timestamptz')
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('taken_by', 'uuid')
    .addUniqueConstraint('jobs_once', ['kind', 'key'])
    .execute()
  await db.schema.createIndex('jobs_due').on('jobs').columns(['kind', 'due_at']).execute()
  await bringAlong(db)
  await db.schema.dropTable('outbox').execute()
  await db.schema.dropTable('pushes').execute()
  await db.schema.dropIndex('pages_calling').execute()
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function bringAlong(db: Kysely<any>): Promise<void> {
  await sql`insert into jobs (id, kind, key, about, made_at)
    select distinct on (member_id, case_id, task_id) id, 'tell-task', concat_ws(' ', member_id, case_id, task_id),
      jsonb_build_object('member', member_id, 'case', case_id, 'task', task_id), created_at
    from outbox where settled_at is null
    order by member_id, case_id, task_id, created_at`.execute(db)
  // Whatever was under way when the server ended was not settled: it is tried once more.
  await sql`insert into jobs (id, kind, key, about, made_at, due_at, expires_at, tries)
    select distinct on (subscription_id, case_id, task_id, page_id) id, 'ring-device',
      concat_ws(' ', subscription_id, case_id, task_id, page_id),
      jsonb_strip_nulls(jsonb_build_object('device', subscription_id, 'member', member_id,
        'case', case_id, 'task', task_id, 'page', page_id)),
      case when tries = 0 then due_at else now() end, case when tries = 0 then null else due_at end, expires_at, tries
    from pushes
    order by subscription_id, case_id, task_id, page_id, expires_at desc`.execute(db)
  await sql`insert into jobs (id, kind, key, about, made_at, due_at)
    select gen_random_uuid(), 'call-next', id::text, jsonb_build_object('page', id), made_at, next_at
    from pages where outcome is null`.execute(db)
}
