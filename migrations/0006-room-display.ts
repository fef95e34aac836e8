// Serves: the room display. Its own sessions, made from a member's device and ended with the meeting; the code by which
// phones join; and who showed names in the room, and for how long.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('meetings')
    .addColumn('join_code', 'text')
    .addColumn('names_shown_by', 'uuid', (c) => c.references('members.id'))
    .addColumn('names_shown_until', 'timestamptz')
    .execute()
  // A meeting that runs while the new version is installed gets a code, too.
  await sql`update meetings set join_code = translate(upper(substr(gen_random_uuid()::text, 1, 6)), '01B58', 'GHJKM')
    where ended_at is null`.execute(db)
  await db.schema
    .createIndex('meetings_join_code')
    .on('meetings')
    .column('join_code')
    .unique()
    .where(sql<boolean>`ended_at is null`)
    .execute()
  await db.schema
    .createTable('displays')
    .addColumn('token_hash', 'bytea', (c) => c.primaryKey())
    .addColumn('id', 'uuid', (c) => c.notNull().unique())
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('made_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('created_at', 'timestamptz', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('displays_case').on('displays').column('case_id').execute()
  await db.schema
    .createTable('name_showings')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('meeting_id', 'uuid', (c) => c.notNull().references('meetings.id'))
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('at', 'timestamptz', (c) => c.notNull())
    .addColumn('until', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('name_showings_meeting').on('name_showings').column('meeting_id').execute()
}
