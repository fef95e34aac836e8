// Serves: an invitation made in a case carries access to it; whoever came by one waits until somebody who may change the
// case's access has said who they are. A row stays when the answer was no, so that whoever waits cannot tell.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('invitations')
    .addColumn('case_id', 'uuid', (c) => c.references('cases.id'))
    .addColumn('level', 'text')
    .execute()
  await sql`alter table invitations add constraint invitations_carried check (
    (case_id is null and level is null) or (case_id is not null and level in ('write', 'read') and role = 'staff')
  )`.execute(db)
  await db.schema
    .createTable('case_arrivals')
    .addColumn('member_id', 'uuid', (c) => c.primaryKey().references('members.id'))
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('level', 'text', (c) => c.notNull().check(sql`level in ('write', 'read')`))
    .addColumn('invited_by', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('arrived_at', 'timestamptz', (c) => c.notNull())
    .addColumn('answered_at', 'timestamptz')
    .execute()
  await db.schema.createIndex('case_arrivals_case').on('case_arrivals').column('case_id').execute()
}
