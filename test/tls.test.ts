// Greenroom with a certificate of its own: https and wss with nothing in between, and a cookie that only they carry.
// And without one, beyond this machine: phones in the same network come in under the address they were given.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import * as msgpack from 'socket.io-msgpack-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Started, start } from '../server/main.ts'

const dir = mkdtempSync(join(tmpdir(), 'greenroom-tls-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const chair = { name: 'Nkechi Adeyemi', email: 'nkechi@example.org', password: 'a long enough password' }
const setUpWith = (token: string | undefined) => ({
  token,
  event: { name: 'Harbourlight 2026', timeZone: 'Europe/Lisbon' },
  ...chair,
})

describe('with TLS_CERT_FILE and TLS_KEY_FILE', () => {
  let house: Started
  let ca = ''
  beforeAll(async () => {
    const [key, cert] = [join(dir, 'own.key'), join(dir, 'own.crt')]
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1']
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert]
    execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' })
    ca = readFileSync(cert, 'utf8')
    const env = { PORT: '0', DATA_DIR: join(dir, 'data'), TLS_CERT_FILE: cert, TLS_KEY_FILE: key }
    house = await start({ env })
  })
  afterAll(() => house?.stop())

  type Told = { status: number | undefined; headers: Record<string, string | string[] | undefined> }
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Promise<Told>((resolve, reject) => {
      const type = { 'content-type': 'application/json', origin: house.origin }
      const sent = request(
        `${house.origin}${path}`,
        { method, ca, headers: { ...type, ...headers } },
        (told) => {
          told.resume()
          told.once('end', () => resolve({ status: told.statusCode, headers: told.headers }))
        },
      )
      sent.once('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  const connect = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const more = { parser: msgpack, ca, transports: ['websocket'], reconnection: false }
      const socket = io(house.origin, { ...more, extraHeaders: headers })
      const end = (how: string) => {
        socket.close()
        resolve(how)
      }
      socket.once('connect', () => end('connected'))
      socket.once('connect_error', () => end('refused'))
    })

  test('[WM7] signs in, keeps the session in a __Host- cookie, and is live over wss', async () => {
    expect(house.origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const came = await ask('POST', '/api/setup', setUpWith(house.setupToken))
    expect(came.status).toBe(201)
    expect(came.headers['strict-transport-security']).toBeDefined()
    const [cookie = ''] = [came.headers['set-cookie'] ?? ''].flat()
    expect(cookie).toMatch(/^__Host-greenroom=/)
    for (const flag of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Domain')
    const mine = { cookie: cookie.split(';')[0] ?? '' }
    expect((await ask('GET', '/api/me', undefined, mine)).status).toBe(200)
    expect((await ask('GET', '/api/me')).status).toBe(401)
    expect(await connect({ ...mine, origin: house.origin })).toBe('connected')
    expect(await connect({ origin: house.origin })).toBe('refused')
    expect(await connect({ ...mine, origin: house.origin.replace('https', 'http') })).toBe('refused')
  })
})

const [neighbour] = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4')

describe.runIf(neighbour)('with HOST=0.0.0.0 and plain http', () => {
  let house: Started
  let origin = ''
  beforeAll(async () => {
    house = await start({ env: { HOST: '0.0.0.0', PORT: '0', DATA_DIR: join(dir, 'open') } })
    origin = `http://${neighbour?.address}:${new URL(house.origin).port}`
  })
  afterAll(() => house?.stop())

  test('a phone signs in under the address of this machine, and invites others to that same address', async () => {
    const ask = (path: string, body: unknown, headers = {}) =>
      fetch(`${origin}/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...headers },
        body: JSON.stringify(body),
      })
    const came = await ask('/setup', setUpWith(house.setupToken))
    expect(came.status).toBe(201)
    const cookie = came.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^greenroom=/)
    expect(cookie).not.toContain('Secure')
    const mine = { cookie: cookie.split(';')[0] ?? '' }
    const invited = await ask('/invitations', { role: 'staff' }, mine)
    expect(((await invited.json()) as { url: string }).url).toMatch(new RegExp(`^${origin}/invite#`))
    const foreign = await ask('/invitations', { role: 'staff' }, { ...mine, origin: 'http://evil.example' })
    expect(foreign.status).toBe(403)
  })
})
