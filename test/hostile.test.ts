// A member who takes as much of the server as they are let, beside somebody who types. What counts is how much the server's
// main thread worked between a keystroke and its answer: that is the same on a busy machine, unlike the time on the clock.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, TaskId } from '../shared/ids.ts'
import { partsOf } from '../shared/record/schema.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import {
  type Copy,
  enterServer,
  exact,
  joinRecord,
  type Person,
  report,
  type TestSocket,
} from './helpers/people.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'

/** No honest save may wait for more of the server than this. */
const mostMs = 200
const forMs = Number(process.env.HOSTILE_MS ?? 1_500)
/** Pieces that Yjs keeps the record in; each join encodes them all. */
const pieces = Number(process.env.HOSTILE_PIECES ?? 60_000)

let server: ServerProcess
let drop: () => Promise<void>
let hana: Person
let maria: Person
let id: CaseId
let typist: Copy
const many: CaseId[] = []

beforeAll(async () => {
  const database = await createPostgresDatabase()
  drop = database.drop
  server = await startServer({ DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
  const people = await enterServer(server, new Set<TestSocket>(), {
    nkechi: 'chair',
    hana: 'staff',
    maria: 'staff',
  })
  hana = people.hana
  maria = people.maria
  for (let at = 0; at < 12; at++) {
    const made = (await report(people.nkechi)).id
    many.push(made)
    for (const member of [hana, maria])
      await people.nkechi.ask('PUT', `/api/cases/${made}/access/${member.id}`, { level: 'write' })
  }
  id = many[0]!
  const filler = await joinRecord(people.nkechi, id)
  for (let at = 0; at < pieces; at += 3_000) await fill(filler)
  typist = await joinRecord(hana, id)
}, 120_000)
afterAll(async () => {
  typist?.socket.disconnect()
  await server?.close()
  await drop?.()
})

/** A text of which every other letter is gone: 3,000 pieces. */
async function fill({ push }: Copy): Promise<void> {
  const text = new Y.XmlText()
  await push((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    partsOf(doc).whatHappened.push([paragraph])
    text.insert(0, 'x'.repeat(3_000))
  })
  const said = await push(() => {
    for (let at = 0; at < 1_500; at++) text.delete(at, 1)
  })
  if (!said.ok) throw new Error(`not filled: ${said.why}`)
}

/** What the main thread of the server has worked so far. */
const workedMs = (): number =>
  Number(readFileSync(`/proc/${server.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6

/** What an earlier storm left behind is done. */
async function calm(): Promise<void> {
  for (let at = 0; at < 200; at++) {
    const before = workedMs()
    await sleep(50)
    if (workedMs() - before < 5) return
  }
}

type Slowest = { workMs: number; wallMs: number; saves: number }
async function typeWhile(isOver: () => boolean): Promise<Slowest> {
  const slowest = { workMs: 0, wallMs: 0, saves: 0 }
  while (!isOver()) {
    const [work, wall] = [workedMs(), performance.now()]
    const said = await typist.push((doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('k')])
      partsOf(doc).whatWeDo.push([paragraph])
    })
    expect(said).toMatchObject({ ok: true })
    slowest.workMs = Math.max(slowest.workMs, workedMs() - work)
    slowest.wallMs = Math.max(slowest.wallMs, performance.now() - wall)
    slowest.saves += 1
    await sleep(20)
  }
  return slowest
}

type Vector = ReturnType<typeof exact>
type Ask = (socket: TestSocket, at: number) => Promise<unknown>
/** Four connections in the record. */
async function enter(): Promise<TestSocket[]> {
  const sockets = await Promise.all(Array.from({ length: 4 }, () => maria.connect()))
  const isIn = async (socket: TestSocket) => {
    while (((await joinOf(id)(socket, 0)) as { ok: boolean }).ok === false) await sleep(200)
  }
  await Promise.all(sockets.map(isIn))
  return sockets
}

/** Each with many asks under way at once, and a short pause only where the server says "too fast". */
async function storm(sockets: readonly TestSocket[], ask: Ask, isOver: () => boolean): Promise<number> {
  let asked = 0
  const one = async (socket: TestSocket): Promise<void> => {
    while (!isOver() && socket.connected) {
      asked++
      const said = (await Promise.race([ask(socket, asked), sleep(forMs)])) as { why?: string } | undefined
      if (said?.why === 'too-fast') await sleep(5)
    }
  }
  await Promise.all(sockets.flatMap((socket) => Array.from({ length: 40 }, () => one(socket))))
  for (const socket of sockets) socket.disconnect()
  return asked
}

const joinOf =
  (caseId: CaseId, vector: Vector = Buffer.of(0)): Ask =>
  (socket) =>
    socket.emitWithAck('record:join', { case: caseId, stateVector: vector, client: draw() })
const draw = () => 1 + Math.floor(Math.random() * 2 ** 31)

/** A state vector that nobody has asked with before, half of it true. */
function otherVector(at: number): Vector {
  const known = Y.decodeStateVector(Y.encodeStateVector(typist.doc))
  const vector = new Map(
    [...known].map(([client, clock], index) => [
      client,
      index === at % known.size ? 1 + (at % clock) : clock,
    ]),
  )
  return exact(Y.encodeStateVector(vector.set(draw(), 7)))
}

const pushOf = (characters: number): Ask => {
  const docs = new WeakMap<TestSocket, { doc: Y.Doc; text: Y.XmlText }>()
  return (socket) => {
    const own = docs.get(socket) ?? { doc: new Y.Doc(), text: new Y.XmlText() }
    const before = Y.encodeStateVector(own.doc)
    if (!docs.has(socket)) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [own.text])
      partsOf(own.doc).whatHappened.push([paragraph])
      docs.set(socket, own)
    }
    own.text.insert(own.text.length, 'y'.repeat(characters))
    const update = exact(Y.encodeStateAsUpdate(own.doc, before))
    return socket.emitWithAck('record:push', { case: id, update })
  }
}

const stranger = randomUUID() as CaseId
const storms: Record<string, Ask> = {
  'asks to join, each time with another state vector': (socket, at) =>
    joinOf(id, otherVector(at))(socket, at),
  'leaves and joins': async (socket) => {
    await socket.emitWithAck('record:leave', { case: id })
    return joinOf(id)(socket, 0)
  },
  'says where they are': (socket, at) =>
    socket.emitWithAck('record:presence', { case: id, question: at % 2 ? 1 : 2 }),
  'joins one record after the other': (socket, at) => joinOf(many[at % many.length]!)(socket, at),
  'asks for records they may not see': (socket) => joinOf(randomUUID() as CaseId)(socket, 0),
  'says of tasks that they are shown': (socket) =>
    socket.emitWithAck('task:delivered', { case: stranger, task: randomUUID() as TaskId }),
  'pushes single letters': pushOf(1),
  'pushes as much as may be pushed': pushOf(100_000),
}

/**
 * Up to three storms. What the server holds up by its design it holds up in each of them; what the machine does besides,
 * such as clearing away garbage or finding memory, comes now and then.
 * @returns of the calmest
 */
async function calmestOf(name: string, storm: () => Promise<Slowest>): Promise<Slowest> {
  let calmest: Slowest | undefined
  for (let at = 0; at < 3 && !(calmest && calmest.workMs < mostMs); at++) {
    await calm()
    const slowest = await storm()
    const { workMs, wallMs, saves } = slowest
    console.info(
      `${name}: ${saves} saves, the slowest ${workMs.toFixed(0)} ms of work, ${wallMs.toFixed(0)} ms in all`,
    )
    if (!calmest || workMs < calmest.workMs) calmest = slowest
  }
  return calmest!
}

describe('[SY22] nobody’s save waits for a member who', () => {
  it.each(Object.keys(storms))('%s', { timeout: 90_000 }, async (name) => {
    const slowest = await calmestOf(name, async () => {
      const sockets = await enter()
      const endsAt = performance.now() + forMs
      const isOver = () => performance.now() > endsAt
      const [slowest, asked] = await Promise.all([typeWhile(isOver), storm(sockets, storms[name]!, isOver)])
      expect(Math.min(slowest.saves, asked)).toBeGreaterThan(0)
      return slowest
    })
    expect(slowest.workMs).toBeLessThan(mostMs)
  })

  it('comes and goes', { timeout: 90_000 }, async () => {
    const slowest = await calmestOf('comes and goes', async () => {
      const endsAt = performance.now() + forMs
      const isOver = () => performance.now() > endsAt
      let came = 0
      const comeAndGo = async () => {
        while (!isOver()) {
          const socket = await maria.connect()
          came++
          void joinOf(id, otherVector(came))(socket, came).catch(() => 'gone before the answer')
          await sleep(20)
          socket.disconnect()
        }
      }
      const [slowest] = await Promise.all([typeWhile(isOver), ...Array.from({ length: 4 }, comeAndGo)])
      expect(Math.min(slowest.saves, came)).toBeGreaterThan(0)
      return slowest
    })
    expect(slowest.workMs).toBeLessThan(mostMs)
  })
})
