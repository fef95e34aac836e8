// Serves: the event and its members, sessions and invitations; cases with their access, reports and people;
// the records' log; tasks as a projection of the records; the outbox of notifications.
// Words of a case (reports, people, log rows, task texts, minutes) are sealed: bytea, never readable here.

import { type Kysely, sql } from 'kysely'

// A migration sees the database without types: the tables of later versions are none of its business.
// biome-ignore lint/suspicious/noExplicitAny: see above
export async function up(db: Kysely<any>): Promise<void> {
  const id = (table: string) => db.schema.createTable(table).addColumn('id', 'uuid', (c) => c.primaryKey())
  const now = sql`now()`

  await id('events')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('is_current', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .execute()
  await sql`create unique index events_one_current on events (is_current) where is_current`.execute(db)

  await id('members')
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('chair', 'coordinator', 'staff')`))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('colour', 'int2', (c) => c.notNull().check(sql`colour between 1 and 8`))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('ended_at', 'timestamptz')
    .execute()
  await sql`create unique index members_email on members (event_id, email) where ended_at is null`.execute(db)

  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'bytea', (c) => c.primaryKey())
    .addColumn('id', 'uuid', (c) => c.notNull().unique())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .addColumn('proved_at', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('sessions_member').on('sessions').column('member_id').execute()

  await db.schema
    .createTable('sign_in_tries')
    .addColumn('account_hash', 'bytea', (c) => c.notNull())
    .addColumn('at', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('sign_in_tries_account')
    .on('sign_in_tries')
    .columns(['account_hash', 'at'])
    .execute()

  await id('invitations')
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('token_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('coordinator', 'staff')`))
    .addColumn('max_uses', 'int4', (c) => c.notNull())
    .addColumn('uses', 'int4', (c) => c.notNull().defaultTo(0))
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .addColumn('created_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('revoked_at', 'timestamptz')
    .execute()

  await casesTables(db)
  await recordTables(db)
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function casesTables(db: Kysely<any>): Promise<void> {
  const now = sql`now()`
  const id = (table: string) => db.schema.createTable(table).addColumn('id', 'uuid', (c) => c.primaryKey())

  await id('cases')
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('code_name', 'text', (c) => c.notNull())
    .addColumn('stage', 'text', (c) =>
      c.notNull().check(sql`stage in ('new', 'meeting', 'acting', 'decided', 'closed')`),
    )
    .addColumn('stage_since', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('is_urgent', 'boolean', (c) => c.notNull().defaultTo(false))
    .addColumn('reported_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('reported_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('sealed_key', 'bytea', (c) => c.notNull())
    .addUniqueConstraint('cases_code_name', ['event_id', 'code_name'])
    .execute()

  await db.schema
    .createTable('code_name_reservations')
    .addColumn('event_id', 'uuid', (c) => c.notNull().references('events.id'))
    .addColumn('code_name', 'text', (c) => c.notNull())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('reserved_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('code_name_reservations_pk', ['event_id', 'code_name'])
    .execute()

  // `conflict`: not every member given access may open the case at once; `asked` means: not before they answer.
  await db.schema
    .createTable('case_access')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('level', 'text', (c) => c.notNull().check(sql`level in ('lead', 'write', 'read')`))
    .addColumn('conflict', 'text', (c) =>
      c.notNull().defaultTo('unasked').check(sql`conflict in ('unasked', 'asked', 'none')`),
    )
    .addColumn('granted_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('granted_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('case_access_pk', ['case_id', 'member_id'])
    .execute()
  await db.schema.createIndex('case_access_member').on('case_access').column('member_id').execute()

  await db.schema
    .createTable('case_exclusions')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('since', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('case_exclusions_pk', ['case_id', 'member_id'])
    .execute()

  await id('reports')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('taken_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('taken_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('reports_case').on('reports').column('case_id').execute()
  // An account is frozen: no later mistake of ours may change it.
  await sql`create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'a frozen row is never changed'; end $$`.execute(db)
  await sql`create trigger reports_frozen before update on reports
    for each row execute function refuse_change()`.execute(db)

  await id('amendments')
    .addColumn('report_id', 'uuid', (c) => c.notNull().references('reports.id'))
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('author_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('amendments_report').on('amendments').column('report_id').execute()
  await sql`create trigger amendments_frozen before update on amendments
    for each row execute function refuse_change()`.execute(db)

  await id('case_people')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('role', 'text', (c) =>
      c.notNull().check(sql`role in ('reporter', 'affected', 'reported', 'witness', 'other')`),
    )
    .addColumn('member_id', 'uuid', (c) => c.references('members.id'))
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addColumn('created_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .execute()
  await db.schema.createIndex('case_people_case').on('case_people').column('case_id').execute()

  await id('meetings')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('started_at', 'timestamptz', (c) => c.notNull())
    .addColumn('started_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('place', 'text')
    .addColumn('question', 'int2', (c) => c.notNull().defaultTo(1).check(sql`question between 1 and 4`))
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('has_objection', 'boolean')
    .addColumn('sealed_minutes', 'bytea')
    .execute()
  await sql`create unique index meetings_one_open on meetings (case_id) where ended_at is null`.execute(db)
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function recordTables(db: Kysely<any>): Promise<void> {
  const now = sql`now()`

  // One head row a case: whoever appends locks it, so the database orders a case. Rights changes lock it too,
  // so a push can never slip past the change of a right.
  await db.schema
    .createTable('record_heads')
    .addColumn('case_id', 'uuid', (c) => c.primaryKey().references('cases.id'))
    .addColumn('seq', 'int8', (c) => c.notNull().defaultTo(0))
    .addColumn('epoch', 'uuid', (c) => c.notNull())
    .execute()

  await db.schema
    .createTable('record_log')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('record_heads.case_id'))
    .addColumn('seq', 'int8', (c) => c.notNull())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addColumn('at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('record_log_pk', ['case_id', 'seq'])
    .execute()

  // A Yjs clientID belongs to the member who used it first.
  await db.schema
    .createTable('record_clients')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('record_heads.case_id'))
    .addColumn('client', 'int8', (c) => c.notNull())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('since', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('record_clients_pk', ['case_id', 'client'])
    .execute()

  await db.schema
    .createTable('tasks')
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('task_id', 'uuid', (c) => c.notNull())
    .addColumn('sealed_what', 'bytea', (c) => c.notNull())
    .addColumn('who', 'uuid')
    .addColumn('due', 'timestamptz')
    .addColumn('sealed_due_words', 'bytea')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('by', 'uuid')
    .addColumn('ord', 'text', (c) => c.notNull())
    .addColumn('added_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('assigned_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('assigned_at', 'timestamptz')
    .addColumn('delivered_at', 'timestamptz')
    .addColumn('state_at', 'timestamptz')
    .addPrimaryKeyConstraint('tasks_pk', ['case_id', 'task_id'])
    .execute()
  await db.schema.createIndex('tasks_who').on('tasks').column('who').execute()

  await db.schema
    .createTable('outbox')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('task_id', 'uuid', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('due_at', 'timestamptz', (c) => c.notNull().defaultTo(now))
    .addColumn('settled_at', 'timestamptz')
    .execute()
  await sql`create index outbox_due on outbox (due_at) where settled_at is null`.execute(db)
}
