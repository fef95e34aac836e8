// `npm run move -- postgres://…`

import { join } from 'node:path'
import { readConfig } from '../platform/config.ts'
import { describeDatabase } from '../platform/database-url.ts'
import { openDatabase } from '../platform/db.ts'
import { openExisting } from '../platform/db-for-commands.ts'
import { forgetMoved, leaveMoved } from '../platform/embedded-dir.ts'
import { StartRefused } from '../platform/errors.ts'
import { refuseNewer } from '../platform/migrate.ts'
import { counted, runCommand } from './command.ts'
import { type Feed, NotWhole } from './lines.ts'
import { readIn, refuseTaken } from './read-in.ts'
import { writeOut } from './write-out.ts'

async function move(dataDir: string, databaseUrl: string): Promise<string> {
  const place = describeDatabase(databaseUrl)
  const source = await openExisting(
    { dataDir },
    {
      none: `There is no embedded database in ${dataDir} (DATA_DIR): nothing to move.`,
      inUse: (said) => `${said} Stop it first: a move takes along what was written last.`,
    },
  )
  try {
    await refuseNewer(source.db)
    const target = await openDatabase({ databaseUrl, dataDir })
    try {
      await refuseTaken(target.db, place)
      const feed: Feed = (sink) => writeOut(source, 'everything', sink)
      const { rows, tables } = await guarded(dataDir, place, () =>
        readIn(target.db, feed, { isNewLife: false, place }),
      )
      const what = `${counted(rows, 'row')} of ${counted(tables, 'table')}, each table compared`
      return `Moved ${join(dataDir, 'db')} to ${place}: ${what}. Set DATABASE_URL to it from now on, with the same master key; the old database is left as it was.`
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/**
 * The old place is shut before the new one is there: whatever ends this in the middle must leave no two that both start. Where it
 * is certain that nothing was written, it is open again.
 */
async function guarded<T>(dataDir: string, place: string, write: () => Promise<T>): Promise<T> {
  leaveMoved(dataDir, place)
  try {
    return await write()
  } catch (error) {
    if (error instanceof StartRefused || error instanceof NotWhole) forgetMoved(dataDir)
    throw error
  }
}

await runCommand({
  usage: 'npm run move -- postgres://user:password@host:5432/database',
  isOptional: true,
  help: `Copies everything from the embedded database in DATA_DIR into an empty PostgreSQL, and compares the two, table by table.
Greenroom must be stopped. Without an argument the address is that of DATABASE_URL or DATABASE_URL_FILE, so that its
password need not stand in a command. DATA_DIR is left as it is; the embedded database in it starts no more until
moved.txt is removed. The master key stays where it is, and is needed as before.`,
  run: async (argument) => {
    const { DATABASE_URL, DATABASE_URL_FILE, ...rest } = process.env
    const target = argument ? { DATABASE_URL: argument } : { DATABASE_URL, DATABASE_URL_FILE }
    const { databaseUrl, dataDir } = readConfig({ ...rest, ...target })
    if (databaseUrl === undefined)
      throw new StartRefused(
        'Write it like this: npm run move -- postgres://user:password@host:5432/database',
      )
    return move(dataDir, databaseUrl)
  },
})
