// People with names who act in a running Greenroom through real HTTP and real sockets, wherever it runs: in a house
// of this process or in a server of its own. Nothing here needs a test runner.

import { io, type Socket } from 'socket.io-client'
import * as msgpack from 'socket.io-msgpack-parser'
import * as Y from 'yjs'
import type { Role } from '../../shared/http/people.ts'
import type { CaseId, MemberId } from '../../shared/ids.ts'
import type { ClientToServer, JoinAnswer, ServerToClient } from '../../shared/protocol/events.ts'
import { recordSchema } from '../../shared/record/schema.ts'

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
  wilhelmina: 'Wilhelmina Anastasia Featherstone-Papadopoulos of Leith',
  xiaolong: '李小龍',
  sara: 'سارة الحداد',
  zofie: 'Žofie Řeháková',
}

/** A case opened by this person's report. */
export async function report(by: Person, more: object = {}): Promise<{ id: CaseId; codeName: string }> {
  const { status, body } = await by.ask('POST', '/api/reports', { whatHappened: 'He followed her.', ...more })
  if (status !== 201) throw new Error(`no report: ${status} ${JSON.stringify(body)}`)
  return (body as { case: { id: CaseId; codeName: string } }).case
}

/** Whoever of them is asked about a conflict has none, in this order. */
export async function answerChecks(...people: readonly Person[]): Promise<void> {
  for (const one of people) {
    const { body } = await one.ask('GET', '/api/my/conflict-checks')
    for (const { case: id } of (body as { checks: { case: CaseId }[] }).checks) {
      const { status } = await one.ask('POST', `/api/cases/${id}/conflict`, { answer: 'none' })
      if (status !== 204) throw new Error(`could not answer: ${status}`)
    }
  }
}

/** Where people knock: a house in this process, or a server in another one. */
export type Door = { readonly origin: string }

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
  const guest = await acceptInvitation(house, sockets, (body as { token: string }).token, key)
  if (role !== 'staff') await confirm(chair, guest)
  return guest
}

/** The chair knows who this is. */
export async function confirm(chair: Person, member: { id: MemberId }): Promise<void> {
  const { status } = await chair.ask('POST', `/api/members/${member.id}/confirm`)
  if (status !== 204) throw new Error(`could not confirm: ${status}`)
}

/** Comes in by an invitation's token. */
export const acceptInvitation = (
  house: Door,
  sockets: Set<TestSocket>,
  token: string,
  key: string,
): Promise<Person> =>
  enter(house, sockets, '/api/invitations/accept', {
    token,
    name: fullNames[key] ?? key,
    email: `${key}@example.org`,
    password,
  })

/** Whoever is signed in by what this answers. */
export const personBehind = (house: Door, path: string, ask: object): Promise<Person> =>
  enter(house, new Set(), path, ask)

async function enter(house: Door, sockets: Set<TestSocket>, path: string, ask: object): Promise<Person> {
  const answer = await fetch(house.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
  })
  if (!answer.ok) throw new Error(`could not enter: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
  const { member } = (await answer.json()) as { member: { id: MemberId; name: string; role: Role } }
  return personOf(house, sockets, { ...member, cookie })
}

/** The same person at another door: their cookie is good at every node. */
export const at = (door: Door, person: Person): Person => personOf(door, new Set(), person)

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

/** @param schema the record schema that it says it knows */
export async function joinRecord(
  person: Person,
  caseId: CaseId,
  doc = new Y.Doc(),
  schema = recordSchema,
): Promise<Copy> {
  const socket = await person.connect()
  socket.on('record:update', (news) => {
    if (news.case === caseId) Y.applyUpdate(doc, new Uint8Array(news.update as Uint8Array), 'server')
  })
  const answer = await socket.emitWithAck('record:join', {
    case: caseId,
    stateVector: exact(Y.encodeStateVector(doc)),
    client: doc.clientID,
    schema,
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
export async function until(fact: () => unknown, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    if (await fact()) return
    if (performance.now() > end) throw new Error(`never came true: ${fact.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
