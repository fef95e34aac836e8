// A running Greenroom in this process with its own database; the people in it are in people.ts.

import type { FastifyBaseLogger } from 'fastify'
import { type App, type AppDeps, createApp, listeningPort } from '../../server/app.ts'
import type { Setup } from '../../server/people/setup.ts'
import type { Bus } from '../../server/platform/bus.ts'
import type { Config } from '../../server/platform/config.ts'
import type { Db } from '../../server/platform/db.ts'
import { createLog } from '../../server/platform/log.ts'
import { createSealing, type Sealing } from '../../server/platform/sealing.ts'
import type { Rates } from '../../server/sync/connection/rate-limiter.ts'
import type { Role } from '../../shared/http/people.ts'
import type { CaseId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type DatabaseKind, openTestDatabase, type TestDatabase } from './database.ts'
import { acceptInvitation, enterServer, type Person, report, type TestSocket } from './people.ts'

export type House = {
  app: App
  db: Db
  database: TestDatabase
  origin: string
  sealing: Sealing
  /** The chair Nkechi, and whoever else is named, invited by link like everybody. */
  people: <N extends string>(roles: Record<N, Role>) => Promise<Record<N, Person>>
  /** Comes in by an invitation's token. */
  accept: (token: string, name: string) => Promise<Person>
  /** A case opened by this person's report. */
  report: (by: Person, more?: object) => Promise<{ id: CaseId; codeName: string }>
  /** The server process's end and a new one on the same database. */
  restart: () => Promise<void>
  close: () => Promise<void>
}

/** What browsers need beyond the API: the built client, and the addresses under which they reach it. */
export type Front = {
  clientDir?: string
  moreOrigins?: () => string[]
  rates?: Partial<Rates>
  /** Settings beyond those of every house. */
  config?: Partial<Config>
  log?: FastifyBaseLogger
  trustedProxies?: readonly string[]
  oldestWriting?: number
  pushServices?: readonly string[]
  clock?: () => Date
  isDemo?: boolean
  /** See `AppDeps`. */
  asking?: AppDeps['asking']
  tellingThrough?: AppDeps['tellingThrough']
  tellingOfTeamThrough?: AppDeps['tellingOfTeamThrough']
  /** The database as the server is given it, for tests of what it is asked. */
  watched?: (db: Db) => Db
}

export async function openHouse(kind: DatabaseKind = 'postgres', front: Front = {}): Promise<House> {
  const database = await openTestDatabase(kind)
  const sealing = createSealing(new Uint8Array(32).fill(7))
  const setupToken = 'the-set-up-token-of-this-test'
  const setup: Setup = { token: setupToken }
  const sockets = new Set<TestSocket>()
  let bus = database.openBus?.()
  let app = await openApp(database.db, sealing, setup, front, bus)

  // A restarted house has another port, so people ask for it anew each time.
  const door = {
    get origin() {
      return house.origin
    },
    setupToken,
  }
  const house: House = {
    get app() {
      return app
    },
    db: database.db,
    database,
    sealing,
    get origin() {
      return `http://127.0.0.1:${listeningPort(app.app)}`
    },
    people: (roles) => enterServer(door, sockets, roles),
    accept: (token, name) => acceptInvitation(door, sockets, token, name),
    report,
    restart: async () => {
      await app.close()
      await bus?.close()
      bus = database.openBus?.()
      app = await openApp(database.db, sealing, setup, front, bus)
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect()
      await app.close()
      await bus?.close()
      await database.close()
      const unnamed = [...unnamedRefusals].join(', ')
      unnamedRefusals.clear()
      if (unnamed) throw new Error(`The OpenAPI document does not name these refusals: ${unnamed}`)
    },
  }
  return house
}

/** What a route refused with though the OpenAPI document does not name it: a generated client would not know it. */
const unnamedRefusals = new Set<string>()

function followRefusals({ app }: App): void {
  app.addHook('onResponse', async ({ method, routeOptions: { url, schema } }, { statusCode }) => {
    const { operationId, response } = (schema ?? {}) as { operationId?: string; response?: object }
    if (statusCode < 400 || !operationId || Object.hasOwn(response ?? {}, statusCode)) return
    unnamedRefusals.add(`${method} ${url} ${statusCode}`)
  })
}

export async function openApp(
  db: Db,
  sealing: Sealing,
  setup: Setup,
  front: Front = {},
  bus?: Bus,
): Promise<App> {
  const app = await createApp({
    config: {
      host: '127.0.0.1',
      port: 0,
      trustedOrigins: [],
      trustedProxies: front.trustedProxies,
      dataDir: '',
      pushServices: front.pushServices ?? [],
      logLevel: process.env.LOG_LEVEL === 'error' ? 'error' : 'silent',
      pushesPerSecond: limits.pushesPerSecond,
      connectionsPerAddress: limits.maxConnectionsPerAddress,
      ...front.rates,
      ...front.config,
    },
    db: front.watched?.(db) ?? db,
    sealing,
    setup,
    clock: front.clock ?? (() => new Date()),
    log: front.log ?? createLog(process.env.LOG_LEVEL === 'error' ? 'error' : 'silent'),
    isDemo: front.isDemo ?? false,
    ...(bus && { bus }),
    ...(front.asking && { asking: front.asking }),
    ...(front.tellingThrough && { tellingThrough: front.tellingThrough }),
    ...(front.tellingOfTeamThrough && { tellingOfTeamThrough: front.tellingOfTeamThrough }),
    ...(front.oldestWriting && { oldestWriting: front.oldestWriting }),
    ...(front.clientDir && { clientDir: front.clientDir }),
    moreOrigins: front.moreOrigins ?? (() => []),
  })
  followRefusals(app)
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  return app
}
