// What the commands for backups refuse: each in one sentence, with exit code 2, and nothing touched.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBackup, feedFile, writeBackup } from '../server/backup/backup-file.ts'
import { openDatabase } from '../server/platform/db.ts'
import { lockDataDir } from '../server/platform/embedded-lock.ts'
import { checkMasterKey } from '../server/platform/key-check.ts'
import { readMigrations } from '../server/platform/migrate.ts'
import { createSealing } from '../server/platform/sealing.ts'
import { runScript, type Script } from './helpers/backup-script.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'

const home = mkdtempSync(join(tmpdir(), 'greenroom-refused-'))
const ends: (() => unknown)[] = []
const key = 'ab'.repeat(32)
let filled = ''
let empty = ''
let whole = ''
let lines: string[] = []

beforeAll(async () => {
  const [full, none] = [await createPostgresDatabase(), await createPostgresDatabase(true)]
  ends.push(full.drop, none.drop)
  filled = full.url
  empty = none.url
  const { db, close } = await openDatabase({ databaseUrl: filled, dataDir: '' })
  await checkMasterKey(db, createSealing(Buffer.from(key, 'hex')))
  await sql`insert into events (id, name, time_zone) values (gen_random_uuid(), 'Harbourlight', 'UTC')`.execute(
    db,
  )
  await close()
  whole = join(home, 'whole')
  expect(await runScript('backup', [whole], { DATABASE_URL: filled })).toMatchObject({ code: 0, said: '' })
  lines = gunzipSync(readFileSync(whole)).toString().trimEnd().split('\n')
}, 60_000)
afterAll(async () => {
  for (const end of ends) await end()
  rmSync(home, { recursive: true, force: true })
})

let files = 0
function file(bytes: Uint8Array | string): string {
  const path = join(home, `file-${files++}`)
  writeFileSync(path, bytes)
  return path
}
const packed = (text: readonly string[]) => file(gzipSync(text.map((line) => `${line}\n`).join('')))
const withHead = (change: object) =>
  packed([JSON.stringify({ ...JSON.parse(lines[0]!), ...change }), ...lines.slice(1)])

async function expectRefused(script: Script, args: string[], env: Record<string, string>, sentence: RegExp) {
  const dataDir = join(mkdtempSync(join(home, 'd-')), 'data')
  const ended = await runScript(script, args, { DATA_DIR: dataDir, ...env })
  expect(ended).toMatchObject({ code: 2, printed: '', said: expect.stringMatching(sentence) })
  expect(ended.said.trimEnd().split('\n')).toHaveLength(1)
  expect(ended.said).toMatch(/^[A-Z/].*[.\w)\]]\n$/)
  expect(ended.said).not.toMatch(/geheim|node:|\.[jt]s:\d|[0-9a-f]{64}/)
  expect(existsSync(dataDir)).toBe(false)
  const { db, close } = await openDatabase({ databaseUrl: empty, dataDir: '' })
  expect(await readMigrations(db)).toEqual([])
  await close()
}

/** What restore reads to its end before it does anything. */
async function expectNotWhole(path: string, sentence: RegExp) {
  await expect(
    checkBackup(feedFile(path), () => {}).catch((error) => `${path} ${error.message}.`),
  ).resolves.toMatch(sentence)
}

describe('[BK2] a file that is no whole backup', () => {
  const rightful = () => ({ DATABASE_URL: empty, MASTER_KEY: key })

  it.each<[string, () => string, RegExp]>([
    ['that is not there', () => join(home, 'nowhere'), /nowhere is not there\./],
    ['that is a folder', () => home, /is a folder\./],
    ['with nothing in it', () => file(''), /is not whole: it breaks off/],
    ['of something else', () => file('a picture of a cat'), /is not a backup of Greenroom\.$/m],
    ['of something else, packed', () => packed(['{"hello":1}']), /is not a backup of Greenroom\.$/m],
    ['of something else, packed, no JSON', () => packed(['hello']), /is not a backup of Greenroom\.$/m],
    ['cut after its first line', () => packed(lines.slice(0, 1)), /is not whole: it breaks off/],
    ['cut before its last line', () => packed(lines.slice(0, -1)), /is not whole: it breaks off/],
    ['that goes on', () => packed([...lines, lines.at(-1)!]), /goes on after its end/],
    [
      'with a row taken out',
      () =>
        packed(
          lines.toSpliced(
            lines.findIndex((line) => line.startsWith('[')),
            1,
          ),
        ),
      /was changed since it was made/,
    ],
    [
      'with a word changed',
      () => packed(lines.map((line) => line.replace('Harbourlight', 'Harbourlicht'))),
      /was changed since it was made/,
    ],
  ])('%s', async (_, of, sentence) => {
    await expectNotWhole(of(), sentence)
  })

  it('is said in one sentence, and nothing is touched', async () => {
    await expectRefused(
      'restore',
      [packed(lines.slice(0, -1))],
      rightful(),
      /^\/.* is not whole: it breaks off/,
    )
    const newer = withHead({ version: '9.9.9', migrations: ['0001-first', '9999-to-come'] })
    await expectRefused(
      'restore',
      [newer],
      rightful(),
      /^This backup was made by a newer Greenroom \(9\.9\.9\)/,
    )
    const kind = withHead({ version: '9.9.9', format: 2 })
    await expectRefused(
      'restore',
      [kind],
      rightful(),
      /^This backup was made by a newer Greenroom \(9\.9\.9\)/,
    )
  }, 60_000)

  it('cut anywhere, or with any bit turned', async () => {
    const random = createRandom(seedOfRun())
    const bytes = readFileSync(whole)
    for (let n = 0; n < 60; n++) {
      const cut = bytes.subarray(0, random.below(bytes.length - 1))
      await expectNotWhole(file(cut), /is not whole|is not a backup/)
      const turned = Buffer.from(bytes)
      turned[10 + random.below(bytes.length - 10)]! ^= 1 << random.below(8)
      await expectNotWhole(file(turned), /is not whole|is not a backup|was changed|goes on/)
    }
  }, 60_000)
})

describe('[BK3] a restore', () => {
  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'with another key',
      () => ({ DATABASE_URL: empty, MASTER_KEY: 'cd'.repeat(32) }),
      /^The master key is not the one/,
    ],
    [
      'without a key',
      () => ({ DATABASE_URL: empty }),
      /master\.key .*cannot be read\. A backup does not hold it/,
    ],
    [
      'into a database in use',
      () => ({ DATABASE_URL: filled, MASTER_KEY: key }),
      /^There is a Greenroom in \S+ at 127/,
    ],
  ])('%s', async (_, env, sentence) => {
    await expectRefused('restore', [whole], env(), sentence)
  })

  it('into a data directory with a database', async () => {
    const dataDir = mkdtempSync(join(home, 'used-'))
    mkdirSync(join(dataDir, 'db'))
    await expectRefused(
      'restore',
      [whole],
      { DATA_DIR: dataDir, MASTER_KEY: key },
      /^There is a database in .*db already/,
    )
    expect(readdirSync(dataDir)).toEqual(['db'])
  })

  it('into a database with something else in it', async () => {
    const { url, drop } = await createPostgresDatabase(true)
    ends.push(drop)
    const { db, close } = await openDatabase({ databaseUrl: url, dataDir: '' })
    await sql`create table members (n int4)`.execute(db)
    await expectRefused(
      'restore',
      [whole],
      { DATABASE_URL: url, MASTER_KEY: key },
      /^There is something else in /,
    )
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    expect(rows).toEqual([{ name: 'members' }])
    await close()
  })
})

describe('[ST2] asked for what cannot be', () => {
  it('a backup over a file, into a place that cannot be written, of nothing', async () => {
    const there = file('mine')
    await expectRefused(
      'backup',
      [there],
      { DATABASE_URL: filled },
      /is there already: a backup never replaces/,
    )
    expect(readFileSync(there, 'utf8')).toBe('mine')
    await expectRefused(
      'backup',
      ['/proc/backup'],
      { DATABASE_URL: filled },
      /^The backup \/proc\/backup cannot be written/,
    )
    await expectRefused(
      'backup',
      [join(there, 'x')],
      { DATABASE_URL: filled },
      /a part of its path is a file/,
    )
    await expectRefused(
      'backup',
      [join(home, 'none')],
      { DATABASE_URL: empty },
      /^There is no Greenroom in this database yet/,
    )
    await expectRefused(
      'backup',
      [join(home, 'none')],
      {},
      /^There is no database in .* \(DATA_DIR\), and no DATABASE_URL/,
    )
    await expectRefused('move', [empty], {}, /^There is no embedded database in/)
    await expectRefused('move', ['mysql://a:geheim@b/c'], {}, /^DATABASE_URL must look like/)
    expect(existsSync(join(home, 'none'))).toBe(false)
    expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([])
  }, 60_000)

  it('two backups to one name: the later one is made, and the earlier says why it is not', async () => {
    const path = join(home, 'one-name')
    const begun = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const slow = writeBackup(path, async (sink) => {
      begun.resolve()
      await goOn.promise
      for (const line of lines) await sink(line)
    })
    await begun.promise
    const quick = writeBackup(path, async (sink) => {
      goOn.resolve()
      await expect(slow).rejects.toThrow('was begun meanwhile')
      for (const line of lines) await sink(line)
    })
    expect((await quick).rows).toBeGreaterThan(0)
    expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('what a file says steers no terminal', async () => {
    const harmful = [lines[0]!, JSON.stringify({ failed: 'Gone \u001b[2Jand \u202eback.' })]
    const ended = await runScript('restore', [packed(harmful)], { DATABASE_URL: empty, MASTER_KEY: key })
    expect(ended).toMatchObject({ code: 2, said: expect.stringMatching(/Gone .\[2Jand .back\./) })
    for (const steering of ['\u001b', '\u202e']) expect(ended.said).not.toContain(steering)
  })

  it('a data directory that somebody has who hands out none', async () => {
    const dataDir = mkdtempSync(join(home, 'held-'))
    mkdirSync(join(dataDir, 'db'))
    writeFileSync(join(dataDir, 'db', 'PG_VERSION'), '18\n')
    const unlock = lockDataDir(dataDir)
    await expectRefused('backup', [join(home, 'none')], { DATA_DIR: dataDir }, /It hands out no backup now/)
    await expectRefused(
      'move',
      [empty],
      { DATA_DIR: dataDir },
      /^Another Greenroom is already using .*Stop it first/,
    )
    unlock()
  }, 30_000)

  it.skipIf(process.getuid?.() !== 0)(
    'a data directory of another user',
    async () => {
      const dataDir = mkdtempSync(join(home, 'theirs-'))
      mkdirSync(join(dataDir, 'db'))
      writeFileSync(join(dataDir, 'db', 'PG_VERSION'), '18\n')
      execFileSync('chown', ['65534', dataDir])
      await expectRefused('backup', [join(home, 'none')], { DATA_DIR: dataDir }, /belongs to another user/)
      await expectRefused('move', [empty], { DATA_DIR: dataDir }, /belongs to another user/)
    },
    30_000,
  )

  it.each<Script>(['backup', 'restore', 'move'])(
    '%s, written wrongly',
    async (script) => {
      const wrong = new RegExp(`^Write it like this: npm run ${script} -- `)
      await expectRefused(script, [], {}, wrong)
      await expectRefused(script, ['a', 'b'], {}, wrong)
      await expectRefused(script, ['--force'], {}, wrong)
      const help = spawnSync('npm', ['run', '--silent', script, '--', '--help'], { encoding: 'utf8' })
      expect(help).toMatchObject({ status: 0, stderr: '' })
      expect(help.stdout).toMatch(new RegExp(`^npm run ${script} -- `))
      const npm = spawnSync('npm', ['run', '--silent', script, '--', 'a', 'b'], { encoding: 'utf8' })
      expect(npm).toMatchObject({ status: 2, stdout: '' })
    },
    60_000,
  )
})
