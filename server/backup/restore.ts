// `npm run restore -- FILE`

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../platform/config.ts'
import { describeDatabase } from '../platform/database-url.ts'
import { openDatabase, openPlaceToRestore } from '../platform/db.ts'
import { mustOwn } from '../platform/embedded-dir.ts'
import { StartRefused } from '../platform/errors.ts'
import { opensProbe } from '../platform/key-check.ts'
import { findUnknown } from '../platform/migrate.ts'
import { createSealing, readMasterKey } from '../platform/sealing.ts'
import { checkBackup, feedFile } from './backup-file.ts'
import { counted, fileAsTyped, runCommand } from './command.ts'
import { type Counts, type Feed, format, type Head } from './lines.ts'
import { readIn, refuseTaken } from './read-in.ts'

const placeOf = ({ databaseUrl, dataDir }: Config): string =>
  databaseUrl === undefined ? join(dataDir, 'db') : describeDatabase(databaseUrl)

/** What the first line says already. @throws StartRefused */
async function refuseHead(head: Head, config: Config, place: string): Promise<void> {
  if (head.format > format || (await findUnknown(head.migrations)) !== undefined)
    throw new StartRefused(
      `This backup was made by a newer Greenroom (${head.version.slice(0, 40)}): restore it with that version, or a later one.`,
    )
  if (config.databaseUrl === undefined && existsSync(place))
    throw new StartRefused(`There is a database in ${place} already: restore into an empty DATA_DIR.`)
  refuseOtherKey(head, config)
}

function refuseOtherKey({ key }: Head, config: Config): void {
  const sealing = createSealing(readKey(config))
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const probe = {
    word: key.word === null ? undefined : bytes(key.word),
    cases: key.cases.map(({ id, sealed }) => ({ id, sealed_key: bytes(sealed) })),
  }
  if (opensProbe(probe, sealing)) return
  throw new StartRefused(
    'The master key is not the one that this backup was sealed with (MASTER_KEY_FILE, MASTER_KEY, or master.key in DATA_DIR).',
  )
}

function readKey(config: Config): Buffer {
  try {
    return readMasterKey(config, false)
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    throw new StartRefused(
      `${error.message} A backup does not hold it: put the copy of it there first.`,
      error,
    )
  }
}

async function restoreInto(config: Config, place: string, feed: Feed): Promise<Counts> {
  if (config.databaseUrl === undefined) return restoreEmbedded(config.dataDir, place, feed)
  const { db, close } = await openDatabase(config)
  try {
    await refuseTaken(db, place)
    return await readIn(db, feed, { isNewLife: true, place })
  } finally {
    await close()
  }
}

async function restoreEmbedded(dataDir: string, place: string, feed: Feed): Promise<Counts> {
  mustOwn(dataDir)
  const { db, keep, close } = await openPlaceToRestore(dataDir)
  try {
    const counts = await readIn(db, feed, { isNewLife: true, place })
    await keep()
    return counts
  } finally {
    await close()
  }
}

await runCommand({
  usage: 'npm run restore -- FILE',
  help: `Puts back what "npm run backup" wrote into FILE, into an empty place: a PostgreSQL without a Greenroom in it that
DATABASE_URL names, else a DATA_DIR without a database. The master key of then is needed, by the usual settings
(MASTER_KEY_FILE, MASTER_KEY, or master.key in DATA_DIR). All of FILE is checked before anything is written.
Sessions, invitations and what was still to be told are not put back: docs/backup.md`,
  run: async (argument) => {
    const feed = feedFile(fileAsTyped(argument))
    const config = readConfig(process.env)
    const place = placeOf(config)
    const head = await checkBackup(feed, (head) => refuseHead(head, config, place))
    const { rows, tables } = await restoreInto(config, place, feed)
    const what = `${counted(rows, 'row')} of ${counted(tables, 'table')}, each table compared`
    const when = `${head.madeAt.slice(0, 16).replace('T', ' ')} UTC`
    return `Restored ${argument} of ${when} into ${place}: ${what}. Everybody signs in anew: sessions, invitations, devices and what was still to be told were left out.`
  },
})
