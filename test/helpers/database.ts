// A database of its own for a test, migrated and empty, of either kind. The same suite runs on both:
//   describe.each(kinds)('… on %s', (kind) => { … await openTestDatabase(kind) … })

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import type { Bus } from '../../server/platform/bus.ts'
import { type Db, type OpenDatabase, openDatabase, openThrowAwayDatabase } from '../../server/platform/db.ts'
import type { CaseId } from '../../shared/ids.ts'

export const kinds = ['embedded', 'postgres'] as const
export type DatabaseKind = (typeof kinds)[number]

export type TestDatabase = {
  db: Db
  kind: DatabaseKind
  /** Of the PostgreSQL kind only: for a second process or a second connection. */
  url?: string
  openBus?(): Bus
  close(): Promise<void>
}

/** Opens an empty migrated database. */
export async function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'postgres' ? openOnServer() : openEmbedded()
}

/** Emptied and used again by the next test of the file: starting the engine takes longer than most tests. */
const idle: OpenDatabase[] = []
afterAll(async () => {
  for (const { close } of idle.splice(0)) await close()
})

async function openEmbedded(): Promise<TestDatabase> {
  const opened = idle.pop() ?? (await startEmbedded())
  const giveBack = async () => {
    await empty(opened.db)
    idle.push(opened)
  }
  return { db: opened.db, kind: 'embedded', close: giveBack }
}

function startEmbedded(): Promise<OpenDatabase> {
  const bytes = readFileSync(inject('embeddedImageFile'))
  return openThrowAwayDatabase(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  )
}

async function empty(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(
    db,
  )
  await truncate(
    db,
    rows.map(({ name }) => name),
  )
}

/** Empties tables and what hangs on them. The audit lets nobody do that: its triggers look away for this one statement. */
export async function truncate(db: Db, tables: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))} cascade`.execute(trx)
  })
}

async function openOnServer(): Promise<TestDatabase> {
  const { url, drop } = await createPostgresDatabase()
  const { db, openBus, close } = await openDatabase({ databaseUrl: url, dataDir: '' })
  const closeAndDrop = async () => {
    await close()
    await drop()
  }
  return { db, kind: 'postgres', url, openBus, close: closeAndDrop }
}

/** A fresh database on the run's PostgreSQL, migrated, or empty if asked for. */
export async function createPostgresDatabase(
  isEmpty = false,
): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl')
  const name = `greenroom_${randomUUID().replaceAll('-', '')}`
  await onServer(
    server,
    `create database ${name} template ${isEmpty ? 'template0' : inject('templateDatabase')}`,
  )
  const url = new URL(server)
  url.pathname = name
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) }
}

async function onServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

/** The record begins anew, as when a backup from before its first word is put back. */
export async function beginAnew(db: Db, caseId: CaseId): Promise<void> {
  for (const table of ['record_log', 'record_clients', 'record_snapshots'] as const)
    await db.deleteFrom(table).where('case_id', '=', caseId).execute()
  await db
    .updateTable('record_heads')
    .set({ seq: 0, epoch: crypto.randomUUID() })
    .where('case_id', '=', caseId)
    .execute()
}
