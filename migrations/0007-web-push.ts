// Serves: notifications on locked phones. The keys of this server, which devices may be reached where (gone with their
// session), and what is on its way to them.

import type { Kysely } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('server_keys')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('push_subscriptions')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('session_id', 'uuid', (c) =>
      c.notNull().unique().references('sessions.id').onDelete('cascade'),
    )
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('address_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('push_subscriptions_member')
    .on('push_subscriptions')
    .column('member_id')
    .execute()
  await db.schema
    .createTable('pushes')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('subscription_id', 'uuid', (c) =>
      c.notNull().references('push_subscriptions.id').onDelete('cascade'),
    )
    .addColumn('member_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('case_id', 'uuid', (c) => c.notNull().references('cases.id'))
    .addColumn('task_id', 'uuid', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('due_at', 'timestamptz', (c) => c.notNull())
    .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('pushes_due').on('pushes').column('due_at').execute()
  await db.schema.createIndex('pushes_subscription').on('pushes').column('subscription_id').execute()
}
