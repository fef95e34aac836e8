// Serves: one sealed, append-only list per case (and one per event) for everything that is written down and never changed.
// Reports, what was added to them, people, minutes and reasons to let somebody back in move into it, box by box: none is opened, so that a
// damaged one comes along as it is.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
type AnyDb = Kysely<any>

// In one transaction with all that follows: whoever is killed in the middle has changed nothing, and begins again.
export async function up(db: AnyDb): Promise<void> {
  await createEntries(db, 'case_entries', 'case_id', 'cases.id')
  await createEntries(db, 'event_entries', 'event_id', 'events.id')
  const moved = await moveIn(db)
  const { rows } = await sql<{ there: number }>`select count(*)::int as there from case_entries`.execute(db)
  if (rows[0]!.there !== moved) throw new Error(`${moved} were to be moved, and ${rows[0]!.there} are there`)

  await db.schema.dropTable('amendments').execute()
  await db.schema.dropTable('reports').execute()
  await db.schema.alterTable('case_people').dropColumn('sealed').execute()
  await db.schema.alterTable('meetings').dropColumn('sealed_minutes').execute()
  await db.schema.alterTable('exclusion_lifts').dropColumn('sealed').execute()
  // A dropped column stays in the file; a table written anew is without it.
  await sql`cluster case_people using case_people_pkey`.execute(db)
  await sql`cluster meetings using meetings_pkey`.execute(db)
  await sql`cluster exclusion_lifts using exclusion_lifts_pkey`.execute(db)
}

async function createEntries(db: AnyDb, table: string, owner: string, owned: string): Promise<void> {
  await db.schema
    .createTable(table)
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id', 'uuid', (c) => c.notNull())
    .addColumn(owner, 'uuid', (c) => c.notNull().references(owned))
    // The order in which they were written, from 1.
    .addColumn('n', 'int4', (c) => c.notNull())
    .addColumn('version', 'int2', (c) => c.notNull())
    .addColumn('author_id', 'uuid', (c) => c.notNull().references('members.id'))
    .addColumn('at', 'timestamptz', (c) => c.notNull())
    .addColumn('about', 'uuid')
    .addColumn('sealed', 'bytea', (c) => c.notNull())
    // Ids of reports are drawn by devices: within their kind nobody else's can be taken.
    .addPrimaryKeyConstraint(`${table}_pk`, ['kind', 'id'])
    .addUniqueConstraint(`${table}_order`, [owner, 'n'])
    .execute()
  await sql`create trigger ${sql.ref(`${table}_frozen`)} before update on ${sql.table(table)}
    for each row execute function refuse_change()`.execute(db)
}

/** Every box keeps its kind and id, which it is bound to. @returns how many there are */
async function moveIn(db: AnyDb): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    with former as (
      select 'report' as kind, id, case_id, 1 as place, taken_by as author_id, taken_at as at,
        null::uuid as about, sealed from reports
      union all select 'amendment', id, case_id, 2, author_id, at, report_id, sealed from amendments
      union all select 'person', id, case_id, 3, created_by, created_at, null, sealed from case_people
      union all select 'minutes', id, case_id, 4, coalesce(ended_by, started_by), ended_at, null, sealed_minutes
        from meetings where sealed_minutes is not null
      union all select 'lift', id, case_id, 5, asked_by, asked_at, null, sealed from exclusion_lifts
    ), moving as (
      insert into case_entries (kind, id, case_id, n, version, author_id, at, about, sealed)
      select kind, id, case_id, row_number() over (partition by case_id order by at, place, id), 1,
        author_id, at, about, sealed
      from former
    )
    select count(*)::int as moved from former`.execute(db)
  return rows[0]!.moved
}
