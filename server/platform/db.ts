// One door to the database: PostgreSQL when DATABASE_URL names one, else the embedded one in DATA_DIR/db.
// Same SQL, same migrations, same types from both: int8 and counts are numbers (below 2^53), bytea is a Buffer, timestamptz a Date.
// A jsonb value is a plain object (an array would be taken for a PostgreSQL array). Inside `db.transaction()` use `trx` only.

import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Kysely, sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { applicationName, type Bus, openBus } from './bus.ts'
import { Embedded, type EmbeddedStart } from './embedded.ts'
import { createEmbeddedDialect } from './embedded-dialect.ts'
import { lockDataDir } from './embedded-lock.ts'
import { keepTidy } from './embedded-tidy.ts'
import { StartRefused } from './errors.ts'
import { createPostgresDialect } from './postgres.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

export type OpenDatabase = {
  db: Db
  kind: 'embedded' | 'postgres'
  /** Brings the tables up to date. Safe when several processes start at once. */
  migrate(): Promise<void>
  /** Where other nodes may share it: what they say to each other. */
  openBus?(): Bus
  close(): Promise<void>
}

/**
 * Opens the database that the configuration names.
 * @throws StartRefused with one sentence: unreachable, too old, refused, or the data directory in use.
 */
export async function openDatabase(config: { databaseUrl?: string; dataDir: string }): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openPostgres(config.databaseUrl)
  const unlock = lockDataDir(config.dataDir)
  try {
    return await openEmbedded({ dir: join(config.dataDir, 'db') }, unlock)
  } catch (error) {
    unlock()
    throw new StartRefused(
      `The embedded database in ${config.dataDir} (DATA_DIR) could not be opened.`,
      error,
    )
  }
}

/** A database in memory that is gone at `close`: for the demo and tests. An image spares making it anew. */
export async function openThrowAwayDatabase(image?: ArrayBuffer): Promise<OpenDatabase> {
  return openEmbedded({ image })
}

/** A migrated in-memory database as an image, for `openThrowAwayDatabase`. */
export async function makeDatabaseImage(): Promise<ArrayBuffer> {
  const embedded = new Embedded({})
  const db: Db = new Kysely({ dialect: createEmbeddedDialect(embedded) })
  try {
    await migrate(db)
    return await embedded.image()
  } finally {
    await db.destroy()
  }
}

async function openEmbedded(start: EmbeddedStart, afterClose = () => {}): Promise<OpenDatabase> {
  const embedded = new Embedded(start)
  await embedded.session()
  const db: Db = new Kysely({ dialect: createEmbeddedDialect(embedded) })
  const stopTidying = start.dir === undefined ? () => {} : keepTidy(db)
  const close = async () => {
    stopTidying()
    await db.destroy()
    await embedded.close()
    afterClose()
  }
  return { db, kind: 'embedded', migrate: () => migrate(db), close }
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const node = randomUUID()
  const db: Db = new Kysely({ dialect: createPostgresDialect(url, applicationName(node)) })
  try {
    await checkServer(db)
  } catch (error) {
    await db.destroy()
    throw error instanceof StartRefused ? error : refusedBy(url, error)
  }
  return {
    db,
    kind: 'postgres',
    migrate: () => migrate(db),
    openBus: () => openBus(url, node),
    close: () => db.destroy(),
  }
}

const oldestServer = 15

async function checkServer(db: Db): Promise<void> {
  const { rows } = await sql<{ v: string }>`select current_setting('server_version_num') as v`.execute(db)
  const version = Math.floor(Number(rows[0]!.v) / 10_000)
  if (version < oldestServer) {
    throw new StartRefused(
      `The database (DATABASE_URL) is PostgreSQL ${version}; ${oldestServer} or newer is needed.`,
    )
  }
}

function refusedBy(url: string, error: unknown): StartRefused {
  const { host, pathname } = new URL(url)
  const code = databaseErrorCode(error)
  if (code?.startsWith('28'))
    return new StartRefused(`The database at ${host} refused the user or password in DATABASE_URL.`)
  if (code === '3D000')
    return new StartRefused(
      `The database ${pathname.slice(1)} named in DATABASE_URL does not exist at ${host}.`,
    )
  return new StartRefused(`The database at ${host} (DATABASE_URL) cannot be reached.`)
}

const migrationFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

async function migrate(db: Db): Promise<void> {
  const provider = new FileMigrationProvider({
    fs: { readdir },
    path: { join },
    migrationFolder,
    import: (path) => import(/* @vite-ignore */ pathToFileURL(path).href),
  })
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}

/** The SQLSTATE (`23505`) or connection code (`ECONNREFUSED`) of an error from either driver. */
export function databaseErrorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

/** Whether a unique rule was broken; with a constraint's or index's name: whether it was that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (databaseErrorCode(error) !== '23505') return false
  return constraint === undefined || (error as { constraint_name?: string }).constraint_name === constraint
}

/** SQLSTATE classes of connection, shutdown, full disk and I/O; the drivers' own words; the kernel's. */
const away =
  /^(08|53|57P|58|CONNECT|ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$)/

/** Whether the database is away or full (answer `busy`, try again) rather than unhappy with a query. */
export function isDatabaseAway(error: unknown): boolean {
  const code = databaseErrorCode(error)
  return code !== undefined && away.test(code)
}

/** Resolves if the database answers. @throws when it does not. */
export async function pingDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}
