// A running Greenroom with its own database, and people with names who act in it through real HTTP and real sockets.

import { io, type Socket } from 'socket.io-client'
import * as msgpack from 'socket.io-msgpack-parser'
import * as Y from 'yjs'
import { type App, createApp, listeningPort } from '../../server/app.ts'
import type { Setup } from '../../server/people/setup.ts'
import type { Db } from '../../server/platform/db.ts'
import { createLog } from '../../server/platform/log.ts'
import { createSealing, type Sealing } from '../../server/platform/sealing.ts'
import type { Role } from '../../shared/http/people.ts'
import type { CaseId, MemberId } from '../../shared/ids.ts'
import type { ClientToServer, JoinAnswer, ServerToClient } from '../../shared/protocol/events.ts'
import { type DatabaseKind, openTestDatabase, type TestDatabase } from './database.ts'

export type TestSocket = Socket<ServerToClient, ClientToServer>

/** Somebody signed in: their cookie and what they can ask. */
export type Person = {
  id: MemberId
  name: string
  role: Role
  cookie: string
  /** Asks the HTTP API. */
  ask: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: never; headers: Headers }>
  /** Opens a live connection; closed with the house. */
  connect: () => Promise<TestSocket>
}

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

const password = 'a long enough password'
const fullNames: Record<string, string> = {
  nkechi: 'Nkechi Adeyemi',
  tomas: 'Tomás Ibarra',
  hana: 'Hana Mori',
  maria: 'Maria Fontes',
  dawit: 'Dawit Bekele',
  priya: 'Priya Raman',
  soren: 'Søren Holm',
  yusuf: 'Yusuf Demir',
  aroha: 'Aroha Ngata',
  leilani: 'Leilani Kahale',
}

/** What browsers need beyond the API: the built client, and the addresses under which they reach it. */
export type Front = { clientDir?: string; moreOrigins?: () => string[] }

export async function openHouse(kind: DatabaseKind = 'postgres', front: Front = {}): Promise<House> {
  const database = await openTestDatabase(kind)
  const sealing = createSealing(new Uint8Array(32).fill(7))
  const setupToken = 'the-set-up-token-of-this-test'
  const setup: Setup = { token: setupToken }
  const sockets = new Set<TestSocket>()
  let app = await openApp(database.db, sealing, setup, front)

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
    accept: (token, name) => accept(door, sockets, token, name),
    report,
    restart: async () => {
      await app.close()
      app = await openApp(database.db, sealing, setup, front)
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect()
      await app.close()
      await database.close()
    },
  }
  return house
}

async function openApp(db: Db, sealing: Sealing, setup: Setup, front: Front): Promise<App> {
  const app = await createApp({
    config: {
      host: '127.0.0.1',
      port: 0,
      trustedOrigins: [],
      dataDir: '',
      logLevel: process.env.LOG_LEVEL === 'error' ? 'error' : 'silent',
    },
    db,
    sealing,
    setup,
    clock: () => new Date(),
    log: createLog(process.env.LOG_LEVEL === 'error' ? 'error' : 'silent'),
    isDemo: false,
    ...(front.clientDir && { clientDir: front.clientDir }),
    moreOrigins: front.moreOrigins ?? (() => []),
  })
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  return app
}

/** A case opened by this person's report. */
export async function report(by: Person, more: object = {}): Promise<{ id: CaseId; codeName: string }> {
  const { status, body } = await by.ask('POST', '/api/reports', { whatHappened: 'He followed her.', ...more })
  if (status !== 201) throw new Error(`no report: ${status} ${JSON.stringify(body)}`)
  return (body as { case: { id: CaseId; codeName: string } }).case
}

/** Where people knock: a house in this process, or a server in another one. */
type Door = { readonly origin: string }

/** The chair and whoever else is named, in a server that was just started and not set up yet. */
export async function enterServer<N extends string>(
  door: Door & { setupToken: string },
  sockets: Set<TestSocket>,
  roles: Record<N, Role>,
): Promise<Record<N, Person>> {
  const everybody = {} as Record<string, Person>
  const chair = await setUpChair(door, sockets, door.setupToken)
  for (const [key, role] of Object.entries<Role>(roles))
    everybody[key] = role === 'chair' ? chair : await invite(door, sockets, chair, key, role)
  return everybody as never
}

async function setUpChair(door: Door, sockets: Set<TestSocket>, token: string): Promise<Person> {
  return enter(door, sockets, '/api/setup', {
    token,
    event: { name: 'Harbourlight 2026', timeZone: 'Europe/Lisbon' },
    name: fullNames.nkechi,
    email: 'nkechi@example.org',
    password,
  })
}

async function invite(
  house: Door,
  sockets: Set<TestSocket>,
  chair: Person,
  key: string,
  role: Role,
): Promise<Person> {
  const { body } = await chair.ask('POST', '/api/invitations', { role })
  return accept(house, sockets, (body as { token: string }).token, key)
}

const accept = (house: Door, sockets: Set<TestSocket>, token: string, key: string): Promise<Person> =>
  enter(house, sockets, '/api/invitations/accept', {
    token,
    name: fullNames[key] ?? key,
    email: `${key}@example.org`,
    password,
  })

async function enter(house: Door, sockets: Set<TestSocket>, path: string, ask: object): Promise<Person> {
  const answer = await fetch(house.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
  })
  if (answer.status !== 201) throw new Error(`could not enter: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
  const { member } = (await answer.json()) as { member: { id: MemberId; name: string; role: Role } }
  return personOf(house, sockets, { ...member, cookie })
}

function personOf(
  house: Door,
  sockets: Set<TestSocket>,
  who: { id: MemberId; name: string; role: Role; cookie: string },
): Person {
  return {
    ...who,
    ask: async (method, path, body) => {
      const answer = await fetch(house.origin + path, {
        method,
        headers: { cookie: who.cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        body: (text ? JSON.parse(text) : undefined) as never,
        headers: answer.headers,
      }
    },
    connect: () => {
      const socket: TestSocket = io(house.origin, {
        transports: ['websocket'],
        parser: msgpack,
        reconnection: false,
        forceNew: true,
        extraHeaders: { cookie: who.cookie },
      })
      sockets.add(socket)
      return new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(socket))
        socket.once('connect_error', reject)
      })
    },
  }
}

/** A plain second client: a document kept in step by hand, for tests of the server alone. */
export type Copy = {
  doc: Y.Doc
  socket: TestSocket
  join: JoinAnswer
  /** Pushes what this change sends, and answers what the server said. */
  push: (change: (doc: Y.Doc) => void) => Promise<{ ok: boolean; seq?: number; why?: string }>
  pushBytes: (update: Uint8Array) => Promise<{ ok: boolean; seq?: number; why?: string }>
}

export async function joinRecord(person: Person, caseId: CaseId, doc = new Y.Doc()): Promise<Copy> {
  const socket = await person.connect()
  socket.on('record:update', (news) => {
    if (news.case === caseId) Y.applyUpdate(doc, new Uint8Array(news.update as Uint8Array), 'server')
  })
  const answer = await socket.emitWithAck('record:join', {
    case: caseId,
    stateVector: exact(Y.encodeStateVector(doc)),
    client: doc.clientID,
  })
  if (!answer.ok) throw new Error(`could not join: ${answer.why}`)
  Y.applyUpdate(doc, new Uint8Array(answer.update as Uint8Array), 'server')
  const pushBytes: Copy['pushBytes'] = (update) =>
    socket.emitWithAck('record:push', { case: caseId, update: exact(update) })
  return { doc, socket, join: answer, pushBytes, push: (change) => pushBytes(updateOf(doc, change)) }
}

/** What one change of this document sends. */
export function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  let sent: Uint8Array | undefined
  const onUpdate = (update: Uint8Array) => {
    sent = sent ? Y.mergeUpdates([sent, update]) : update
  }
  doc.on('update', onUpdate)
  doc.transact(() => change(doc))
  doc.off('update', onUpdate)
  if (!sent) throw new Error('the change changed nothing')
  return sent
}

export const exact = (bytes: Uint8Array): Buffer => Buffer.from(bytes.slice().buffer)

/** Waits until a fact is true; fails with the fact's own words. */
export async function until(fact: () => unknown, withinMs = 5_000): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    if (await fact()) return
    if (performance.now() > end) throw new Error(`never came true: ${fact.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
