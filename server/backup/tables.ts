// Which tables a backup holds, and how a row of any of them becomes a line of text: the same from both databases, whatever
// their version and settings, so that lines can be compared.

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'

/** All of its rows, none, or those for which this holds. */
type Share = 'all' | 'none' | { only: RawBuilder<unknown> }

const hasEnded = sql`outcome is not null`
const isKept = sql`kept_at is not null`

/**
 * What a backup holds. Left out is what must not come alive again when it is put back: ways in that have ended since, or
 * were used up; what is still to be told or to ring, but for reminders; counters. Snapshots are made anew from the log.
 */
export const inBackups: Record<keyof Database, Share> = {
  events: 'all',
  members: 'all',
  sessions: 'none',
  phone_codes: 'none',
  sign_in_tries: 'none',
  known_devices: 'none',
  recoveries: 'none',
  former_names: 'all',
  shifts: 'all',
  invitations: 'none',
  cases: 'all',
  code_name_reservations: 'all',
  case_access: 'all',
  case_arrivals: 'all',
  case_exclusions: 'all',
  case_likenesses: 'all',
  exclusion_lifts: 'all',
  case_entries: 'all',
  event_entries: 'all',
  // What never came whole is in nobody's case yet.
  files: { only: isKept },
  file_parts: { only: sql`file_id in (select id from files where ${isKept})` },
  receipts: 'all',
  attendee_drafts: 'none',
  audit: 'all',
  audit_heads: 'all',
  case_people: 'all',
  meetings: 'all',
  displays: 'none',
  name_showings: 'all',
  record_heads: 'all',
  record_log: 'all',
  record_clients: 'all',
  record_snapshots: 'none',
  tasks: 'all',
  server_keys: 'all',
  push_subscriptions: 'none',
  // A page that still called somebody would go on calling.
  pages: { only: hasEnded },
  page_calls: { only: sql`page_id in (select id from pages where ${hasEnded})` },
  // Of the rest nobody is told again; a task that is due later is still due then.
  jobs: { only: sql`kind like 'remind-%'` },
}

/** Gone since: a database that a former version left has them still, and so have its backups. */
const ofBefore: Readonly<Record<string, Share>> = {
  reports: 'all',
  amendments: 'all',
  outbox: 'none',
  pushes: 'none',
}
const shares: Readonly<Record<string, Share>> = { ...ofBefore, ...inBackups }

/** A move goes on where it was: it takes everything along. */
export type Scope = 'backup' | 'everything'

/** @returns undefined for a table whose rows are not in it */
export function shareOf(table: string, scope: Scope): RawBuilder<unknown> | undefined {
  const share = shares[table] ?? 'none'
  if (scope === 'everything' || share === 'all') return sql`true`
  return share === 'none' ? undefined : share.only
}

type Column = { name: string; type: string }
export type Table = { name: string; columns: readonly Column[]; key: readonly Column[] }

/** Our tables as they are in this database, by name; what the database makes by itself of other columns is none of them. */
export async function readTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<Column & { table: string; place: number | null }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      array_position(p.conkey, a.attnum) as place
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by c.relname collate "C", a.attnum`.execute(db)
  const ours = rows.filter(({ table }) => Object.hasOwn(shares, table))
  const byName = Map.groupBy(ours, ({ table }) => table)
  return [...byName].map(([name, columns]) => ({
    name,
    columns: columns.map(({ name, type }) => ({ name, type })),
    key: columns
      .filter(({ place }) => place !== null)
      .toSorted((a, b) => a.place! - b.place!)
      .map(({ name, type }) => ({ name, type })),
  }))
}

/** A row as a line: a list of texts, in the order of the columns. */
export const lineOf = ({ columns }: Pick<Table, 'columns'>): RawBuilder<string> =>
  sql<string>`json_build_array(${sql.join(columns.map(textOf))})::text`

function textOf({ name, type }: Column): RawBuilder<unknown> {
  const column = sql.ref(name)
  if (type === 'bytea') return sql`translate(encode(${column}, 'base64'), e'\n', '')`
  if (type === 'timestamp with time zone')
    return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return sql`${column}::text`
}

/** The other way: the column's value, of a line that is called `line`. */
export function columnOf({ type }: Column, at: number): RawBuilder<unknown> {
  const text = sql`line->>${sql.lit(at)}`
  return type === 'bytea' ? sql`decode(${text}, 'base64')` : sql`(${text})::${sql.raw(type)}`
}

/** One order for a table in every database: texts are compared by their bytes. */
export function orderOf(table: Table): RawBuilder<unknown> {
  if (table.key.length === 0) return sql`${lineOf(table)} collate "C"`
  return sql.join(
    table.key.map(({ name, type }) => (type === 'text' ? sql`${sql.ref(name)} collate "C"` : sql.ref(name))),
  )
}
