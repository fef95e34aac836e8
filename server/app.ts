// Introduces everybody to everybody. Features never import each other; here one reads who knows whom.

import { randomInt } from 'node:crypto'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { CaseId } from '#shared/ids.ts'
import type { TaskChange } from '#shared/tasks/fold.ts'
import { membersOf } from './access/access.ts'
import { leadAfterEnding } from './access/exclusions.ts'
import { readPeople } from './cases/people.ts'
import { caseRoutes } from './cases/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { findDisplay } from './display/displays.ts'
import { createFeed, type Feed } from './display/feed.ts'
import { displayRoutes } from './display/routes.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { createNews, type NewsDesk } from './notify/news.ts'
import { enqueue } from './notify/outbox.ts'
import { enqueuePushes } from './notify/push/push-sender.ts'
import { createPushing } from './notify/push/pushing.ts'
import { pushRoutes } from './notify/push/routes.ts'
import type { ServerKey } from './notify/push/server-key.ts'
import { createSender, type Sender } from './notify/sender.ts'
import { type Calling, createCalling } from './paging/calling.ts'
import { isStillCalledIn, type PagingDeps } from './paging/paging.ts'
import { pagingRoutes } from './paging/routes.ts'
import { aliveAmong } from './people/alive.ts'
import { createNameOf } from './people/members.ts'
import { phoneRoutes } from './people/phone-routes.ts'
import { createRoutes } from './people/route.ts'
import { peopleRoutes } from './people/routes.ts'
import { createSessions, type Sessions } from './people/sessions.ts'
import type { Setup } from './people/setup.ts'
import type { Bus } from './platform/bus.ts'
import type { CaseDeps } from './platform/case-deps.ts'
import { type CaseSeals, createCaseSeals } from './platform/case-seals.ts'
import { type Config, ownOrigins } from './platform/config.ts'
import { type Db, pingDatabase } from './platform/db.ts'
import { createEnding } from './platform/ending.ts'
import type { CaseSeal, Sealing } from './platform/sealing.ts'
import { createWeb, isServedOverHttps } from './platform/web.ts'
import { reportRoutes } from './reports/routes.ts'
import type { RoomDeps } from './sync/room.ts'
import { createSync, type Sync } from './sync/sync.ts'
import { answerRoutes } from './tasks/answer-route.ts'
import { createDelivery, type Delivered } from './tasks/delivery.ts'
import { factsOf, projectTasks } from './tasks/project.ts'
import { taskRoutes } from './tasks/routes.ts'

export type AppDeps = {
  config: Config
  db: Db
  sealing: Sealing
  setup: Setup
  clock: () => Date
  log: FastifyBaseLogger
  /** Where the built client is; without it there is an API and no page. */
  clientDir?: string
  isDemo: boolean
  /** The record schema that writers must know; by default the present one. For tests of what older clients may do. */
  recordSchema?: number
  /** Where the database may have other nodes on it. */
  bus?: Bus
  /** Origins beyond the configured ones under which this process is reached. */
  moreOrigins: () => readonly string[]
}

export type App = {
  app: FastifyInstance
  sync: Sync
  sessions: Sessions
  /** What the demo fills itself with, by the same doors as everybody. */
  caseDeps: CaseDeps
  close: () => Promise<void>
}

export async function createApp(deps: AppDeps): Promise<App> {
  const { config, db, clock, log } = deps
  const failed = (error: unknown, caseId?: CaseId): void =>
    log.error({ err: error, case: caseId }, 'something failed')
  const origins = (): Set<string> =>
    new Set([...ownOrigins(config, listeningPort(app) ?? config.port), ...deps.moreOrigins()])
  const isReady = () => isDatabaseThere(db)
  const app = await createWeb({ config, log, origins, isReady, clientDir: deps.clientDir })
  const sessions = createSessions({ db, clock, isSecure: isServedOverHttps(config) })
  const seals = createCaseSeals(deps.sealing)

  const news = openNewsDesk(db, () => sync, failed)
  const { pushSender, serverKey } = createPushing({ ...deps, isStillCalled: isStillCalledIn(db) }, failed)
  const { wake: wakePushes } = pushSender
  const tellFacts: Sync['tellFacts'] = (caseId, facts) => sync.tellFacts(caseId, facts)
  const noteDelivery = createDelivery({ db, clock, tellFacts })
  const calling = followPages(deps, news, wakePushes, failed)
  const sender = createSender({ db, clock, tellMembers: news.tellMembers, wakePushes, failed })
  const sync: Sync = createSync(app.server, {
    db,
    clock,
    sealOf: seals.sealOf,
    liveSessions: (of, ids) => aliveAmong(of, ids, clock()),
    inSameTransaction: followTasks({ clock, news, sender, tellFacts }),
    isOwnOrigin: (origin) => origins().has(origin),
    findCaller: (cookie) => sessions.findAskerByCookie(cookie),
    factsOf: (caseId) => factsOf(db, caseId),
    delivered: noteDelivery,
    hereChanged: () => news.tellAllHereCalmly({ kind: 'members' }),
    ...(deps.bus && { bus: deps.bus }),
    ...(deps.recordSchema && { recordSchema: deps.recordSchema }),
    nameOf: createNameOf(db),
    findDisplay: (token) => findDisplay(db, token, clock()),
    stirred: (caseId) => feed.stir(caseId),
    rates: config,
    failed,
  })
  sessions.onEnded(sync.sessionEnded)
  const feed: Feed = followDisplays(deps, sync, seals, failed)

  const { rightsChanged, isHere } = sync
  const { tellCase, tellMembers } = news
  const caseDeps: CaseDeps = { db, clock, randomInt, seals, rightsChanged, tellCase, tellMembers, isHere }
  addRoutes(app, {
    deps,
    sessions,
    sync,
    news,
    caseDeps,
    origins,
    serverKey,
    noteDelivery,
    paging: calling.paging,
  })
  return {
    app,
    sync,
    sessions,
    caseDeps,
    close: createEnding(app, {
      before: [feed.close, sync.close],
      after: [news.close, calling.close, sender.close, pushSender.close],
      sweep: sessions.sweep,
      failed,
    }),
  }
}

/** What is told goes over the live connections, which are opened later. */
const openNewsDesk = (db: Db, sync: () => Sync, failed: Failed): NewsDesk =>
  createNews({
    emit: (member, item) => sync().tellMember(member, item),
    emitToAll: (item) => sync().tellAll(item),
    emitToAllHere: (item) => sync().tellAllHere(item),
    membersOf: (caseId) => membersOf(db, caseId),
    failed,
  })

function followDisplays({ db, clock }: AppDeps, sync: Sync, seals: CaseSeals, failed: Failed): Feed {
  return createFeed({
    ...sync.displays,
    db,
    clock,
    readPeople: async (caseId) => readPeople(db, await seals.sealOf(db, caseId), caseId),
    factsOf: (caseId) => factsOf(db, caseId),
    failed,
  })
}

/** Pages ring on the devices of whoever they call. */
function followPages(
  { db, clock }: AppDeps,
  { tellMembers }: NewsDesk,
  wakePushes: () => void,
  failed: Failed,
): Calling {
  return createCalling({
    db,
    clock,
    tellMembers,
    wakePushes,
    failed,
    ring: async (trx, page_id, members, now) => {
      await enqueuePushes(
        trx,
        members.map((member_id) => ({ member_id, page_id })),
        now,
      )
    },
  })
}

const isDatabaseThere = (db: Db): Promise<boolean> =>
  pingDatabase(db).then(
    () => true,
    () => false,
  )

type Failed = (error: unknown, caseId?: CaseId) => void
type Parts = {
  deps: AppDeps
  sessions: Sessions
  sync: Sync
  news: NewsDesk
  caseDeps: CaseDeps
  origins: () => Iterable<string>
  serverKey: () => Promise<ServerKey>
  noteDelivery: Delivered
  paging: PagingDeps
}

function addRoutes(app: FastifyInstance, parts: Parts): void {
  const { deps, sessions, sync, news, caseDeps, origins } = parts
  const { db, clock, setup, isDemo } = deps
  const routes = createRoutes(app, { findAsker: sessions.findAsker, clock })
  peopleRoutes(routes, {
    db,
    clock,
    sessions,
    setup,
    isDemo,
    origins,
    isHere: sync.isHere,
    memberEnded: async (member) => {
      sync.memberEnded(member)
      for (const caseId of await leadAfterEnding(db, member))
        await news.tellCase(caseId, { kind: 'case', case: caseId })
    },
    membersChanged: () => news.tellAll({ kind: 'members' }),
  })
  phoneRoutes(routes, {
    db,
    clock,
    sessions,
    phonesChanged: (members) => news.tellMembers(members, { kind: 'phones' }),
  })
  caseRoutes(routes, caseDeps)
  reportRoutes(routes, caseDeps)
  meetingRoutes(routes, caseDeps)
  displayRoutes(routes, caseDeps)
  deviceRoutes(routes, caseDeps)
  taskRoutes(routes, caseDeps)
  answerRoutes(routes, { db, edit: sync.edit })
  pagingRoutes(routes, parts.paging)
  pushRoutes(routes, {
    db,
    clock,
    sealing: deps.sealing,
    serverKey: parts.serverKey,
    services: deps.config.pushServices,
    delivered: parts.noteDelivery,
  })
}

/** What follows from a change of tasks: rows and outbox in the same transaction, screens after the commit. */
function followTasks({
  clock,
  news,
  sender,
  tellFacts,
}: {
  clock: () => Date
  news: NewsDesk
  sender: Sender
  tellFacts: Sync['tellFacts']
}): RoomDeps['inSameTransaction'] {
  return async (trx, group: { caseId: CaseId; seal: CaseSeal; changes: readonly TaskChange[] }) => {
    if (group.changes.length === 0) return () => {}
    const now = clock()
    const { events, facts, concerned } = await projectTasks(trx, group, now)
    const hasPost = await enqueue(trx, group.caseId, events, now)
    return () => {
      if (facts.length > 0) tellFacts(group.caseId, facts)
      if (hasPost) sender.wake()
      if (events.length === 0) return
      news.tellCaseCalmly(group.caseId)
      for (const task of new Set(events.map((event) => event.task)))
        news.tellMembers(concerned.get(task) ?? [], { kind: 'task', case: group.caseId, task })
    }
  }
}

/** The port that was really taken; undefined before. */
export function listeningPort(app: FastifyInstance): number | undefined {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : undefined
}
