// A backup, a restore and the server that hands out backups, each cut short in the middle: what is left behind is never
// taken for a whole one, and the next try works.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../server/platform/db.ts'
import { checkMasterKey } from '../server/platform/key-check.ts'
import { readMigrations } from '../server/platform/migrate.ts'
import { createSealing } from '../server/platform/sealing.ts'
import { prepareDataDir, runScript, startScript } from './helpers/backup-script.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { fillLog } from './helpers/filled-log.ts'
import { enterServer, report, type TestSocket, until } from './helpers/people.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'
import { Typist } from './helpers/steady-typist.ts'

const home = mkdtempSync(join(tmpdir(), 'greenroom-cut-'))
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

let server: ServerProcess
let whole: string
const sockets = new Set<TestSocket>()

beforeAll(async () => {
  // A name so long that no socket can have it.
  const dataDir = join(home, 'a folder with a long name '.repeat(5).trim())
  server = await startServer({ DATA_DIR: prepareDataDir(dataDir) })
  const people = await enterServer(server, sockets, { nkechi: 'chair', hana: 'staff' })
  const { id } = await report(people.hana)
  const typist = new Typist(people.hana, id)
  const copy = await typist.join()
  const typing = typist.typeUntilCut(copy)
  await until(() => typist.acknowledged.length > 300, 60_000)
  copy.socket.disconnect()
  await typing
  env = { DATA_DIR: dataDir }
  whole = join(home, 'whole')
  expect(await runScript('backup', [whole], env)).toMatchObject({ code: 0, said: '' })
}, 240_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.close()
  rmSync(home, { recursive: true, force: true })
})
let env: Record<string, string>
const withKey = () => ({ MASTER_KEY_FILE: join(env.DATA_DIR!, 'master.key') })

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createPostgresDatabase(true)
  ends.push(drop)
  return url
}

/** Puts it back into a PostgreSQL, to see whether it is a whole one. */
async function restoreSomewhere(file: string) {
  return runScript('restore', [file], { ...withKey(), DATABASE_URL: await emptyDatabase() })
}

/** In the place of a running server: gives the beginning of a backup and then nothing. @returns who asked */
async function giveHalf(dataDir: string): Promise<() => Socket | undefined> {
  mkdirSync(dataDir, { recursive: true })
  const text = gunzipSync(readFileSync(whole))
  let asked: Socket | undefined
  const fake = createServer((socket) => {
    asked = socket
    socket.on('error', () => {})
    socket.write(text.subarray(0, text.length / 2))
  })
  await new Promise<void>((resolve) => fake.listen(join(dataDir, 'backup.sock'), resolve))
  ends.push(() => {
    asked?.destroy()
    fake.close()
  })
  return () => asked
}

describe('[BK2] a backup that is cut short', () => {
  it('by being killed leaves no FILE, and what it leaves is refused; the next one works', async () => {
    const dataDir = mkdtempSync(join(home, 'd'))
    const asked = await giveHalf(dataDir)
    const file = join(home, 'killed')
    const { child, ended } = startScript('backup', [file], { DATA_DIR: dataDir })
    await until(() => asked() && existsSync(`${file}.part`), 20_000)
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL', printed: '' })
    expect(existsSync(file)).toBe(false)
    const url = await emptyDatabase()
    expect(await runScript('restore', [`${file}.part`], { ...withKey(), DATABASE_URL: url })).toMatchObject({
      code: 2,
      printed: '',
      said: `${file}.part is not whole: it breaks off before its end.\n`,
    })
    const { db, close } = await openDatabase({ databaseUrl: url, dataDir: '' })
    expect(await readMigrations(db)).toEqual([])
    await close()
    expect(await runScript('backup', [file], env)).toMatchObject({ code: 0, said: '' })
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(await restoreSomewhere(file)).toMatchObject({ code: 0, said: '' })
  }, 60_000)

  it('by the end of the server leaves nothing, and says so', async () => {
    const dataDir = mkdtempSync(join(home, 'd'))
    const asked = await giveHalf(dataDir)
    const file = join(home, 'left-alone')
    const { ended } = startScript('backup', [file], { DATA_DIR: dataDir })
    await until(asked, 20_000)
    asked()!.end()
    expect(await ended).toMatchObject({ code: 2, said: expect.stringMatching(/^The server ended before/) })
    expect(readdirSync(home).filter((name) => name.startsWith('left-alone'))).toEqual([])
  }, 60_000)

  it('at any moment: FILE is whole, or not there', async () => {
    const random = createRandom(seedOfRun())
    let wholeOnes = 0
    const beganMs = performance.now()
    await runScript('backup', [join(home, 'timed')], env)
    const tookMs = performance.now() - beganMs
    for (let n = 0; n < 8; n++) {
      const file = join(home, `random-${n}`)
      const { child, ended } = startScript('backup', [file], env)
      await new Promise((resolve) => setTimeout(resolve, tookMs * (0.5 + 0.6 * random.next())))
      child.kill('SIGKILL')
      await ended
      if (!existsSync(file)) continue
      wholeOnes++
      expect(await restoreSomewhere(file)).toMatchObject({ code: 0, said: '' })
    }
    console.info(`8 backups killed at random, ${wholeOnes} were done before`)
  }, 180_000)
})

/** A backup that takes a while to be put back. */
async function makeLong(): Promise<string> {
  const file = join(home, 'long')
  const { url, drop } = await createPostgresDatabase()
  const { db, close } = await openDatabase({ databaseUrl: url, dataDir: '' })
  await checkMasterKey(db, createSealing(readFileSync(join(env.DATA_DIR!, 'master.key'))))
  await fillLog(db, 60_000)
  await close()
  expect(await runScript('backup', [file], { DATABASE_URL: url })).toMatchObject({ code: 0, said: '' })
  await drop()
  return file
}

describe('[BK3] a restore that is killed in the middle', () => {
  let long: string
  beforeAll(async () => {
    long = await makeLong()
  })

  it('leaves no embedded database that would start, and can be done again', async () => {
    const dataDir = join(mkdtempSync(join(home, 'r')), 'data')
    const { child, ended } = startScript('restore', [long], { ...withKey(), DATA_DIR: dataDir })
    await until(() => existsSync(join(dataDir, 'db.unfinished', 'PG_VERSION')) || child.exitCode, 100_000)
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL', printed: '', said: '' })
    await expect(openDatabase({ dataDir })).rejects.toThrow(/^A restore into .* was cut short: run/)
    expect(await runScript('restore', [whole], { ...withKey(), DATA_DIR: dataDir })).toMatchObject({
      code: 0,
      said: '',
    })
    expect(readdirSync(dataDir).filter((name) => name.startsWith('db'))).toEqual(['db'])
    const { db, close } = await openDatabase({ dataDir })
    expect((await db.selectFrom('record_log').select('seq').execute()).length).toBeGreaterThan(100)
    await close()
  }, 120_000)

  it('leaves a PostgreSQL as empty as it was, and can be done again', async () => {
    const url = await emptyDatabase()
    const { child, ended } = startScript('restore', [long], { ...withKey(), DATABASE_URL: url })
    const { db, close } = await openDatabase({ databaseUrl: url, dataDir: '' })
    const isFilling = async () => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity
        where datname = current_database() and query ilike 'insert into%'`.execute(db)
      return rows[0]!.n > 0
    }
    await until(isFilling, 60_000)
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL', printed: '', said: '' })
    // Its own end is heard of a moment later.
    await until(async () => !(await isFilling()), 20_000)
    expect(await readMigrations(db)).toEqual([])
    await close()
    const again = () => runScript('restore', [whole], { ...withKey(), DATABASE_URL: url })
    expect(await again()).toMatchObject({ code: 0, said: '' })
    expect(await again()).toMatchObject({ code: 2, said: expect.stringMatching(/^There is a Greenroom in /) })
  }, 120_000)
})

describe('while the embedded database is handed out', () => {
  it('only its owner may ask, whatever the length of its path', () => {
    expect(statSync(join(env.DATA_DIR!, 'backup.sock')).mode & 0o077).toBe(0)
    expect(Buffer.byteLength(env.DATA_DIR!)).toBeGreaterThan(108)
  })
})
