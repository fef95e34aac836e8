// The examples in docs/operate/ as Debian's programs take them: nginx and Caddy in front of a running Greenroom, fail2ban on its
// log, systemd on its service. On a machine without one of them the test says what to install, and fails.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request as askPlainly } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import * as msgpack from 'socket.io-msgpack-parser'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listeningPort } from '../../server/app.ts'
import { buildClient } from '../../server/build-client.ts'
import { type Started, start } from '../../server/main.ts'
import type { CaseId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { setActing } from '../../shared/record/edit.ts'
import { createPostgresDatabase } from '../helpers/database.ts'
import { joinRecord, type Person, type TestSocket, until } from '../helpers/people.ts'

const dir = mkdtempSync(join(tmpdir(), 'greenroom-operate-'))
const [certFile, keyFile] = [join(dir, 'own.crt'), join(dir, 'own.key')]
const lines: string[] = []

beforeAll(async () => {
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', certFile]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1']
  execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' })
  await buildClient()
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
}, 240_000)
afterAll(() => {
  vi.restoreAllMocks()
  rmSync(dir, { recursive: true, force: true })
})

const example = (name: string): string => readFileSync(join('docs/operate', name), 'utf8')

/** The example for this machine: every part that is replaced must be there. */
function fitted(text: string, parts: readonly (readonly [part: string, by: string])[]): string {
  for (const [part] of parts) if (!text.includes(part)) throw new Error(`the example says nothing of ${part}`)
  return parts.reduce((now, [part, by]) => now.replaceAll(part, by), text)
}

function requireProgram(name: string, from = name): void {
  const { error } = spawnSync(name, ['--version'], { stdio: 'ignore' })
  if (error) throw new Error(`${name} is not on this machine: apt-get install ${from}`)
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}

type Place = { home: string; https: number; http: number; upstream: number }
/** So long nginx waits for a quiet connection here, instead of the minute of the example. */
const quietSeconds = 6

function runNginx({ home, https, http, upstream }: Place): ChildProcess {
  const site = fitted(example('nginx.conf'), [
    ['listen 80;', `listen 127.0.0.1:${http};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${https} ssl http2;`],
    ['listen [::]:443 ssl http2;', ''],
    ['/etc/letsencrypt/live/board.example.org/fullchain.pem', certFile],
    ['/etc/letsencrypt/live/board.example.org/privkey.pem', keyFile],
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${upstream};`],
    ['/var/log/nginx/error.log', join(home, 'error.log')],
    ['proxy_read_timeout 60s;', `proxy_read_timeout ${quietSeconds}s;`],
  ])
  writeFileSync(join(home, 'site.conf'), site)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(home, name)};`)
    .join('\n')
  const whole = `daemon off;\npid ${join(home, 'pid')};\nerror_log stderr;\nevents {}\nhttp {\n${temporary}\ninclude ${join(home, 'site.conf')};\n}\n`
  writeFileSync(join(home, 'nginx.conf'), whole)
  return spawn('nginx', ['-e', 'stderr', '-p', home, '-c', join(home, 'nginx.conf')], { stdio: 'ignore' })
}

function runCaddy({ home, https, http, upstream }: Place): ChildProcess {
  const site = fitted(example('Caddyfile'), [
    ['board.example.org {', `https://localhost:${https} {\n\ttls ${certFile} ${keyFile}`],
    ['reverse_proxy 127.0.0.1:8080 {', `reverse_proxy 127.0.0.1:${upstream} {`],
  ])
  const ours = `{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port ${http}\n\tauto_https disable_redirects\n}\n`
  writeFileSync(join(home, 'Caddyfile'), ours + site)
  const env = { PATH: process.env.PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home }
  const args = ['run', '--config', join(home, 'Caddyfile'), '--adapter', 'caddyfile']
  return spawn('caddy', args, { stdio: 'ignore', env })
}

describe.each([
  ['nginx', runNginx],
  ['caddy', runCaddy],
] as const)('[OP4] behind %s', (name, run) => {
  let house: Started
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>
  let proxy: ChildProcess
  let place: Place
  let cookie = ''
  let caseId: CaseId
  const ca = () => readFileSync(certFile)

  beforeAll(async () => {
    requireProgram(name)
    const home = join(dir, name)
    mkdirSync(home)
    const https = await freePort()
    database = await createPostgresDatabase()
    house = await start({
      env: {
        ...{ PORT: '0', DATA_DIR: join(home, 'data'), DATABASE_URL: database.url },
        ...{ PUBLIC_URL: `https://localhost:${https}`, TRUSTED_PROXIES: '127.0.0.1' },
      },
    })
    place = { home, https, http: await freePort(), upstream: listeningPort(house.app)! }
    proxy = run(place)
    await until(() => isListening(https), 20_000)
    const came = await ask('POST', '/api/setup', {
      body: {
        ...{ token: house.setupToken, event: { name: 'Harbourlight 2026', timeZone: 'Europe/Lisbon' } },
        ...{ name: 'Nkechi Adeyemi', email: 'nkechi@example.org', password: 'a long enough password' },
      },
    })
    expect(came.status).toBe(201)
    cookie = came.cookie
    const reported = await ask('POST', '/api/reports', { body: { whatHappened: 'He followed her.' }, cookie })
    caseId = JSON.parse(reported.text).case.id
  }, 200_000)
  afterAll(async () => {
    proxy?.kill('SIGTERM')
    await house?.stop()
    await database?.drop()
  })

  const isListening = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const probe = connect(port, '127.0.0.1', () => {
        probe.destroy()
        resolve(true)
      })
      probe.once('error', () => resolve(false))
    })

  type Ask = { body?: unknown; cookie?: string; from?: string; headers?: Record<string, string> }
  type Told = { status: number | undefined; text: string; cookie: string; raw: string[] }
  const readAll = (answer: IncomingMessage, resolve: (told: Told) => void): void => {
    let text = ''
    answer.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
    const set = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const done = () => resolve({ status: answer.statusCode, text, cookie: set, raw: answer.rawHeaders })
    answer.once('end', done).once('error', done)
  }
  /** As a browser of the page would, from one of this machine's addresses. */
  const ask = (method: string, path: string, { body, cookie, from = '127.0.0.2', headers }: Ask = {}) =>
    new Promise<Told>((resolve, reject) => {
      const origin = `https://localhost:${place.https}`
      const sent = typeof body === 'string' ? body : JSON.stringify(body)
      const own = { host: `localhost:${place.https}`, origin, ...(cookie && { cookie }) }
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const to = {
        host: '127.0.0.1',
        port: place.https,
        servername: 'localhost',
        ca: ca(),
        localAddress: from,
      }
      const asked = request({ ...to, method, path, headers: { ...own, ...json, ...headers } }, (answer) =>
        readAll(answer, resolve),
      )
      asked.once('error', reject)
      asked.end(sent)
    })
  const askDirectly = (path: string, headers: Record<string, string> = {}) =>
    new Promise<Told>((resolve, reject) => {
      const asked = askPlainly({ host: '127.0.0.1', port: place.upstream, path, headers }, (answer) =>
        readAll(answer, resolve),
      )
      asked.once('error', reject)
      asked.end()
    })
  const connectLive = (origin: string): Promise<TestSocket> => {
    const socket: TestSocket = io(`https://localhost:${place.https}`, {
      ...{
        parser: msgpack,
        ca: ca() as never,
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      },
      extraHeaders: { cookie, origin },
    })
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket))
      socket.once('connect_error', reject)
    })
  }

  it('the page and its files come as they are, and each header once', async () => {
    const html = { accept: 'text/html' }
    const [direct, through] = [await askDirectly('/', html), await ask('GET', '/', { headers: html })]
    expect(through.status).toBe(200)
    const named = (raw: string[]) => {
      const pairs = raw.flatMap((header, at) =>
        at % 2 === 0 ? [[header.toLowerCase(), raw[at + 1]!] as const] : [],
      )
      const ofProxy = /^(server|date|connection|keep-alive|transfer-encoding|content-length|via|alt-svc)$/
      return pairs
        .filter(([header]) => !ofProxy.test(header))
        .map(([header, value]) => `${header}: ${value.replaceAll(/'nonce-[^']+'/g, "'nonce'")}`)
        .sort()
    }
    expect(named(through.raw)).toEqual(named(direct.raw))
    expect(named(through.raw).join('\n')).toMatch(/strict-transport-security: .*\n.*x-content-type-options/s)
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(through.text)![1]!
    const packed = await ask('GET', script, { headers: { 'accept-encoding': 'br' } })
    expect(packed.status).toBe(200)
    expect(packed.raw.filter((one) => one === 'br')).toHaveLength(1)
  })

  it('a live connection is opened by our own pages only, saves, and stays while nothing is said', async () => {
    await expect(connectLive('https://evil.example')).rejects.toThrow()
    const socket = await connectLive(`https://localhost:${place.https}`)
    const copy = await joinRecord({ connect: async () => socket } as unknown as Person, caseId)
    expect(await copy.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: true, seq: 1 })
    const cut: string[] = []
    socket.on('disconnect', (why) => cut.push(why))
    await sleep(2.5 * quietSeconds * 1_000)
    expect(cut).toEqual([])
    expect(await copy.push((doc) => setActing(doc, 'no'))).toMatchObject({ ok: true, seq: 2 })
    socket.disconnect()
  })

  it('visitors are counted by their own address, whatever they say of it', async () => {
    const guess = async (from: string, headers: Record<string, string> = {}) =>
      (await ask('POST', '/api/phone', { body: { code: 'ABCD-EFGH' }, from, headers })).status
    lines.splice(0)
    const came: unknown[] = []
    for (let n = 0; n < limits.signInAttempts; n++) came.push(await guess('127.0.0.3'))
    expect(came).toEqual(Array.from(came, () => 404))
    expect(await guess('127.0.0.3')).toBe(429)
    expect(await guess('127.0.0.3', { 'x-forwarded-for': '203.0.113.9' })).toBe(429)
    expect(await guess('127.0.0.4')).toBe(404)
    const addresses = lines.map((line) => JSON.parse(line).address)
    expect(addresses).toEqual([...Array.from({ length: 7 }, () => '127.0.0.3'), '127.0.0.4'])
  })

  it('what is far too large is refused with a sentence, and what comes after is answered', async () => {
    const body = JSON.stringify({ whatHappened: 'x'.repeat(30_000_000) })
    const told = await ask('POST', '/api/reports', { body, cookie })
    expect(told.status).toBe(413)
    expect(JSON.parse(told.text)).toMatchObject({ title: 'This is too long' })
    for (let n = 0; n < 20; n++) expect((await ask('GET', '/api/me', { cookie })).status).toBe(200)
  })

  it('the figures are for this machine, and not for whoever comes through the proxy', async () => {
    expect((await ask('GET', '/metrics')).status).toBe(404)
    expect((await ask('GET', '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404)
    expect((await askDirectly('/metrics')).status).toBe(200)
  })
})

describe('[OP3] fail2ban', () => {
  it('finds refused sign-ins in a log, with their time, and nothing else', () => {
    requireProgram('fail2ban-regex', 'fail2ban')
    const at = Date.now() - 60_000
    const refusedAt = (address: string) =>
      JSON.stringify({ level: 40, time: at, address, msg: 'A sign-in was refused' })
    const file = join(dir, 'greenroom.log')
    const other = `{"level":40,"time":${at},"case":"x","tries":1,"msg":"a group was judged again"}`
    writeFileSync(file, `${refusedAt('203.0.113.7')}\n${other}\n${refusedAt('2001:db8::7')}\n`)
    const filter = 'docs/operate/fail2ban-filter.conf'
    const told = execFileSync('fail2ban-regex', ['--print-all-matched', file, filter], { encoding: 'utf8' })
    expect(told).toMatch(/3 lines, 0 ignored, 2 matched, 1 missed/)
    const rows = execFileSync('fail2ban-regex', ['--out', 'row', file, filter], { encoding: 'utf8' })
    expect(rows).toContain('203.0.113.7')
    expect(rows).toContain('2001:db8::7')
    expect(rows).toContain(String(Math.floor(at / 1_000)))
    const journal = join(dir, 'journal.log')
    const day = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    writeFileSync(journal, `${day} host greenroom[77]: ${refusedAt('203.0.113.8')}\n`)
    expect(execFileSync('fail2ban-regex', [journal, filter], { encoding: 'utf8' })).toMatch(
      /1 matched, 0 missed/,
    )
  })

  it('takes the jail', () => {
    requireProgram('fail2ban-client', 'fail2ban')
    const home = join(dir, 'fail2ban')
    cpSync('/etc/fail2ban', home, { recursive: true })
    rmSync(join(home, 'jail.d'), { recursive: true })
    mkdirSync(join(home, 'jail.d'))
    cpSync('docs/operate/fail2ban-jail.conf', join(home, 'jail.d', 'greenroom.conf'))
    cpSync('docs/operate/fail2ban-filter.conf', join(home, 'filter.d', 'greenroom.conf'))
    const told = execFileSync('fail2ban-client', ['-c', home, '-d'], { encoding: 'utf8' })
    expect(told).toContain("['add', 'greenroom', 'systemd']")
    expect(told).toMatch(/'greenroom', 'maxretry', 20/)
    expect(told).toContain('A sign-in was refused')
  })
})

describe('[OP4] systemd', () => {
  const file = join(dir, 'greenroom.service')
  beforeAll(() => {
    requireProgram('systemd-analyze', 'systemd')
    const here = [
      ['/usr/bin/node', process.execPath],
      ['WorkingDirectory=/opt/greenroom', 'WorkingDirectory=/'],
    ] as const
    writeFileSync(file, fitted(example('greenroom.service'), here))
  })

  it('finds no fault in the service, also where secrets of a PostgreSQL are handed over', () => {
    const whole = join(dir, 'greenroom-postgres.service')
    writeFileSync(whole, readFileSync(file, 'utf8').replaceAll(/^#(?=LoadCredential|Environment)/gm, ''))
    for (const unit of [file, whole]) {
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], {
        encoding: 'utf8',
      })
      expect(stderr.split('\n').filter((line) => line.includes('greenroom'))).toEqual([])
      expect(status).toBe(0)
    }
  })

  it('counts it among the well-kept', () => {
    const { stdout, status } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--no-pager', '--threshold=20', file],
      { encoding: 'utf8' },
    )
    expect(stdout).toMatch(/Overall exposure level for \S+: [01]\.\d OK/)
    expect(status).toBe(0)
  })
})
