// Introduces everybody to everybody: the list of subjects, and what they share. Features never import each other; here one reads
// who knows whom.

import { randomInt } from 'node:crypto'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { addAttendeeDoor } from './attendee/attendee-door.ts'
import { attendeePages } from './attendee/page-routes.ts'
import type { TakeFromAttendee } from './attendee/send.ts'
import { createAttendee } from './attendee/subject.ts'
import type { CaseDeps } from './case/case-deps.ts'
import { createReads, type Reads } from './case/reads.ts'
import { type CaseSeals, createCaseSeals } from './case/seals.ts'
import { createCases } from './cases/subject.ts'
import { createContacts } from './contacts/subject.ts'
import { createDevices } from './devices/subject.ts'
import { createDisplay } from './display/subject.ts'
import { isStillCalled } from './escalation/still-called.ts'
import { createEscalation } from './escalation/subject.ts'
import { createFiles } from './files/subject.ts'
import { describeTeam, followTasks } from './follows.ts'
import type { JobDeps, WakeJobs } from './jobs/deps.ts'
import { createRunner } from './jobs/runner.ts'
import { type FailedIn, type Live, openLive } from './live.ts'
import { createMeetings } from './meetings/subject.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { ringDevice } from './notify/jobs.ts'
import { ringPages, ringReaders } from './notify/push/put-rings.ts'
import { createNotify } from './notify/subject.ts'
import { type Asking, createAsking } from './people/asking.ts'
import { createPeople } from './people/people.ts'
import type { PeopleDeps } from './people/people-deps.ts'
import { tellRefusedSignIns } from './people/refused.ts'
import { createRoutes } from './people/route.ts'
import { createSessions, type Sessions } from './people/sessions.ts'
import type { Setup } from './people/setup.ts'
import type { Subject } from './people/subject.ts'
import { sweepPeople } from './people/sweep.ts'
import type { Bus } from './platform/bus.ts'
import { type Config, ownOrigins } from './platform/config.ts'
import { type Db, isDatabaseThere } from './platform/db.ts'
import { Door } from './platform/door.ts'
import type { Sealing } from './platform/sealing.ts'
import { headEveryAnswer } from './platform/security-headers.ts'
import { createShutdown } from './platform/shutdown.ts'
import { createWeb, isServedOverHttps } from './platform/web.ts'
import { isStillToRead } from './procedures/readings.ts'
import { createProcedures } from './procedures/subject.ts'
import { createReports } from './reports/subject.ts'
import { createRoster } from './roster/subject.ts'
import type { Sync } from './sync/sync.ts'
import { createHandOver } from './tasks/hand-over.ts'
import { createTasks } from './tasks/subject.ts'

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
  /** The oldest record schema whose clients write, where it is not the product's. For tests of what older clients may do. */
  oldestWriting?: number
  /** Where the database may have other nodes on it. */
  bus?: Bus
  /** Counts what everybody asks; by default each by the house's own measure. */
  asking?: Asking
  /** Stands between acts and whoever is told of them, for tests of what is told. */
  tellingThrough?: (deps: CaseDeps) => CaseDeps
  /** The same for what happens to members. */
  tellingOfTeamThrough?: (deps: PeopleDeps) => PeopleDeps
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
  const failedIn: FailedIn = (part) => (error, caseId) =>
    log.error({ err: error, part, case: caseId }, `${part} failed`)
  const origins = (): Set<string> =>
    new Set([...ownOrigins(config, listeningPort(app) ?? config.port), ...deps.moreOrigins()])
  const door = new Door(config)
  const web = { config, log, origins, isReady: () => isDatabaseThere(db), clientDir: deps.clientDir, door }
  const app = await createWeb(web)
  addAttendeeDoor(app, db)
  const kindsOfJobs = () => kinds.map(({ name }) => name)
  const metrics = createMetrics({ config, db, clock, load: () => live.sync.load(), kindsOfJobs })
  metrics.follow(app)
  tellRefusedSignIns(app, { log, addresses: door.addresses, refused: metrics.signInRefused })
  const sessions = createSessions({ db, clock, isSecure: isServedOverHttps(config) })
  const seals = createCaseSeals(deps.sealing)
  const reads = createReads({ db, clock })
  const { pushed, committed } = metrics
  const live = openLive(app.server, {
    ...{ db, clock, log, sessions, seals, reads, failedIn, door, pushed, committed, rates: config },
    ...(deps.bus && { bus: deps.bus }),
    ...(deps.oldestWriting && { oldestWriting: deps.oldestWriting }),
    inSameTransaction: followTasks(clock, () => subjects),
    isOwnOrigin: (origin) => origins().has(origin),
  })
  headEveryAnswer(app.server)

  const { sync } = live
  const ownDeps = caseDepsOf(deps, { seals, reads, live })
  const caseDeps = deps.tellingThrough?.(ownDeps) ?? ownDeps
  const ownTeam = describeTeam(deps, { sessions, seals, caseDeps }, live, origins)
  const team = deps.tellingOfTeamThrough?.(ownTeam) ?? ownTeam
  const wakeJobs: WakeJobs = (kind, inMs) => runner.wake(kind, inMs)
  const { subjects, takeFromAttendee } = listSubjects({
    deps,
    live,
    caseDeps,
    sessions,
    team,
    metrics,
    wakeJobs,
    failedIn,
  })
  const kinds = subjects.flatMap(({ jobs = [] }) => jobs)
  const asking = deps.asking ?? createAsking()
  const routes = createRoutes(app, { ...{ clock, door, asking }, findActor: sessions.findActor })
  for (const subject of subjects) subject.routes(routes)
  await attendeePages(app, {
    ...{ ...caseDeps, sealing: deps.sealing, takeFromAttendee },
    count: ({ raw }, share) => asking.countOfAddress(door.addresses.of(raw), share),
  })
  const failed = failedJobs(subjects, log)
  const isAlone = deps.bus === undefined
  const runner = createRunner({ db, clock, isAlone, settled: metrics.jobSettled, failed }, kinds)
  const close = createShutdown(app, {
    before: [...subjects.flatMap((subject) => subject.close ?? []), sync.close],
    after: [live.news.close, runner.close, metrics.close],
    sweep: () => sweepPeople(team),
    failed: failedIn('people'),
    closeSilent: () => door.closeSilent(),
  })
  return { app, sync, sessions, caseDeps, close }
}

/** A job that fails is logged under the subject whose kind it is. */
const failedJobs =
  (subjects: readonly Subject[], log: FastifyBaseLogger): JobDeps['failed'] =>
  (error, kind) => {
    const its = subjects.find(({ jobs = [] }) => jobs.some(({ name }) => name === kind))
    const said = kind ? 'a job failed' : 'which jobs wait could not be looked up'
    log.error({ err: error, part: its?.name ?? 'jobs', job: kind }, said)
  }

type Parts = {
  deps: AppDeps
  live: Live
  caseDeps: CaseDeps
  sessions: Sessions
  team: PeopleDeps
  metrics: Metrics
  wakeJobs: WakeJobs
  failedIn: FailedIn
}

/** Everything that Greenroom does, each made of what it needs of the others. */
function listSubjects({ deps, live, caseDeps, wakeJobs, ...parts }: Parts): {
  subjects: readonly Subject[]
  takeFromAttendee: TakeFromAttendee
} {
  const { sync, news, feed, noteDelivery } = live
  const { edit, tellReceipts } = sync
  const escalation = createEscalation({ ...caseDeps, wakeJobs, ring: ringPages, rings: ringDevice })
  const { pageFor, pageForAttendee } = escalation
  const files = createFiles(caseDeps)
  const reports = createReports({ ...caseDeps, pageFor, pageForAttendee, mails: files.mails })
  const { takeFromAttendee } = reports
  const subjects = [
    createPeople({ ...parts.team, tellMembers: news.tellMembers }),
    createCases(caseDeps),
    reports,
    createAttendee({ ...caseDeps, takeFromAttendee }),
    createContacts(caseDeps),
    files,
    createMeetings(caseDeps),
    createProcedures({ ...caseDeps, sealing: deps.sealing, wakeJobs, ring: ringReaders, rings: ringDevice }),
    createRoster({ ...deps, rosterChanged: () => news.tellAll({ kind: 'members' }) }),
    createDisplay(caseDeps, feed),
    createDevices({ ...caseDeps, sessions: parts.sessions }),
    createTasks({ ...caseDeps, edit, tellReceipts }),
    escalation,
    createNotify({
      ...{ ...deps, news, wakeJobs, isStillCalled, isStillToRead, delivered: noteDelivery },
      answered: parts.metrics.messageSettled,
      failed: parts.failedIn('notify'),
    }),
  ]
  return { subjects, takeFromAttendee }
}

function caseDepsOf(
  { db, clock }: AppDeps,
  { seals, reads, live }: { seals: CaseSeals; reads: Reads; live: Live },
): CaseDeps {
  const { sync, news } = live
  const { rightsChanged, isHere, presentIn } = sync
  const { tellCase, tellMembers } = news
  const handOver = createHandOver(() => sync.writeBeside)
  return {
    db,
    clock,
    randomInt,
    seals,
    reads,
    rightsChanged,
    tellCase,
    tellMembers,
    handOver,
    isHere,
    presentIn,
  }
}

/** The port that was really taken; undefined before. */
export function listeningPort(app: FastifyInstance): number | undefined {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : undefined
}
