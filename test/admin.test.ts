// The commands of whoever runs the server, as they are run: `npm run admin -- …`, on a database of either kind.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#shared/http/people.ts'
import { type House, openHouse } from './helpers/house.ts'
import { enterServer, type Person, personBehind, type TestSocket, until } from './helpers/people.ts'
import { openSecondNode, type SecondNode } from './helpers/second-node.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'

const starter = fileURLToPath(new URL('../server/run.cjs', import.meta.url))

/** Only against hanging: programs take their time to start on a busy machine. */
const timeout = 180_000

type Said = { code: number | null; out: string; err: string }

/** Not waiting for it in this thread: it may talk to a server of this process. */
function admin(env: Record<string, string>, ...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, [starter, 'server/admin.ts', ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Said = { code: null, out: '', err: '' }
  child.stdout.on('data', (bytes: Buffer) => {
    said.out += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    said.err += bytes.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...said, code })))
}
const lines = (text: string): string[] => text.trimEnd().split('\n')
const tokenIn = ({ out }: Said): string => /\/recover#(\S+)/.exec(out)![1]!
const password = 'quite another long password'

describe('[AC7] on PostgreSQL, while it runs on two nodes', () => {
  let house: House
  let other: SecondNode
  let people: Record<'nkechi' | 'hana', Person>
  let env: Record<string, string>
  beforeEach(async () => {
    house = await openHouse('postgres')
    other = await openSecondNode(house)
    people = await house.people({ nkechi: 'chair', hana: 'staff' })
    env = { DATABASE_URL: house.database.url!, PUBLIC_URL: 'https://board.example.org' }
  })
  afterEach(async () => {
    await other.close()
    await house.close()
  })

  it('lists the team', { timeout }, async () => {
    expect(await admin(env, 'members')).toEqual({
      code: 0,
      out: 'Hana Mori <hana@example.org>, staff\nNkechi Adeyemi <nkechi@example.org>, chair\n2 members.\n',
      err: '',
    })
  })

  it('[AC1, AC3, ND2] lets the last chair back in; every node puts out who was signed in before, and the list says whose link it was', {
    timeout,
  }, async () => {
    const open = [await people.nkechi.connect(), await other.here(people.nkechi).connect()]
    const said = await admin(env, 'recover', ' Nkechi@example.org ')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(lines(said.out)).toEqual([
      expect.stringMatching(
        /^A way back in for nkechi@example\.org, good once until \d{4}-\d\d-\d\d \d\d:\d\d UTC: https:\/\/board\.example\.org\/recover#[\w-]{43}$/,
      ),
    ])
    const back = await personBehind(other, '/api/recovery', { token: tokenIn(said), password })
    await until(() => open.every((socket) => !socket.connected), 1_000)
    const members = (await back.ask('GET', '/api/members')).body as Member[]
    expect(members.find(({ id }) => id === back.id)?.back).toMatchObject({ by: null })
    expect((await people.nkechi.ask('GET', '/api/me')).status).toBe(401)
  })

  it('[AC4, ND2] makes another chair, whom all nodes know as one within a second', { timeout }, async () => {
    const heard: string[] = []
    const connect = async () => {
      const both = [await people.hana.connect(), await other.here(people.hana).connect()]
      for (const socket of both) socket.on('news', ({ kind }) => void heard.push(kind))
      return both
    }
    const before = await connect()
    const end = new Date(Date.now() + 3_600_000).toISOString()
    await people.nkechi.ask('PATCH', `/api/members/${people.hana.id}`, { until: end })
    // Whoever knew another end begins anew; what connects to the other node before it heard of that would, too.
    await until(() => before.every((socket) => !socket.connected))
    await connect()
    heard.length = 0
    const said = await admin(env, 'make-chair', 'hana@example.org')
    expect(said).toEqual({ code: 0, out: 'hana@example.org is a chair of Harbourlight 2026 now.\n', err: '' })
    await until(() => heard.filter((kind) => kind === 'access').length === 2, 1_000)
    const me = (await other.here(people.hana).ask('GET', '/api/me')).body
    expect(me).toMatchObject({ member: { role: 'chair', isConfirmed: true } })
    const chairless = await people.hana.ask('PATCH', `/api/members/${people.nkechi.id}`, { role: 'staff' })
    expect(chairless.status).toBe(204)
  })

  it('says in one sentence what cannot be', { timeout }, async () => {
    const cases: [string[], RegExp][] = [
      [
        [],
        /^Say what to do: npm run admin -- members, npm run admin -- recover EMAIL or npm run admin -- make-chair EMAIL\.$/,
      ],
      [['remember'], /^Say what to do/],
      [['recover'], /^It is asked as npm run admin -- recover EMAIL\.$/],
      [['members', 'x'], /^It is asked as npm run admin -- members\.$/],
      [['make-chair', 'a@example.org', 'b'], /^It is asked as/],
      [
        ['recover', 'nobody@example.org'],
        /^Nobody on the team of Harbourlight 2026 has the address nobody@example\.org\.$/,
      ],
    ]
    for (const [args, sentence] of cases) {
      const { code, out, err } = await admin(env, ...args)
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(lines(err)).toEqual([expect.stringMatching(sentence)])
    }
  })
})

describe('[AC7] on the embedded database', () => {
  let server: ServerProcess
  let nkechi: Person
  const sockets = new Set<TestSocket>()
  beforeAll(async () => {
    server = await startServer({})
    nkechi = (await enterServer(server, sockets, { nkechi: 'chair', hana: 'staff' } as const)).nkechi
  }, timeout)
  afterAll(() => server.close())

  it('works only while the server is stopped, and says so', { timeout }, async () => {
    const env = { DATA_DIR: server.dataDir, PORT: new URL(server.origin).port }
    const running = await admin(env, 'members')
    expect(running).toEqual({
      code: 2,
      out: '',
      err: `Greenroom is running on the embedded database in ${server.dataDir}: stop it first, and start it again afterwards.\n`,
    })
    await server.stop()
    expect((await admin(env, 'members')).code).toBe(0)
    const said = await admin(env, 'recover', 'nkechi@example.org')
    expect(said.out).toContain(`: ${server.origin}/recover#`)
    expect((await admin(env, 'make-chair', 'hana@example.org')).code).toBe(0)
    await server.start()
    const back = await personBehind(server, '/api/recovery', { token: tokenIn(said), password })
    expect((await nkechi.ask('GET', '/api/me')).status).toBe(401)
    expect((await back.ask('GET', '/api/members')).body).toMatchObject([{ role: 'chair' }, { role: 'chair' }])
  })

  it('makes no database where there is none', { timeout }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'greenroom-admin-'))
    const said = await admin({ DATA_DIR: dir }, 'members')
    expect(said).toMatchObject({ code: 2, out: '' })
    expect(lines(said.err)).toEqual([
      `There is no database in ${dir} (DATA_DIR), and DATABASE_URL names none.`,
    ])
    rmSync(dir, { recursive: true })
  })
})

it.each([[], ['members'], ['recover'], ['make-chair']])(
  '[AC7] `%s --help` tells how it is asked',
  (...name) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [starter, 'server/admin.ts', ...name, '--help'],
      {
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
      },
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`npm run admin -- ${name[0] ?? 'recover EMAIL'}`)
  },
)
