// A database as a former version left it: its tables, before the migrations that came since.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { type OpenDatabase, openDatabase, openThrowAwayDatabase } from '../../server/platform/db.ts'
import { createPostgresDatabase, type DatabaseKind } from './database.ts'

const migrationFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** A database without any tables. */
export async function openEmpty(kind: DatabaseKind): Promise<OpenDatabase> {
  if (kind === 'embedded') return openThrowAwayDatabase()
  const { url, drop } = await createPostgresDatabase(true)
  const opened = await openDatabase({ databaseUrl: url, dataDir: '' })
  return { ...opened, close: () => opened.close().then(drop) }
}

/** The tables as they were before this migration, and nothing in them to seal. @param name how its name begins: `0011` */
export async function migrateBefore({ db }: OpenDatabase, name: string): Promise<void> {
  const files = new FileMigrationProvider({
    fs: { readdir },
    path: { join },
    migrationFolder,
    import: (path) => import(/* @vite-ignore */ pathToFileURL(path).href),
  })
  const former = async () =>
    Object.fromEntries(Object.entries(await files.getMigrations()).filter(([known]) => known < name))
  const { error } = await new Migrator({ db, provider: { getMigrations: former } }).migrateToLatest()
  if (error) throw error
}
