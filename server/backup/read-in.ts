// Puts lines back into an empty database, in one transaction: whoever is killed in the middle has changed nothing. The
// tables are made as they were when the lines were written, filled with what watches over them set aside (a right that is
// put back is no change of a right), and then read again and compared with what was to be in them.

import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { StartRefused } from '../platform/errors.ts'
import { migrateTo, readMigrations } from '../platform/migrate.ts'
import { type Counts, type Feed, isSame, NotWhole, Reading, Summing } from './lines.ts'
import { columnOf, readTables, type Scope, shareOf, type Table } from './tables.ts'
import { writeRows } from './write-out.ts'

type Options = {
  /** Records are given a new life: what devices still hold of the old one does not enter it. */
  isNewLife: boolean
  /** Where, for people. */
  place: string
}

/** So many characters go into one statement. */
const sentChars = 1024 * 1024
const maxRows = 500

/** @throws StartRefused when it is not empty, or not what was to be in it; NotWhole, NotMade */
export function readIn(db: Db, feed: Feed, { isNewLife, place }: Options): Promise<Counts> {
  return db.transaction().execute(async (trx) => {
    const reading = new Reading()
    const filling = new Filling(trx, place, isNewLife ? 'backup' : 'everything')
    await feed(async (line) => {
      const part = reading.take(line)
      if (part.is === 'head') await filling.begin(part.head.migrations)
      else if (part.is === 'table') filling.open(part.table)
      else if (part.is === 'row') await filling.row(line)
      else await filling.close()
    })
    const counts = reading.end()
    await compare(trx, filling.tables, reading, place)
    if (isNewLife) await sql`update record_heads set epoch = gen_random_uuid()`.execute(trx)
    await filling.end()
    return counts
  })
}

/** @throws StartRefused */
export async function refuseTaken(db: Db, place: string): Promise<void> {
  if ((await readMigrations(db)).length === 0) return
  throw new StartRefused(`There is a Greenroom in ${place} already: nothing in it was changed.`)
}

class Filling {
  tables: Table[] = []
  readonly #trx: Db
  readonly #place: string
  readonly #scope: Scope
  #putBack: (() => Promise<void>)[] = []
  #table: Table | undefined
  #lines: string[] = []
  #chars = 0

  constructor(trx: Db, place: string, scope: Scope) {
    this.#trx = trx
    this.#place = place
    this.#scope = scope
  }

  async begin(migrations: readonly string[]): Promise<void> {
    // A server that starts meanwhile waits for the same lock.
    await sql`select pg_advisory_xact_lock(${sql.raw(migrationLock)})`.execute(this.#trx)
    await refuseTaken(this.#trx, this.#place)
    if ((await readTables(this.#trx)).length > 0)
      throw new StartRefused(`There is something else in ${this.#place}: nothing in it was changed.`)
    await migrateTo(this.#trx, migrations)
    this.tables = await readTables(this.#trx)
    this.#putBack = [await setAsideTriggers(this.#trx), await setAsideReferences(this.#trx)]
  }

  /** @throws NotWhole when this is no table of ours, as it was then */
  open({ table: name, columns }: { table: string; columns: readonly string[] }): void {
    const table = this.tables.find((one) => one.name === name)
    const isOurs = table?.columns.map((column) => column.name).join() === columns.join()
    // A session or a link in a file would be one that somebody wrote into it.
    const isWanted = shareOf(name, this.#scope) !== undefined
    if (!table || !isOurs || !isWanted)
      throw new NotWhole(`holds a table that it cannot hold (${name.slice(0, 40)})`)
    this.#table = table
  }

  async row(line: string): Promise<void> {
    this.#lines.push(line)
    this.#chars += line.length
    if (this.#chars >= sentChars || this.#lines.length >= maxRows) await this.#send()
  }

  async close(): Promise<void> {
    await this.#send()
    this.#table = undefined
  }

  /** What watches over the tables does so again. */
  async end(): Promise<void> {
    for (const putBack of this.#putBack) await putBack()
  }

  async #send(): Promise<void> {
    const lines = `[${this.#lines.join()}]`
    const isEmpty = this.#lines.length === 0
    this.#lines = []
    this.#chars = 0
    if (isEmpty || !this.#table) return
    const { name, columns } = this.#table
    await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
      select ${sql.join(columns.map(columnOf))} from json_array_elements(${lines}::text::json) as line`.execute(
      this.#trx,
    )
  }
}

/** Kysely's own, which its migrations are made under. */
const migrationLock = '3853314791062309107'

/** @returns how to put them back as they were */
async function setAsideTriggers(trx: Db): Promise<() => Promise<void>> {
  const { rows } = await sql<{ name: string; table: string; mode: string }>`
    select t.tgname as name, c.relname as "table", t.tgenabled as mode
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled <> 'D' and c.relnamespace = 'public'::regnamespace`.execute(trx)
  const alter = async (how: (mode: string) => string) => {
    for (const { name, table, mode } of rows)
      await sql`alter table ${sql.table(table)} ${sql.raw(how(mode))} trigger ${sql.ref(name)}`.execute(trx)
  }
  await alter(() => 'disable')
  const enabling: Record<string, string> = { A: 'enable always', R: 'enable replica' }
  return () => alter((mode) => enabling[mode] ?? 'enable')
}

/** Tables come in any order, and point at each other in circles. @returns how to put them back, which looks at every row */
async function setAsideReferences(trx: Db): Promise<() => Promise<void>> {
  const { rows } = await sql<{ name: string; table: string; is: string }>`
    select k.conname as name, c.relname as "table", pg_get_constraintdef(k.oid) as is
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by c.relname, k.conname`.execute(
    trx,
  )
  for (const { name, table } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx)
  return async () => {
    for (const { name, table, is } of rows)
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(is)}`.execute(trx)
  }
}

/** What is in the tables now, read like the lines that filled them. */
async function compare(trx: Db, tables: readonly Table[], reading: Reading, place: string): Promise<void> {
  for (const table of tables) {
    const wanted = reading.sumOf(table.name)
    const summing = new Summing()
    await writeRows(trx, table, (line) => summing.add(line))
    const found = summing.sum()
    if (wanted ? isSame(wanted, found) : found.rows === 0) continue
    throw new StartRefused(
      `What came into the table ${table.name} of ${place} is not what was to be in it: nothing was kept of it.`,
    )
  }
}
