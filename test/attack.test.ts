// What a hostile reviewer tried, and what worked once: from a stranger's few bytes to a member who may write one case.

import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import * as msgpack from 'socket.io-msgpack-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { TaskId } from '#shared/ids.ts'
import type { News, Present } from '#shared/protocol/events.ts'
import { addTask, findTaskText } from '#shared/record/edit.ts'
import { type House, openHouse } from './helpers/house.ts'
import { exact, joinRecord, type Person, until } from './helpers/people.ts'

let house: House
let nkechi: Person
let tomas: Person
let hana: Person
let maria: Person
let amara: Person

beforeAll(async () => {
  house = await openHouse('postgres')
  ;({ nkechi, tomas, hana, maria, amara } = await house.people({
    nkechi: 'chair',
    tomas: 'coordinator',
    hana: 'staff',
    maria: 'staff',
    amara: 'staff',
  }))
})
afterAll(() => house.close())

/** A connection that says what it likes. */
async function stranger(cookie?: string) {
  const headers = cookie ? { cookie } : {}
  const options = { headers } as unknown as string[]
  const socket = new WebSocket(
    `${house.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    options,
  )
  socket.binaryType = 'arraybuffer'
  const packets: { type: number; data: unknown; id?: number }[] = []
  const waiting: (() => void)[] = []
  let isClosed = false
  socket.onclose = () => {
    isClosed = true
  }
  socket.onerror = () => {}
  socket.onmessage = ({ data }) => {
    if (data === '2') socket.send('3')
    if (typeof data === 'string') return
    const decoder = new msgpack.Decoder()
    decoder.on('decoded', (packet) => packets.push(packet))
    decoder.add(Buffer.from(data as ArrayBuffer))
    for (const wake of waiting.splice(0)) wake()
  }
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  const send = (packet: object) => socket.send(new msgpack.Encoder().encode(packet as never)[0 as never])
  return { socket, packets, send, isClosed: () => isClosed, close: () => socket.close() }
}

async function memberConnection(person: Person) {
  const connection = await stranger(person.cookie)
  connection.send({ type: 0, nsp: '/' })
  await until(() => connection.packets.some(({ type }) => type === 0))
  return connection
}

/** A WebSocket that is never read from after its greeting. */
async function deafConnection(cookie: string) {
  const socket = connect(Number(new URL(house.origin).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\n` +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  const send = (packet: object) => {
    const bytes: Buffer = new msgpack.Encoder().encode(packet as never)[0 as never]
    const size = Buffer.alloc(2)
    size.writeUInt16BE(bytes.length)
    // Masked with zeroes, which changes nothing.
    socket.write(Buffer.concat([Buffer.of(0x82, 0x80 | 126), size, Buffer.alloc(4), bytes]))
  }
  send({ type: 0, nsp: '/' })
  return { send, end: () => socket.destroy() }
}

describe('bytes of strangers', () => {
  test.each([
    ['an array of 33 million places', [0xdd, 0x01, 0xff, 0xff, 0xff]],
    ['a buffer of 2 GB', [0xc9, 0x7f, 0xff, 0xff, 0xff, 0x00]],
    ['a map of 4 billion', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['a tower of arrays', Array.from({ length: 100_000 }, () => 0x91)],
    ['a flat crowd', [0xdd, 0x00, 0x03, 0xff, 0xff, ...Array.from({ length: 0x3ffff }, () => 0xc0)]],
    ['less than it says', [0x92, 0xc0]],
    ['more than it says', [0xc0, 0xc0]],
    ['a byte that means nothing', [0xc1]],
    ['nothing', []],
  ])('[SY1] %s: the connection is closed, nothing else happens', async (_, bytes) => {
    const before = process.memoryUsage().rss
    const start = performance.now()
    const { socket, isClosed } = await stranger()
    socket.send(Uint8Array.from(bytes))
    await until(() => isClosed())
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6)
    expect((await fetch(`${house.origin}/api/health`)).status).toBe(200)
  })

  test.each<[string, object[]]>([
    ['another namespace', [{ type: 0, nsp: '/admin' }]],
    ['a namespace that is no address', [{ type: 0, nsp: 'http://[' }]],
    [
      'two greetings at once',
      [
        { type: 0, nsp: '/' },
        { type: 0, nsp: '/' },
      ],
    ],
    ['an event before the greeting', [{ type: 2, nsp: '/', data: ['record:join', {}] }]],
    ['a kind of packet there is not', [{ type: 9, nsp: '/', data: [] }]],
  ])('[SY1, WM7] %s: closed', async (_, packets) => {
    const { send, isClosed } = await stranger(hana.cookie)
    for (const packet of packets) send(packet)
    await until(() => isClosed())
  })
})

describe('events that no client sends', () => {
  test('[SY1, WM2] names that the library keeps for itself: nobody hides from the list of who is here', async () => {
    const { id } = await house.report(nkechi)
    const watcher = await joinRecord(nkechi, id)
    let present: Present[] = []
    watcher.socket.on('record:presence', (news) => {
      present = news.present
    })
    const hidden = await memberConnection(tomas)
    const ask = { case: id, stateVector: exact(Y.encodeStateVector(new Y.Doc())), client: 77 }
    hidden.send({ type: 2, nsp: '/', data: ['record:join', ask], id: 1 })
    await until(() => present.some(({ member }) => member === tomas.id))
    for (const event of [
      'disconnecting',
      'disconnect',
      'error',
      'connect',
      'newListener',
      '__proto__',
      '',
      null,
    ])
      hidden.send({ type: 2, nsp: '/', data: [event, 'transport close'] })
    hidden.send({ type: 2, nsp: '/', data: ['record:presence', { case: id, question: 2 }], id: 2 })
    await until(() => present.some(({ member, question }) => member === tomas.id && question === 2))
    expect(hidden.isClosed()).toBe(false)
    hidden.close()
  })

  test('[SY1] a flood of them ends the connection', async () => {
    const hidden = await memberConnection(amara)
    for (let at = 0; at < 600; at++) hidden.send({ type: 2, nsp: '/', data: [`event ${at}`] })
    await until(() => hidden.isClosed())
  })

  test('[SY1] a caret that cannot be read, or is in another text, reaches nobody', async () => {
    const { id } = await house.report(nkechi)
    const { socket, doc } = await joinRecord(nkechi, id)
    const move = (anchor: Uint8Array) =>
      socket.emitWithAck('record:presence', {
        case: id,
        cursor: { root: 'whatHappened', anchor: exact(anchor), head: exact(anchor) },
      })
    const inRoot = (name: string) =>
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(doc.getXmlFragment(name), 0))
    expect(await move(Uint8Array.of())).toEqual({ ok: false, why: 'malformed' })
    expect(await move(Uint8Array.of(9, 9, 9))).toEqual({ ok: false, why: 'malformed' })
    expect(await move(Uint8Array.of(0, 255, 255))).toEqual({ ok: false, why: 'malformed' })
    expect(await move(inRoot('elsewhere'))).toEqual({ ok: false, why: 'malformed' })
    expect(await move(inRoot('whatHappened'))).toEqual({ ok: true })
  })

  test('[WM4] a clientID seen in the list of who is here stays its first owner\u2019s, before they wrote a word', async () => {
    const { id } = await house.report(nkechi)
    const hers = await joinRecord(nkechi, id)
    const doc = new Y.Doc()
    doc.clientID = hers.doc.clientID
    const his = await joinRecord(tomas, id, doc)
    const entry = { id: randomUUID() as TaskId, what: 'x', who: null, due: null, dueWords: null }
    his.doc.clientID = hers.doc.clientID
    expect(await his.push((copy) => addTask(copy, entry))).toEqual({ ok: false, why: 'breaks-record' })
    expect(await hers.push((copy) => addTask(copy, entry))).toMatchObject({ ok: true })
    const seen = await joinRecord(hana, (await house.report(hana)).id)
    expect(seen.join.present).toHaveLength(1)
    const again = await joinRecord(nkechi, id)
    expect(again.join.present.filter(({ client }) => client === doc.clientID)).toEqual([
      expect.objectContaining({ member: nkechi.id }),
    ])
  })
})

describe('taking more than one\u2019s share', () => {
  test('[SY1] whoever asks and never reads is cut, and nobody else notices', async () => {
    const { id } = await house.report(nkechi)
    const { push, socket } = await joinRecord(nkechi, id)
    const pages = Array.from({ length: 10 }, () => {
      const page = new Y.XmlElement('paragraph')
      page.insert(0, [new Y.XmlText('x'.repeat(120_000))])
      return page
    })
    for (const page of pages)
      expect(await push((copy) => copy.getXmlFragment('whatHappened').insert(0, [page]))).toMatchObject({
        ok: true,
      })
    await nkechi.ask('PUT', `/api/cases/${id}/access/${maria.id}`, { level: 'read' })
    const deaf = await deafConnection(maria.cookie)
    const isThere = () => house.app.sync.isHere(maria.id)
    await until(isThere)
    for (let at = 0; at < 25; at++)
      deaf.send({ type: 2, nsp: '/', data: ['record:join', { case: id, stateVector: Buffer.of(0) }], id: at })
    await until(() => !isThere(), 4_000)
    expect(await socket.emitWithAck('record:presence', { case: id, question: 1 })).toEqual({ ok: true })
    deaf.end()
  })
})

describe('what reaches whoever must not know', () => {
  test('[WM3, TT2] a task of somebody who is locked out: no news of it any more', async () => {
    const { id } = await house.report(nkechi)
    const { doc, push } = await joinRecord(nkechi, id)
    const task = randomUUID() as TaskId
    const others = randomUUID() as TaskId
    await push((copy) => addTask(copy, { id: task, what: 'Ask', who: tomas.id, due: null, dueWords: null }))
    await push((copy) => addTask(copy, { id: others, what: 'Go', who: hana.id, due: null, dueWords: null }))
    const person = { name: 'Somebody', role: 'reported', memberId: tomas.id }
    expect((await nkechi.ask('POST', `/api/cases/${id}/people`, person)).status).toBe(201)
    const heard: { by: string; news: News }[] = []
    for (const member of [tomas, hana])
      (await member.connect()).on('news', (news) => heard.push({ by: member.name, news }))
    expect(
      await push((copy) => {
        findTaskText(copy, task)!.insert(3, ' him')
        findTaskText(copy, others)!.insert(2, ' now')
      }),
    ).toMatchObject({ ok: true })
    expect(findTaskText(doc, others)!.toString()).toBe('Go now')
    await until(() => heard.some(({ by, news }) => by === hana.name && news.kind === 'task'))
    const ofTasks = heard.filter(({ news }) => 'case' in news)
    expect(ofTasks).toEqual([{ by: hana.name, news: { kind: 'task', case: id, task: others } }])
  })

  test('[WM1, RN1] ids in capital letters are the same ids', async () => {
    const report = randomUUID().toUpperCase()
    const { id } = await house.report(nkechi, { id: report })
    const own = await nkechi.ask('GET', `/api/cases/${id.toUpperCase()}`)
    expect(own.status).toBe(200)
    expect((own.body as { reports: { id: string }[] }).reports[0]!.id).toBe(report.toLowerCase())
    expect((await nkechi.ask('GET', `/api/cases/${id}`)).status).toBe(200)
    const { socket } = await joinRecord(tomas, id)
    const closed: unknown[] = []
    const capital = await tomas.connect()
    capital.on('record:closed', (news) => closed.push(news))
    const stateVector = exact(Y.encodeStateVector(new Y.Doc()))
    expect(
      await capital.emitWithAck('record:join', { case: id.toUpperCase() as never, stateVector }),
    ).toMatchObject({ ok: true })
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${tomas.id.toUpperCase()}`)
    await until(() => closed.length > 0)
    expect(closed).toEqual([{ case: id, why: 'not-available' }])
    socket.disconnect()
  })

  test('[WM1] every door of a case answers a stranger to it like a case that never was', async () => {
    const { id } = await house.report(nkechi, { involvesMembers: [tomas.id] })
    const detail = (await nkechi.ask('GET', `/api/cases/${id}`)).body as { reports: { id: string }[] }
    const person = (
      await nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'Corvin Haldane', role: 'witness' })
    ).body as { id: string }
    const { push } = await joinRecord(nkechi, id)
    const task = randomUUID() as TaskId
    await push((copy) => addTask(copy, { id: task, what: 'Ask', who: tomas.id, due: null, dueWords: null }))
    const own = await house.report(tomas, { whatHappened: 'Another one' })
    const doors = (
      at: string,
      someone: string,
      account: string,
      work: string,
    ): [string, string, unknown?][] => [
      ['GET', `/api/cases/${at}`],
      ...['head', 'reports', 'people', 'access'].map((part): [string, string] => [
        'GET',
        `/api/cases/${at}/${part}`,
      ]),
      ['PATCH', `/api/cases/${at}`, { stage: 'closed' }],
      ['PUT', `/api/cases/${at}/access/${maria.id}`, { level: 'read' }],
      ['DELETE', `/api/cases/${at}/access/${nkechi.id}`],
      ['POST', `/api/cases/${at}/conflict`, { answer: 'none' }],
      ['POST', `/api/cases/${at}/people`, { name: 'x', role: 'other' }],
      ['PATCH', `/api/cases/${at}/people/${someone}`, { name: 'x' }],
      ['PATCH', `/api/cases/${own.id}/people/${someone}`, { name: 'x' }],
      ['DELETE', `/api/cases/${own.id}/people/${someone}`],
      ['DELETE', `/api/cases/${at}/people/${someone}`],
      ['GET', `/api/cases/${at}/meetings`],
      ['POST', `/api/cases/${at}/meeting`, {}],
      ['PATCH', `/api/cases/${at}/meeting`, { question: 2 }],
      ['POST', `/api/cases/${at}/meeting/end`, {}],
      ['POST', '/api/reports', { whatHappened: 'x', case: at }],
      ['POST', `/api/reports/${account}/amendments`, { words: 'x' }],
      ['POST', `/api/tasks/${work}/answer`, { answer: 'done' }],
      ['POST', `/api/tasks/${work}/answer`, { answer: 'done', case: at }],
    ]
    const plain = ({ status, body, headers }: Awaited<ReturnType<Person['ask']>>) => {
      const told = Object.fromEntries(headers)
      for (const name of ['date', 'content-security-policy']) delete told[name]
      return { status, body, told }
    }
    const hidden = doors(id, person.id, detail.reports[0]!.id, task)
    const unknown = doors(randomUUID(), randomUUID(), randomUUID(), randomUUID())
    for (const member of [tomas, hana])
      for (const [at, [method, path, body]] of hidden.entries()) {
        // A task given to her is hers to answer.
        const answer = plain(await member.ask(method, path, body))
        const [, other, same] = unknown[at]!
        expect(answer, `${method} ${path}`).toEqual(plain(await member.ask(method, other, same)))
        expect(answer.status, `${method} ${path}`).toBe(404)
      }
    expect(JSON.stringify((await tomas.ask('GET', '/api/my/tasks')).body)).not.toContain(task)
    const socket = await tomas.connect()
    const stateVector = exact(Y.encodeStateVector(new Y.Doc()))
    const join = await socket.emitWithAck('record:join', { case: id, stateVector })
    expect(join).toEqual({ ok: false, why: 'not-available' })
    expect(await socket.emitWithAck('task:delivered', { case: id, task })).toEqual(join)
  })
})
