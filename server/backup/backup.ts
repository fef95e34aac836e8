// `npm run backup -- FILE`

import { type Config, readConfig } from '../platform/config.ts'
import { openExisting } from '../platform/db-for-commands.ts'
import { StartRefused } from '../platform/errors.ts'
import { refuseNewer } from '../platform/migrate.ts'
import { refuseThere, writeBackup } from './backup-file.ts'
import { counted, fileAsTyped, runCommand, sizeInWords } from './command.ts'
import { askHatch } from './hatch.ts'
import { type Feed, NotWhole } from './lines.ts'
import { writeOut } from './write-out.ts'

async function findFeed(config: Config): Promise<Feed> {
  const running = config.databaseUrl === undefined ? await askHatch(config.dataDir) : undefined
  return running ?? feedDatabase(config)
}

/** Nobody runs on the embedded database, or it is a PostgreSQL: it is opened here. */
const feedDatabase =
  (config: Config): Feed =>
  async (sink) => {
    const { db, kind, close } = await openExisting(config, {
      none: `There is no database in ${config.dataDir} (DATA_DIR), and no DATABASE_URL: nothing to back up.`,
      inUse: (said) => `${said} It hands out no backup now: it is starting or stopping, or an older one.`,
    })
    try {
      await refuseNewer(db)
      await writeOut({ db, kind }, 'backup', sink)
    } finally {
      await close()
    }
  }

/** A server that reads what is its own may end before it has. */
function sayCut(error: unknown): never {
  if (!(error instanceof NotWhole)) throw error
  throw new StartRefused('The server ended before the backup was whole: nothing was kept.', error)
}

await runCommand({
  usage: 'npm run backup -- FILE',
  help: `Writes everything that Greenroom keeps into FILE, while it runs or while it is stopped: of the database that
DATABASE_URL names, else of the embedded one in DATA_DIR. FILE must not be there yet. The words of cases in it are
sealed: without the master key, which is not in it, nobody can read them, so keep a copy of that somewhere else.
What it holds and what it leaves out: docs/backup.md`,
  run: async (argument) => {
    const file = fileAsTyped(argument)
    refuseThere(file)
    const { tables, rows, bytes } = await writeBackup(file, await findFeed(readConfig(process.env))).catch(
      sayCut,
    )
    const what = `${counted(rows, 'row')} of ${counted(tables, 'table')}, ${sizeInWords(bytes)}`
    return `Backed up to ${file}: ${what}. It opens only with the master key, which is not in it.`
  },
})
