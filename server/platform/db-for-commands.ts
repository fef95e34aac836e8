// The database as a command of whoever runs the server opens it: one that is there, and is theirs. The embedded one only while no
// server runs on it. Nothing is made and nothing migrated: that is the server's.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenDatabase, openDatabase } from './db.ts'
import { mustOwn } from './embedded-dir.ts'
import { DataDirInUse } from './embedded-lock.ts'
import { StartRefused } from './errors.ts'
import { isMigrated } from './migrate.ts'

type Place = { databaseUrl?: string; dataDir: string }
type Words = {
  /** The sentence where there is no database. */
  none: string
  /** The sentence while a server runs on the embedded one. @param said that it does */
  inUse: (said: string) => string
}

/** @throws StartRefused with one sentence */
export async function openExisting(place: Place, { none, inUse }: Words): Promise<OpenDatabase> {
  if (place.databaseUrl === undefined) {
    if (!existsSync(join(place.dataDir, 'db', 'PG_VERSION'))) throw new StartRefused(none)
    mustOwn(place.dataDir)
  }
  try {
    return await openDatabase(place)
  } catch (error) {
    throw error instanceof DataDirInUse ? new StartRefused(inUse(error.message), error) : error
  }
}

/** One that is as this version makes it. @throws StartRefused with one sentence */
export async function openForCommand(place: Place): Promise<OpenDatabase> {
  const database = await openExisting(place, {
    none: `There is no database in ${place.dataDir} (DATA_DIR), and DATABASE_URL names none.`,
    inUse: () =>
      `Greenroom is running on the embedded database in ${place.dataDir}: stop it first, and start it again afterwards.`,
  })
  try {
    if (await isMigrated(database.db)) return database
    throw new StartRefused(
      'This database is from an older Greenroom: start the server once with this version, then ask again.',
    )
  } catch (error) {
    await database.close()
    throw error
  }
}
