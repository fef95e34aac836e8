// Starts Greenroom and ends it in order. What stands on the screen afterwards is a promise to programs too:
// `Greenroom is ready at …`, and until there is a chair `Set it up at …`.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type App, createApp, listeningPort } from './app.ts'
import { fillDemo } from './demo/demo.ts'
import { guestLinks, guestOrigins } from './demo/sign-in.ts'
import { createSetup } from './people/setup.ts'
import { type Config, originAt, readConfig } from './platform/config.ts'
import { type OpenDatabase, openDatabase, openThrowAwayDatabase } from './platform/db.ts'
import { StartRefused } from './platform/errors.ts'
import { createLog } from './platform/log.ts'
import { createSealing, readMasterKey, type Sealing } from './platform/sealing.ts'

export type Started = App & {
  config: Config
  setupToken?: string
  isDemo: boolean
  database: OpenDatabase
  origin: string
  /** Ends everything in order; nothing acknowledged is lost. */
  stop: () => Promise<void>
}

/**
 * @param isDemo on a throw-away database with an invented event in it, whatever the environment says of databases
 * @throws StartRefused with one sentence for whoever started it
 */
export async function start({ isDemo = false, env = process.env } = {}): Promise<Started> {
  const config = readConfig(env)
  const database = isDemo ? await openThrowAwayDatabase() : await openDatabase(config)
  try {
    await database.migrate()
    return await serve(config, database, isDemo)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function serve(config: Config, database: OpenDatabase, isDemo: boolean): Promise<Started> {
  const setup = await createSetup(database.db)
  const sealed = await findSealedCases(database)
  const masterKey = isDemo ? randomBytes(32) : readMasterKey(config, sealed.length === 0)
  const sealing = createSealing(masterKey)
  checkMasterKey(sealing, sealed)
  const clientDir = fileURLToPath(new URL('../dist/client', import.meta.url))
  const bus = database.openBus?.()
  const app = await createApp({
    config,
    db: database.db,
    ...(bus && { bus }),
    sealing,
    setup,
    clock: () => new Date(),
    log: createLog(config.logLevel),
    ...(existsSync(clientDir) && { clientDir }),
    isDemo,
    moreOrigins: () => {
      const port = listeningPort(app.app) ?? config.port
      return [...phoneOrigins(config, port), ...(isDemo ? guestOrigins(config, port) : [])]
    },
  })
  if (isDemo) await fillDemo(app, setup)
  await listen(app, config)
  const stop = async () => {
    await app.close()
    await bus?.close()
    await database.close()
  }
  return { ...app, config, database, origin: originOf(app, config), stop, setupToken: setup.token, isDemo }
}

type SealedCase = { id: string; sealed_key: Uint8Array }

/** A few of the latest: one that is damaged must not keep the others from being opened. */
const findSealedCases = ({ db }: OpenDatabase): Promise<SealedCase[]> =>
  db.selectFrom('cases').select(['id', 'sealed_key']).orderBy('reported_at', 'desc').limit(20).execute()

/** A lost or exchanged master key must be noticed before anything is sealed with another one. @throws StartRefused */
function checkMasterKey(sealing: Sealing, cases: readonly SealedCase[]): void {
  const opens = ({ id, sealed_key }: SealedCase): boolean => {
    try {
      sealing.open(id, sealed_key)
      return true
    } catch {
      // Lost: nothing; whether any opens is what counts.
      return false
    }
  }
  if (cases.length === 0 || cases.some(opens)) return
  throw new StartRefused(
    'The master key is not the one that this database was sealed with (MASTER_KEY_FILE, or master.key in DATA_DIR).',
  )
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
    throw error
  }
}

/** Where a browser on this machine opens it. */
export function originOf({ app }: App, config: Config): string {
  const isEverywhere = config.host === '0.0.0.0' || config.host === '::'
  return config.publicUrl ?? originAt(config, isEverywhere ? '127.0.0.1' : config.host, listeningPort(app)!)
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
export function announce({ app, config, origin, setupToken, isDemo }: Started): void {
  const lines = [`Greenroom is ready at ${origin}`]
  const phones = phoneOrigins(config, listeningPort(app)!)
  if (phones.length > 0) lines.push(`Phones in this network open ${phones.join(' or ')}`)
  if (setupToken !== undefined) lines.push(`Set it up at ${origin}/setup#${setupToken}`)
  if (isDemo)
    lines.push(
      'This is a demo: everything in it is invented and gone when it stops. Open it as',
      ...guestLinks(config, listeningPort(app)!).map(({ guest, url }) => `${guest}: ${url}`),
    )
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** A second signal does not wait; within this time it is the first one, told by the terminal and by npm. */
const sameSignalMs = 1_000
const parentCheckMs = 300

/** Ends the process in order on SIGTERM and SIGINT, and when the npm that started it was ended. */
export function endOnSignals({ stop }: { stop: () => Promise<void> }): void {
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
  if (process.env.npm_lifecycle_event !== undefined) watchParent(end)
}

/** npm runs a script in a shell that does not pass signals on: a server whose shell is gone would stay for ever. */
function watchParent(end: () => void): void {
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    end()
  }, parentCheckMs)
  check.unref()
}
