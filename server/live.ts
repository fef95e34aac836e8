// What goes over live connections: sync, the news desk and the room displays, which need one another.

import type { Server } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import type { CaseId } from '#shared/ids.ts'
import { readKnownWords } from './case/known-words.ts'
import { runningMeetings } from './case/meeting-row.ts'
import { allNamed, readPeople } from './case/people-of.ts'
import type { Reads } from './case/reads.ts'
import { membersOf } from './case/rights.ts'
import type { CaseSeals } from './case/seals.ts'
import { findDisplay } from './display/displays.ts'
import { createFeed, type Feed } from './display/feed.ts'
import { createNews, type NewsDesk } from './notify/news.ts'
import { aliveAmong } from './people/alive.ts'
import { createNames } from './people/members.ts'
import type { Sessions } from './people/sessions.ts'
import type { Db } from './platform/db.ts'
import type { SyncDeps } from './sync/connection/context.ts'
import { createSync, type Sync } from './sync/sync.ts'
import { createDelivery, type Delivered } from './tasks/delivery.ts'
import { receiptsOf } from './tasks/project.ts'

/** For failures, by the subsystem that they are logged under. */
export type FailedIn = (part: string) => (error: unknown, caseId?: CaseId) => void

type Deps = Pick<
  SyncDeps,
  'db' | 'clock' | 'inSameTransaction' | 'isOwnOrigin' | 'rates' | 'door' | 'pushed' | 'committed'
> &
  Partial<Pick<SyncDeps, 'bus' | 'oldestWriting'>> & {
    log: FastifyBaseLogger
    sessions: Sessions
    seals: CaseSeals
    reads: Reads
    failedIn: FailedIn
  }

export type Live = { sync: Sync; news: NewsDesk; feed: Feed; noteDelivery: Delivered }

export function openLive(http: Server, deps: Deps): Live {
  const { db, clock, log, sessions, seals, reads, failedIn, ...options } = deps
  const news = openNewsDesk(db, () => sync, failedIn('news'))
  const noteDelivery = createDelivery({
    ...{ db, clock },
    tellReceipts: (caseId, facts) => sync.tellReceipts(caseId, facts),
  })
  const sync: Sync = createSync(http, {
    ...options,
    ...{ db, clock, sealOf: seals.sealOf },
    liveSessions: (of, ids) => aliveAmong(of, ids, clock()),
    judgedAgain: (caseId, tries) => log.warn({ case: caseId, tries }, 'a group was judged again'),
    endOf: async (session) => (await sessions.findActorBySession(session))?.expiresAt,
    findActor: (cookie) => sessions.findActorByCookie(cookie),
    receiptsOf: (caseId) => receiptsOf(db, caseId),
    looked: (member, caseId) => reads.note({ caseId, member, act: 'joinRecord' }),
    delivered: noteDelivery,
    peopleChanged: (caseId) => news.tellPresentCalmly(caseId),
    hereChanged: () => news.tellAllHereCalmly({ kind: 'members' }),
    ...createNames(db),
    findDisplay: (token) => findDisplay(db, token, clock()),
    stirred: (caseId) => feed.stir(caseId),
    failed: failedIn('sync'),
  })
  sessions.onEnded(sync.sessionEnded)
  const feed: Feed = createFeed({
    ...sync.displays,
    ...{ db, clock, sealOf: seals.sealOf },
    readPeople: async (caseId) => allNamed(await readPeople(db, await seals.sealOf(db, caseId), caseId)),
    knownWords: async (caseId) => readKnownWords(db, await seals.sealOf(db, caseId), caseId),
    receiptsOf: (caseId) => receiptsOf(db, caseId),
    failed: failedIn('display'),
  })
  return { sync, news, feed, noteDelivery }
}

/** What is told goes over the live connections, which are opened later. */
const openNewsDesk = (db: Db, sync: () => Sync, failed: (error: unknown) => void): NewsDesk =>
  createNews({
    emit: (member, item) => sync().tellMember(member, item),
    emitHere: (member, item) => sync().tellMemberHere(member, item),
    emitToAll: (item) => sync().tellAll(item),
    emitToAllHere: (item) => sync().tellAllHere(item),
    membersOf: (caseId) => membersOf(db, caseId),
    isMeeting: async (caseId) => (await runningMeetings(db, [caseId])).length > 0,
    failed,
  })
