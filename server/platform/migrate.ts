// Brings the tables up to date, forward only. A database that a newer Greenroom has used already is left alone: what this
// one does not know it would misread.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Kysely, sql } from 'kysely'
import { FileMigrationProvider, type MigrationProvider, Migrator } from 'kysely/migration'
import { StartRefused } from './errors.ts'
import type { Database } from './schema.ts'
import type { Sealing } from './sealing.ts'

const migrationFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Asked for when something that lies in clear has to be sealed; `db` is the transaction that it happens in. */
export type OpenSealing = (db: Kysely<Database>) => Promise<Sealing>

/**
 * Safe when several processes start at once, and when one is killed meanwhile.
 * @throws StartRefused when the database is newer than this program
 */
export async function migrate(db: Kysely<Database>, openSealing: OpenSealing = withoutKeys): Promise<void> {
  await refuseNewer(db)
  const { error } = await new Migrator({ db, provider: handing(files, openSealing) }).migrateToLatest()
  if (error !== undefined) throw error
}

/**
 * Makes the tables of an empty database as they were after these migrations; later ones come at the next start.
 * @param trx a transaction, that all of it happens in
 */
export async function migrateTo(trx: Kysely<Database>, names: readonly string[]): Promise<void> {
  const then: MigrationProvider = {
    getMigrations: async () =>
      Object.fromEntries(
        Object.entries(await files.getMigrations()).filter(([name]) => names.includes(name)),
      ),
  }
  const { error } = await new Migrator({ db: trx, provider: handing(then, withoutKeys) }).migrateToLatest()
  if (error !== undefined) throw error
}

const files = new FileMigrationProvider({
  fs: { readdir },
  path: { join },
  migrationFolder,
  import: (path) => import(/* @vite-ignore */ pathToFileURL(path).href),
})

/** What was done to the tables of this database; nothing where there are none of ours. */
export async function readMigrations(db: Kysely<Database>): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('public.kysely_migration') is not null as there`.execute(db)
  if (!found[0]!.there) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/** The first of these that this program does not know: a newer one did it. */
export async function findUnknown(names: readonly string[]): Promise<string | undefined> {
  const known = Object.keys(await files.getMigrations())
  return names.find((name) => !known.includes(name))
}

const withoutKeys: OpenSealing = async () => {
  throw new Error('There is something to seal, and no key')
}

/** Hands each migration what opens seals; most do without. */
const handing = (provider: MigrationProvider, openSealing: OpenSealing): MigrationProvider => ({
  async getMigrations() {
    const found = Object.entries(await provider.getMigrations())
    const up = (db: Kysely<unknown>, migrate: (db: Kysely<unknown>, openSealing: OpenSealing) => unknown) =>
      Promise.resolve(migrate(db, openSealing)).then(() => {})
    return Object.fromEntries(found.map(([name, migration]) => [name, { up: (db) => up(db, migration.up) }]))
  },
})

/** Whether the tables are as this version makes them. @throws StartRefused when the database is newer than this program */
export async function isMigrated(db: Kysely<Database>): Promise<boolean> {
  await refuseNewer(db)
  const done = await readMigrations(db)
  return Object.keys(await files.getMigrations()).every((name) => done.includes(name))
}

/** @throws StartRefused */
export async function refuseNewer(db: Kysely<Database>): Promise<void> {
  const newer = await findUnknown(await readMigrations(db))
  if (newer === undefined) return
  throw new StartRefused(
    `This database was last used by a newer Greenroom (it has ${newer}): start that version again, or a later one. Nothing in it was changed.`,
  )
}
