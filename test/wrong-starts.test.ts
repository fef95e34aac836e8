// Every start that cannot be is told in one sentence and ends with exit code 2: the real program, and everything wrong
// with what it is given that we could think of.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { buildClient } from '../server/build-client.ts'
import { openDatabase } from '../server/platform/db.ts'
import { lockDataDir } from '../server/platform/embedded-lock.ts'
import { createPostgresDatabase } from './helpers/database.ts'

const program = fileURLToPath(new URL('../server/start.ts', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'greenroom-wrong-'))
const running = new Set<ChildProcess>()
const servers: Server[] = []
const ends: (() => unknown)[] = []

beforeAll(async () => {
  await buildClient()
  const { url, drop } = await createPostgresDatabase()
  migratedUrl = url
  ends.push(drop)
}, 240_000)
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  for (const server of servers) server.close()
  for (const end of ends.reverse()) await end()
  rmSync(home, { recursive: true, force: true })
})

type Ended = { code: number | null; said: string[]; waited: string[]; printed: string }

/** Starts it and waits for its end. */
function startWith(env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: join(home, 'unused'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let [printed, said] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  return new Promise((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      const lines = said.split('\n').filter(Boolean)
      const isWaiting = (line: string) => line.startsWith('Waiting for ')
      resolve({ code, printed, said: lines.filter((l) => !isWaiting(l)), waited: lines.filter(isWaiting) })
    })
  })
}

async function expectSentence(env: Record<string, string>, sentence: RegExp): Promise<Ended> {
  const ended = await startWith(env)
  expect(ended).toMatchObject({ code: 2, printed: '', said: [expect.stringMatching(sentence)] })
  expect(ended.said[0]).toMatch(/^[A-Z].*\S$/)
  expect(ended.said.join()).not.toMatch(/geheim|node:|\.[jt]s:\d/)
  return ended
}

const file = (name: string, text = ''): string => {
  const path = join(home, name)
  writeFileSync(path, text)
  return path
}
const folder = (name: string): string => {
  const path = join(home, name)
  mkdirSync(path, { recursive: true })
  return path
}
const key = 'ab'.repeat(32)
let migratedUrl = ''
/** For what comes after the database: on a server, because making an embedded one takes seconds. */
const migrated = () => ({ DATABASE_URL: migratedUrl })

describe('[ST2] one sentence and exit code 2', () => {
  it.concurrent.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a path behind the public address',
      () => ({ PUBLIC_URL: 'https://example.org/greenroom/' }),
      /^PUBLIC_URL must be an address without a path/,
    ],
    ['a token that is found by trying', () => ({ METRICS_TOKEN: 'geheim' }), /^METRICS_TOKEN must be 16/],
    ['a port that is none', () => ({ PORT: 'eighty' }), /^PORT must be/],
    ['a host that is not ours', () => ({ HOST: '192.0.2.1', ...migrated() }), /^HOST 192\.0\.2\.1 is not/],
    [
      'no certificate there',
      () => ({ TLS_CERT_FILE: home, TLS_KEY_FILE: home }),
      /^TLS_CERT_FILE names a file/,
    ],
    [
      'a certificate that is none',
      () => ({ TLS_CERT_FILE: file('cert', 'x'), TLS_KEY_FILE: file('key', 'x') }),
      /^TLS_CERT_FILE and TLS_KEY_FILE must be/,
    ],
    [
      'a secret given twice',
      () => ({
        DATABASE_URL: 'postgres://a:geheim@127.0.0.1/b',
        DATABASE_URL_FILE: file('url', 'postgres://c'),
      }),
      /^DATABASE_URL and DATABASE_URL_FILE are both set/,
    ],
    [
      'a file of a secret that is not there',
      () => ({ DATABASE_URL_FILE: join(home, 'no') }),
      /^DATABASE_URL_FILE names/,
    ],
    [
      'a file of a secret with nothing in it',
      () => ({ DATABASE_URL_FILE: file('nothing', ' \n') }),
      /^DATABASE_URL_FILE names/,
    ],
    [
      'a key given twice',
      () => ({ MASTER_KEY: key, MASTER_KEY_FILE: file('k', key) }),
      /^MASTER_KEY and MASTER_KEY_FILE/,
    ],
    ['a key that is none', () => ({ MASTER_KEY: 'geheim' }), /^MASTER_KEY must be 32 bytes/],
    [
      'a key file that is none',
      () => ({ MASTER_KEY_FILE: file('short', 'geheim'), ...migrated() }),
      /^The master key .*must be 32 bytes long/,
    ],
    ['DATA_DIR a file', () => ({ DATA_DIR: file('a-file') }), /^DATA_DIR must be a folder/],
    [
      'DATA_DIR under a file',
      () => ({ DATA_DIR: join(file('b-file'), 'under') }),
      /a part of its path is a file/,
    ],
    [
      'DATA_DIR where nothing can be made',
      () => ({ DATA_DIR: '/proc/greenroom' }),
      /^The data directory \/proc\/greenroom cannot/,
    ],
    [
      'DATA_DIR that others need',
      () => ({ DATA_DIR: tmpdir() }),
      /^DATA_DIR must be a folder of Greenroom's own/,
    ],
    ['DATA_DIR a device', () => ({ DATA_DIR: '/dev/null' }), /^DATA_DIR must be a folder/],
    [
      'another thing where the database would be',
      () => ({ DATA_DIR: join(folder('taken/db/x'), '..', '..') }),
      /could not be opened: .* holds something else\.$/,
    ],
    [
      'a file where the database would be',
      () => {
        folder('blocked')
        file('blocked/db')
        return { DATA_DIR: join(home, 'blocked') }
      },
      /could not be opened: .* is not a folder\.$/,
    ],
    [
      'a database of another version',
      () => {
        folder('old/db')
        file('old/db/PG_VERSION', '16\n')
        return { DATA_DIR: join(home, 'old') }
      },
      /made by PostgreSQL 16/,
    ],
    [
      'a damaged database',
      () => {
        folder('damaged/db')
        file('damaged/db/PG_VERSION', '18\n')
        return { DATA_DIR: join(home, 'damaged') }
      },
      /^The embedded database in .* could not be opened\.$/,
    ],
    [
      'another kind of database',
      () => ({ DATABASE_URL: 'mysql://a:geheim@h/b' }),
      /^DATABASE_URL must look like/,
    ],
    [
      'a sign that starts nothing',
      () => ({ DATABASE_URL: 'postgres://a:geheim%@h/b' }),
      /^DATABASE_URL holds a %/,
    ],
    [
      '?schema=',
      () => ({ DATABASE_URL: 'postgres://a:geheim@h/b?schema=public' }),
      /schema.*leave it out\.$/,
    ],
    [
      '?options=',
      () => ({ DATABASE_URL: 'postgres://a:geheim@h/b?options=-c%20x' }),
      /options: leave it out\.$/,
    ],
    [
      'a mode that is none',
      () => ({ DATABASE_URL: 'postgres://a:geheim@h/b?sslmode=maybe' }),
      /^In DATABASE_URL, sslmode must be/,
    ],
    [
      'a host nobody knows',
      () => ({ DATABASE_URL: 'postgres://a:geheim@nowhere.invalid/b' }),
      /nobody knows that name|cannot be reached/,
    ],
    [
      'nobody there',
      () => ({ DATABASE_URL: 'postgres://a:geheim@127.0.0.1:1/b' }),
      /nothing listens there\.$/,
    ],
  ])('%s', async (_, env, sentence) => void (await expectSentence(env(), sentence)), 120_000)

  it('a port in use, a data directory in use', async () => {
    const port = await listen(() => {})
    await expectSentence({ ...migrated(), PORT: String(port) }, /^PORT \d+ is in use already/)
    const unlock = lockDataDir(folder('shared'))
    await expectSentence({ DATA_DIR: join(home, 'shared') }, /^Another Greenroom is already using/)
    unlock()
  }, 120_000)

  it('an older program on a newer database, embedded', async () => {
    const dataDir = folder('newer')
    const { db, migrate, close } = await openDatabase({ dataDir })
    await migrate()
    await sql`insert into kysely_migration values ('9999-to-come', now()::text)`.execute(db)
    await close()
    await expectSentence({ DATA_DIR: dataDir }, /^This database was last used by a newer Greenroom/)
  }, 120_000)
})

/** @returns the port of something that answers as it likes */
async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    answer(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('[ST2] what is not PostgreSQL', () => {
  const at = (port: number) => ({ DATABASE_URL: `postgres://a:geheim@127.0.0.1:${port}/b` })

  it.each<[string, (socket: Socket) => void]>([
    ['a web server', (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
    ['one that speaks first', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
    ['one that answers by chance with the right letter and more', (socket) => socket.write('Nobody is here')],
  ])(
    '%s',
    async (_, answer) => {
      await expectSentence(at(await listen(answer)), /is not PostgreSQL\.$/)
    },
    120_000,
  )

  it('one that says nothing, ends every connection, or falls silent after the first letter: half a minute with a word every few seconds', async () => {
    const greet = (socket: Socket) => socket.once('data', () => socket.write('N'))
    const [silent, closing, half] = await Promise.all([
      listen(() => {}),
      listen((s) => s.end()),
      listen(greet),
    ])
    const ended = await Promise.all([
      expectSentence(at(silent), /has answered nothing in 30 s/),
      expectSentence(at(closing), /ended every connection without a word in 30 s/),
      expectSentence(at(half), /has answered nothing in 30 s|cannot be reached/),
    ])
    for (const { waited } of ended) expect(waited.length).toBeGreaterThanOrEqual(4)
  }, 120_000)
})

describe('[ST2] a PostgreSQL that does not let us work', () => {
  const password = 'geheim'
  const asRoot = async (statements: string[], database?: string): Promise<void> => {
    const url = new URL(inject('postgresUrl'))
    if (database !== undefined) url.pathname = database
    const root = postgres(url.href, { max: 1, fetch_types: false, onnotice: () => {} })
    try {
      for (const statement of statements) await root.unsafe(statement)
    } finally {
      await root.end()
    }
  }
  /** A database and somebody who owns nothing in it. */
  const openTo = async (isEmpty: boolean): Promise<{ url: URL; name: string; role: string }> => {
    const { url: made, drop } = await createPostgresDatabase(isEmpty)
    const url = new URL(made)
    const name = url.pathname.slice(1)
    const role = `${name}_user`
    await asRoot([`create role ${role} login password '${password}'`])
    ends.push(async () => {
      await drop()
      await asRoot([`drop role ${role}`])
    })
    url.username = role
    url.password = password
    return { url, name, role }
  }

  it.each<[string, boolean, (name: string, role: string) => string[], RegExp]>([
    ['who may make no tables', true, () => [], /may not do all that Greenroom needs in the database/],
    [
      'who may not even look at the schema',
      true,
      () => ['revoke all on schema public from public'],
      /may not do all that/,
    ],
    ['whose tables are somebody else’s', false, () => [], /may not do all that/],
    [
      'who may only read the tables',
      false,
      (_, role) => [`grant select on all tables in schema public to ${role}`],
      /may not do all that/,
    ],
    [
      'who may not connect to the database',
      true,
      (name) => [`revoke connect on database ${name} from public`],
      /may not do all that|does not let this user in/,
    ],
    ['who may not sign in', true, (_, role) => [`alter role ${role} nologin`], /does not let this user in/],
    [
      'of a database that is read only',
      true,
      (name) => [`alter database ${name} set default_transaction_read_only = on`],
      /can only be read/,
    ],
  ])(
    'a user %s',
    async (_, isEmpty, prepare, sentence) => {
      const { url, name, role } = await openTo(isEmpty)
      await asRoot(prepare(name, role), name)
      await expectSentence({ DATABASE_URL: url.href }, sentence)
    },
    120_000,
  )

  it('a database that is not there, one with other letters, one without TLS, a newer one', async () => {
    const { url: made, drop } = await createPostgresDatabase()
    ends.push(drop)
    const url = new URL(made)
    const name = url.pathname.slice(1)
    const other = (change: (url: URL) => void) => {
      const changed = new URL(made)
      change(changed)
      return { DATABASE_URL: changed.href }
    }
    await asRoot([`create database ${name}_ascii encoding 'SQL_ASCII' template template0 locale 'C'`])
    ends.push(() => asRoot([`drop database ${name}_ascii`]))
    await expectSentence(
      other((to) => (to.pathname = `${name}_none`)),
      /does not exist at/,
    )
    await expectSentence(
      other((to) => (to.pathname = `${name}_ascii`)),
      /keeps its texts as SQL_ASCII/,
    )
    await expectSentence(
      other((to) => to.searchParams.set('sslmode', 'require')),
      /offers none\.$/,
    )
    await expectSentence(
      other((to) => to.searchParams.set('sslmode', 'verify-full')),
      /offers none\.$/,
    )
    await asRoot([`insert into kysely_migration values ('9999-to-come', now()::text)`], name)
    await expectSentence(
      other(() => {}),
      /^This database was last used by a newer Greenroom/,
    )
  }, 120_000)
})
