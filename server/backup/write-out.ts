// Gives a database out as lines, as it was at one moment, while others go on writing into it. On a server one transaction
// sees that moment for as long as it takes. The embedded database has a single connection, so that a transaction would hold
// up every save: there it covers all but the records' logs. Those only grow; each is read up to where it was, in turns
// with everybody else, and counted.

import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { readKeyProbe } from '../platform/key-check.ts'
import { readMigrations } from '../platform/migrate.ts'
import { version } from '../platform/version.ts'
import { format, type Head, NotMade, type Sink, Writing } from './lines.ts'
import { lineOf, orderOf, readTables, type Scope, shareOf, type Table } from './tables.ts'

export type Source = { db: Db; kind: 'embedded' | 'postgres' }

/** So many characters are asked for at a time, as far as can be told beforehand. */
const askedChars = 512 * 1024
const maxRows = 128
const log = 'record_log'

/** Where the log of a record is, and how many rows it has until there. */
type LogEnd = { id: string; seq: number; rows: number }

/** @throws NotMade when a log became shorter meanwhile */
export async function writeOut({ db, kind }: Source, scope: Scope, sink: Sink): Promise<void> {
  const writing = new Writing(sink)
  const isSteady = kind === 'postgres'
  const { ends, logs } = await inOneMoment(db, async (trx) => {
    await writing.head(await readHead(trx, kind))
    const tables = await readTables(trx)
    for (const table of tables) {
      if (table.name === log) continue
      const share = shareOf(table.name, scope)
      if (!share) continue
      await writing.table(table.name, namesOf(table), (take) => writeRows(trx, table, take, share))
    }
    const logs = tables.find(({ name }) => name === log)
    const ends = await readLogEnds(trx)
    if (isSteady) await writeLogs(trx, writing, logs!, ends)
    return { ends, logs }
  })
  if (!isSteady) await writeLogs(db, writing, logs!, ends)
  await writing.last()
}

const namesOf = ({ columns }: Table): string[] => columns.map(({ name }) => name)

const inOneMoment = <T>(db: Db, read: (trx: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

async function readHead(trx: Db, engine: Head['engine']): Promise<Head> {
  const migrations = await readMigrations(trx)
  if (migrations.length === 0) throw new NotMade('There is no Greenroom in this database yet.')
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(trx)
  const probe = await readKeyProbe(trx)
  const inText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return {
    greenroom: 'backup',
    format,
    version: version,
    madeAt: rows[0]!.at.toISOString(),
    engine,
    migrations,
    key: {
      word: probe.word ? inText(probe.word) : null,
      cases: probe.cases.map(({ id, sealed_key }) => ({ id, sealed: inText(sealed_key) })),
    },
  }
}

/** The rows of one table in its order. To be called in a transaction. */
export async function writeRows(trx: Db, table: Table, take: Sink, share = sql`true`): Promise<void> {
  await sql`declare backup no scroll cursor for
    select ${lineOf(table)} as line from ${sql.table(table.name)} where ${share} order by ${orderOf(table)}`.execute(
    trx,
  )
  await writePieces(async (count) => {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(count)} from backup`.execute(trx)
    return rows.map(({ line }) => line)
  }, take)
  await sql`close backup`.execute(trx)
}

/** Asks for fewer rows at a time where they are long. */
async function writePieces(next: (count: number) => Promise<string[]>, take: Sink): Promise<number> {
  let written = 0
  for (let count = 8; ; ) {
    const lines = await next(count)
    for (const line of lines) await take(line)
    written += lines.length
    if (lines.length < count) return written
    const chars = lines.reduce((all, line) => all + line.length, 1)
    const isLong = chars > askedChars
    if (isLong || chars * 2 < askedChars)
      count = Math.max(1, Math.min(maxRows, isLong ? count / 2 : count * 2))
  }
}

async function readLogEnds(trx: Db): Promise<LogEnd[]> {
  const { rows } = await sql<LogEnd>`
    select h.case_id as id, h.seq, (select count(*) from record_log l where l.case_id = h.case_id and l.seq <= h.seq)
      as rows
    from record_heads h order by h.case_id`.execute(trx)
  return rows
}

function writeLogs(db: Db, writing: Writing, table: Table, ends: readonly LogEnd[]): Promise<void> {
  return writing.table(table.name, namesOf(table), async (take) => {
    for (const end of ends) await writeLog(db, table, end, take)
  })
}

async function writeLog(db: Db, table: Table, { id, seq, rows: wanted }: LogEnd, take: Sink): Promise<void> {
  let after = 0
  const written = await writePieces(async (count) => {
    const { rows } = await sql<{ line: string; seq: number }>`
      select ${lineOf(table)} as line, seq from record_log
      where case_id = ${id} and seq > ${after} and seq <= ${seq} order by seq limit ${count}`.execute(db)
    after = rows.at(-1)?.seq ?? after
    return rows.map(({ line }) => line)
  }, take)
  if (written !== wanted)
    throw new NotMade('A record was taken away while the backup was being made: make it again.')
}
