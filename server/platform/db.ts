// One door to the database: PostgreSQL when DATABASE_URL names one, else the embedded one in DATA_DIR/db.
// Same SQL, same migrations, same types from both: int8 and counts are numbers (below 2^53), bytea is a Buffer, timestamptz a Date.
// A jsonb value is a plain object (an array would be taken for a PostgreSQL array). Inside `db.transaction()` use `trx` only.

import { randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { applicationName, type Bus, openBus } from './bus.ts'
import { Embedded, type EmbeddedStart } from './embedded.ts'
import { createEmbeddedDialect } from './embedded-dialect.ts'
import { checkLeftBehind, checkPlace, notOpened, unfinishedOf } from './embedded-dir.ts'
import { syncPath } from './embedded-engine.ts'
import { lockDataDir } from './embedded-lock.ts'
import { keepTidy } from './embedded-tidy.ts'
import { StartRefused } from './errors.ts'
import { migrate, type OpenSealing } from './migrate.ts'
import { createPostgresDialect } from './postgres.ts'
import { checkRights, reachServer, refusalOf } from './postgres-start.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

export type OpenDatabase = {
  db: Db
  kind: 'embedded' | 'postgres'
  /** Brings the tables up to date. Safe when several processes start at once, and when one is killed meanwhile. */
  migrate(openSealing?: OpenSealing): Promise<void>
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
  const dir = join(config.dataDir, 'db')
  return openLocked(dir, unlock, () => checkLeftBehind(config.dataDir))
}

/** Opens what lies in a directory that is locked. @throws StartRefused, and then it is locked no more */
async function openLocked(dir: string, unlock: () => void, check = () => {}): Promise<OpenDatabase> {
  try {
    check()
    checkPlace(dir)
    return await openEmbedded({ dir }, unlock)
  } catch (error) {
    unlock()
    throw error instanceof StartRefused ? error : notOpened(dir, error)
  }
}

/**
 * An embedded database that is made for what is put back into it. Until `keep` it lies beside its place, and whatever was
 * left there by one that was cut short is gone.
 * @throws StartRefused
 */
export async function openPlaceToRestore(
  dataDir: string,
): Promise<OpenDatabase & { keep: () => Promise<void> }> {
  const unlock = lockDataDir(dataDir)
  const dir = join(dataDir, 'db')
  const unfinished = unfinishedOf(dataDir)
  rmSync(unfinished, { recursive: true, force: true })
  let isKept = false
  const opened = await openLocked(unfinished, () => {
    if (isKept) {
      renameSync(unfinished, dir)
      syncPath(dirname(dir))
    }
    unlock()
  })
  const keep = () => {
    isKept = true
    return opened.close()
  }
  const drop = async () => {
    if (isKept) return
    await opened.close()
    rmSync(unfinished, { recursive: true, force: true })
  }
  return { ...opened, keep, close: drop }
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
  return { db, kind: 'embedded', migrate: (openSealing) => migrate(db, openSealing), close }
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const node = randomUUID()
  const db: Db = new Kysely({ dialect: createPostgresDialect(url, applicationName(node)) })
  try {
    await reachServer(url, db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    kind: 'postgres',
    migrate: async (openSealing) => {
      try {
        await migrate(db, openSealing)
        await checkRights(url, db)
      } catch (error) {
        throw databaseErrorCode(error) === undefined ? error : refusalOf(url, error)
      }
    },
    openBus: () => openBus(url, node),
    close: () => db.destroy(),
  }
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

/** Whether it answers. */
export const isDatabaseThere = (db: Db): Promise<boolean> =>
  pingDatabase(db).then(
    () => true,
    () => false,
  )
