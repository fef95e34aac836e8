// Who comes to the door and does not come in: silent, half, slow and many. Real sockets, all from one address, as at a venue.

import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from './helpers/house.ts'
import { type Person, until } from './helpers/people.ts'

let house: House
let hana: Person
let nkechi: Person
let clientDir: string
const open = new Set<Socket>()
const perAddress = 20

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), 'greenroom-client-'))
  mkdirSync(join(clientDir, 'assets'))
  writeFileSync(join(clientDir, 'index.html'), '<title>x</title>')
  writeFileSync(join(clientDir, 'assets', 'large-1.js'), Buffer.alloc(40_000_000, 'x'))
  house = await openHouse('embedded', { clientDir, rates: { connectionsPerAddress: perAddress } })
  ;({ nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' }))
})
afterEach(async () => {
  for (const socket of open) socket.destroy()
  open.clear()
})
afterAll(async () => {
  await house.close()
  rmSync(clientDir, { recursive: true })
})

/** A connection that never closes by itself, whatever the server does, and says what it is told to. */
async function come(...says: string[]): Promise<Socket> {
  const socket = connect({ port: Number(new URL(house.origin).port), host: '127.0.0.1', allowHalfOpen: true })
  open.add(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  for (const said of says) socket.write(said)
  return socket
}
const trickle = (socket: Socket, piece: string | Buffer) => {
  socket.resume()
  const drops = setInterval(() => (socket.writable ? socket.write(piece) : clearInterval(drops)), 400)
  socket.once('close', () => clearInterval(drops))
  return socket
}
const here = (): Promise<number> =>
  new Promise((resolve) => house.app.app.server.getConnections((_, count) => resolve(count)))

const head = (line: string, ...more: string[]) => `${[line, 'Host: x', ...more].join('\r\n')}\r\n`
const upgrade = (path: string, ...more: string[]) =>
  `${head(`GET ${path} HTTP/1.1`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', ...more)}\r\n`
const live = '/socket.io/?EIO=4&transport=websocket'
/** A masked binary frame: a greeting to the root namespace without anything that says who it is. */
const greeting = Buffer.concat([
  Buffer.of(0x82, 0x80 | 13),
  Buffer.alloc(4),
  Buffer.from([0x82, 0xa4, ...Buffer.from('type'), 0x00, 0xa3, ...Buffer.from('nsp')]),
])
const body = (bytes: number) =>
  head('POST /api/sign-in HTTP/1.1', 'Content-Type: application/json', `Content-Length: ${bytes}`)

const kinds: [string, () => Promise<Socket>][] = [
  ['says nothing', () => come()],
  ['sends half a head', () => come(head('GET /api/front HTTP/1.1'))],
  ['sends a head drop by drop', async () => trickle(await come(head('GET / HTTP/1.1')), 'X-A: b\r\n')],
  ['sends half a body', () => come(body(1_000), '\r\n{"email":')],
  ['sends a body drop by drop', async () => trickle(await come(body(1_000), '\r\n{'), ' ')],
  [
    'sends chunks without end',
    async () => {
      const chunked = head(
        'POST /api/sign-in HTTP/1.1',
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
      )
      return trickle(await come(chunked, '\r\n'), '1\r\n \r\n')
    },
  ],
  [
    'is refused and goes on sending',
    async () => trickle(await come(body(900_000_000), '\r\n{'), 'x'.repeat(400)),
  ],
  [
    'asks once, then half',
    async () => {
      const socket = await come(`${head('GET /api/front HTTP/1.1')}\r\n`)
      await once(socket, 'data')
      socket.write(head('GET /api/front HTTP/1.1'))
      return socket
    },
  ],
  [
    'does not read a large file',
    async () => {
      const socket = await come(`${head('GET /assets/large-1.js HTTP/1.1')}\r\n`)
      socket.pause()
      return socket
    },
  ],
  ['upgrades to something else', () => come(upgrade('/api/front'))],
  ['upgrades and says nothing', () => come(upgrade(live))],
  ['upgrades and reads everything in silence', async () => (await come(upgrade(live))).resume()],
  ['upgrades and begins a frame', () => come(upgrade(live), '\x82')],
  [
    'greets without saying who',
    async () => {
      const socket = await come(upgrade(live))
      await once(socket, 'data')
      socket.write(greeting)
      return socket
    },
  ],
  [
    'greets again and again',
    async () => {
      const socket = await come(upgrade(live))
      await once(socket, 'data')
      return trickle(socket, greeting)
    },
  ],
]

test('[DR1] whoever only stands there is gone within 15 seconds, and their connection with them', async () => {
  const member = await hana.connect()
  const cut: string[] = []
  member.on('disconnect', (why) => cut.push(why))
  const ports = new Map<number | undefined, string>()
  const stays = new Set<string | undefined>()
  house.app.app.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    socket.once('close', () => stays.delete(ports.get(remotePort)))
  })
  for (const [kind, standsThere] of kinds) {
    stays.add(kind)
    ports.set((await standsThere()).localPort, kind)
  }
  const end = performance.now() + 15_000
  while (stays.size > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
  expect([...stays]).toEqual([])
  expect(cut).toEqual([])
  member.disconnect()
}, 40_000)

describe.each(kinds)('[DR1] an address full of somebody who %s', (_, standsThere) => {
  test('keeps no member out, and cuts none who is in', async () => {
    const before = await hana.connect()
    const cut: string[] = []
    before.on('disconnect', (why) => cut.push(why))
    for (let n = 0; n < perAddress + 10; n++) await standsThere()
    const after = await hana.connect()
    expect(await hana.ask('GET', '/api/me')).toMatchObject({ status: 200 })
    expect((await hana.ask('POST', '/api/code-names')).status).toBe(200)
    expect(after.connected).toBe(true)
    expect(cut).toEqual([])
    expect(await here()).toBeLessThanOrEqual(perAddress + 5)
    before.disconnect()
    after.disconnect()
  })
})

test('[DR1] a member who opens more than their places is a stranger beyond, and keeps nobody out', async () => {
  const invitation = await nkechi.ask('POST', '/api/invitations', { role: 'staff' })
  const maria = await house.accept((invitation.body as { token: string }).token, 'maria')
  const theirs = await Promise.allSettled(Array.from({ length: perAddress + 5 }, () => maria.connect()))
  await until(
    () => theirs.filter((one) => one.status === 'fulfilled' && one.value.connected).length === perAddress,
  )
  const other = await hana.connect()
  expect(other.connected).toBe(true)
  other.disconnect()
  for (const one of theirs) if (one.status === 'fulfilled') one.value.disconnect()
})
test('[DR1] three thousand questions at once on one connection are not all worked on', async () => {
  const socket = await come(`${head('GET /api/me HTTP/1.1', `Cookie: ${hana.cookie}`)}\r\n`.repeat(3_000))
  let told = ''
  socket.on('data', (bytes) => {
    told += bytes
  })
  await until(() => told.includes('too-fast'), 10_000)
  expect(told.match(/HTTP\/1.1 200/g)?.length ?? 0).toBeLessThan(1_500)
  expect(await hana.ask('GET', '/api/me')).toMatchObject({ status: 200 })
})
