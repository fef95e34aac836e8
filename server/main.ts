// Starts Greenroom and ends it in order. What stands on the screen afterwards is a promise to programs too:
// `Greenroom is ready at …`, and until there is a chair `Set it up at …`.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Logger } from 'pino'
import { type App, createApp, listeningPort } from './app.ts'
import { openHatch } from './backup/hatch.ts'
import { builtClient } from './build-client.ts'
import { fillDemo } from './demo/demo.ts'
import { type Guests, guestOrigins, localGuestLinks } from './demo/sign-in.ts'
import { createSetup } from './people/setup.ts'
import type { Bus } from './platform/bus.ts'
import { type Config, originAt, originHere, readConfig } from './platform/config.ts'
import { type Db, type OpenDatabase, openDatabase, openThrowAwayDatabase } from './platform/db.ts'
import { StartRefused } from './platform/errors.ts'
import { checkMasterKey, isSealed } from './platform/key-check.ts'
import { createLog } from './platform/log.ts'
import { createSealing, readMasterKey, type Sealing } from './platform/sealing.ts'

export type Started = App & {
  config: Config
  setupToken?: string
  /** In the demo only: whom one can be. */
  guests?: Guests
  database: OpenDatabase
  origin: string
  /** Ends everything in order; nothing acknowledged is lost. */
  stop: () => Promise<void>
  /** Called when it turns out that it may not go on: the database is another key's. */
  onRefused: (listener: (refusal: StartRefused) => void) => void
}

type Start = {
  /** On a throw-away database with an invented event in it, whatever the environment says of databases. */
  isDemo?: boolean
  env?: NodeJS.ProcessEnv
  /** Finds the built client, or builds it; without it there is a page only if one is built. */
  findClient?: (dataDir: string) => Promise<string>
}

/** @throws StartRefused with one sentence for whoever started it */
export async function start({ isDemo = false, env = process.env, findClient }: Start = {}): Promise<Started> {
  const config = readConfig(env)
  const clientDir = await findClient?.(config.dataDir)
  const database = isDemo ? await openThrowAwayDatabase() : await openDatabase(config)
  try {
    // Once: what a migration seals and what is sealed later must be one key's, also where that is drawn.
    let sealing: Promise<Sealing> | undefined
    const openSealing = (db: Db) => {
      sealing ??= openSealingOf(db, config, isDemo)
      return sealing
    }
    await database.migrate(openSealing)
    return await serve(config, database, await openSealing(database.db), isDemo, clientDir ?? builtClient)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** @throws StartRefused when the master key is missing, or is not this database's */
async function openSealingOf(db: Db, config: Config, isDemo: boolean): Promise<Sealing> {
  const masterKey = isDemo ? randomBytes(32) : readMasterKey(config, !(await isSealed(db)))
  const sealing = createSealing(masterKey)
  await checkMasterKey(db, sealing)
  return sealing
}

async function serve(
  config: Config,
  database: OpenDatabase,
  sealing: Sealing,
  isDemo: boolean,
  clientDir: string,
): Promise<Started> {
  const setup = await createSetup(database.db)
  const bus = database.openBus?.()
  const log = createLog(config.logLevel)
  const { onRefused, end: endWatch } = watchKey(database, sealing, bus, log)
  const app = await createApp({
    config,
    db: database.db,
    ...(bus && { bus }),
    sealing,
    setup,
    clock: () => new Date(),
    log,
    ...(existsSync(clientDir) && { clientDir }),
    isDemo,
    moreOrigins: () => {
      const port = listeningPort(app.app) ?? config.port
      return [...phoneOrigins(config, port), ...(isDemo ? guestOrigins(config, port) : [])]
    },
  })
  const guests = isDemo ? await fillDemo(app, setup) : undefined
  // Nobody hears of other nodes any more when it cannot be had: what it would do then needs the database.
  await listen(app, config).catch(async (error) => {
    await endWatch()
    throw error
  })
  const hatch = database.kind === 'embedded' && !isDemo ? await openBackups(database, config, log) : undefined
  const stop = async () => {
    await hatch?.close()
    await app.close()
    await endWatch()
    await database.close()
  }
  const origin = originHere(config, listeningPort(app.app)!)
  return { ...app, config, database, origin, stop, onRefused, setupToken: setup.token, guests }
}

/** Backups while it runs: nobody else may open the embedded database meanwhile. */
const openBackups = ({ db }: OpenDatabase, { dataDir }: Config, log: Logger) =>
  openHatch({ db, dataDir, failed: (error) => log.error({ err: error }, 'No backup can be handed out') })

/** The database may be another one than before: it was away, or others begin to work on it. @returns `end` closes the bus, too */
function watchKey(
  database: OpenDatabase,
  sealing: Sealing,
  bus: Bus | undefined,
  log: Logger,
): { onRefused: Started['onRefused']; end: () => Promise<void> } {
  let refused: ((refusal: StartRefused) => void) | undefined
  let last: Promise<void> = Promise.resolve()
  const check = (): void => {
    last = last
      .then(() => checkMasterKey(database.db, sealing))
      .catch((error) => {
        if (error instanceof StartRefused) refused?.(error)
        else log.error({ err: error }, 'The master key could not be checked')
      })
  }
  bus?.onChange((isUp) => isUp && check())
  bus?.onMessage((message) => isArrival(message, bus.node) && check())
  return {
    onRefused: (listener) => {
      refused = listener
    },
    end: async () => {
      await bus?.close()
      await last
    },
  }
}

function isArrival(message: unknown, own: string): boolean {
  const { is, isNew, node } = (message ?? {}) as { is?: unknown; isNew?: unknown; node?: unknown }
  return is === 'here' && isNew === true && node !== own
}

/** @throws StartRefused when the address cannot be had */
export async function listen({ app, close }: App, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    await close()
    const code = (error as { code?: unknown }).code
    if (code === 'EADDRINUSE')
      throw new StartRefused(`PORT ${port} is in use already. Choose another one.`, error)
    if (code === 'EACCES') throw new StartRefused(`PORT ${port} may not be used by this user.`, error)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartRefused(`HOST ${host} is not an address of this machine.`, error)
    throw new StartRefused(
      `HOST ${host} with PORT ${port} cannot be listened on (${code ?? 'no reason given'}).`,
      error,
    )
  }
}

/** The addresses that other devices in the same network reach this machine under, when it listens there. */
export function phoneOrigins(config: Config, port: number): string[] {
  if (config.host !== '0.0.0.0' && config.host !== '::') {
    return config.host === '127.0.0.1' || config.host === 'localhost'
      ? []
      : [originAt(config, config.host, port)]
  }
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => originAt(config, address, port))
}

/** Says on standard output that it is ready: only once it can also be ended in order. */
export function announce({ app, config, origin, setupToken, guests }: Started): void {
  const port = listeningPort(app)!
  const lines = [`Greenroom is ready at ${origin}`]
  const phones = phoneOrigins(config, port)
  if (phones.length > 0) lines.push(`Phones in this network open ${phones.join(' or ')}`)
  if (setupToken !== undefined) lines.push(`Set it up at ${origin}/setup#${setupToken}`)
  if (guests) lines.push(...describeDemo(config, port, guests))
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Links that lead to where the demo is reached, and an honest word about what it is. */
function describeDemo(config: Config, port: number, guests: Guests): string[] {
  const elsewhere = config.publicUrl === undefined ? phoneOrigins(config, port) : [config.publicUrl]
  const isHere =
    config.publicUrl === undefined && ['127.0.0.1', 'localhost', '0.0.0.0', '::', '::1'].includes(config.host)
  const lines = ['This is a demo: everything in it is invented and gone when it stops.']
  for (const origin of elsewhere)
    lines.push(
      `Whoever has one of these links is in without a password, so put nothing real into it. One person per browser, at ${origin}:`,
      ...guests.map(({ guest, path }) => `${guest}: ${origin}${path}`),
    )
  if (isHere)
    lines.push(
      'On this machine, three people side by side in one browser:',
      ...localGuestLinks(config, port).map(({ guest, url }) => `${guest}: ${url}`),
    )
  return lines
}

/** A second signal does not wait; within this time it is the first one, told by the terminal and by npm. */
const sameSignalMs = 1_000
const parentCheckMs = 300

/** Exit code for what a mistake in the environment ends with. */
const refusedCode = 2

/**
 * Ends the process in order on SIGTERM and SIGINT, when the npm that started it was ended, and with one sentence when the
 * database turns out to be another key's.
 */
export function endOnSignals({ stop, onRefused }: Pick<Started, 'stop' | 'onRefused'>): void {
  onRefused(({ message }) => {
    process.stderr.write(`${message}\n`)
    stop().finally(() => process.exit(refusedCode))
  })
  let endingSince: number | undefined
  const end = (): void => {
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > sameSignalMs) process.exit(1)
      return
    }
    endingSince = performance.now()
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  const { npm_lifecycle_event: npm, GREENROOM_STARTER: starter } = process.env
  if (npm !== undefined || starter === String(process.ppid)) watchParent(end)
}

/** npm runs a script in a shell that does not pass signals on: a server whose shell or starter is gone would stay for ever. */
function watchParent(end: () => void): void {
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    end()
  }, parentCheckMs)
  check.unref()
}
