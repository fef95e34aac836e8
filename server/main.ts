// Starts Greenroom and ends it in order. What stands on the screen afterwards is a promise to programs too:
// `Greenroom is ready at …`, and until there is a chair `Set it up at …`.

import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type App, createApp, listeningPort } from './app.ts'
import { createSetup } from './people/setup.ts'
import { type Config, originAt, readConfig } from './platform/config.ts'
import { type OpenDatabase, openDatabase } from './platform/db.ts'
import { StartRefused } from './platform/errors.ts'
import { createLog } from './platform/log.ts'
import { createSealing, readMasterKey } from './platform/sealing.ts'

export type Started = App & {
  config: Config
  database: OpenDatabase
  origin: string
  /** Ends everything in order; nothing acknowledged is lost. */
  stop: () => Promise<void>
}

/** @throws StartRefused with one sentence for whoever started it */
export async function start(env = process.env): Promise<Started> {
  const config = readConfig(env)
  const database = await openDatabase(config)
  try {
    await database.migrate()
    const started = await serve(config, database)
    announce(started)
    return started
  } catch (error) {
    await database.close()
    throw error
  }
}

async function serve(config: Config, database: OpenDatabase): Promise<Started & { setupToken?: string }> {
  const setup = await createSetup(database.db)
  const sealing = createSealing(readMasterKey(config, !(await hasCases(database))))
  const clientDir = fileURLToPath(new URL('../dist/client', import.meta.url))
  const app = await createApp({
    config,
    db: database.db,
    sealing,
    setup,
    clock: () => new Date(),
    log: createLog(config.logLevel),
    ...(existsSync(clientDir) && { clientDir }),
    isDemo: false,
    moreOrigins: () => phoneOrigins(config, listeningPort(app.app) ?? config.port),
  })
  await listen(app, config)
  const stop = async () => {
    await app.close()
    await database.close()
  }
  return { ...app, config, database, origin: originOf(app, config), stop, setupToken: setup.token }
}

/** A lost master key must be noticed before another one is made. */
async function hasCases({ db }: OpenDatabase): Promise<boolean> {
  return (await db.selectFrom('cases').select('id').limit(1).executeTakeFirst()) !== undefined
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

function announce({ app, config, origin, setupToken }: Started & { setupToken?: string }): void {
  const lines = [`Greenroom is ready at ${origin}`]
  const phones = phoneOrigins(config, listeningPort(app)!)
  if (phones.length > 0) lines.push(`Phones in this network open ${phones.join(' or ')}`)
  if (setupToken !== undefined) lines.push(`Set it up at ${origin}/setup#${setupToken}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Ends the process in order on SIGTERM and SIGINT; a second signal does not wait. */
export function endOnSignals({ stop }: { stop: () => Promise<void> }): void {
  let isEnding = false
  const end = (): void => {
    if (isEnding) process.exit(1)
    isEnding = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
