// One database, one master key: whoever starts on it with another one is told so, also at the same moment, also before a
// word was sealed, also when the database changes under a server that runs.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Started, start } from '../server/main.ts'
import { createSealing } from '../server/platform/sealing.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { until } from './helpers/people.ts'

const refusal = 'The master key is not the one that this database was sealed with'
const after: (() => unknown)[] = []
afterEach(async () => {
  for (const end of after.splice(0).toReversed()) await end()
})

const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-key-'))
  after.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const newDatabase = async (): Promise<string> => {
  const { url, drop } = await createPostgresDatabase()
  after.push(drop)
  return url
}
const open = async (env: Record<string, string>): Promise<Started> => {
  const started = await start({ env: { PORT: '0', LOG_LEVEL: 'silent', ...env } })
  after.push(started.stop)
  return started
}
const openWithOwnKey = (DATABASE_URL: string) => open({ DATABASE_URL, DATA_DIR: newDir() })

test('[WM16] two servers that make a key each, at the same moment on an empty database: one starts, one is told', async () => {
  for (let round = 0; round < 4; round++) {
    const url = await newDatabase()
    const both = await Promise.allSettled([openWithOwnKey(url), openWithOwnKey(url)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const told = both.find((one) => one.status === 'rejected')
    // Either its key is another one, or it came just late enough not to make one.
    expect(told?.reason).toMatchObject({
      name: 'StartRefused',
      message: expect.stringContaining('master key'),
    })
  }
}, 60_000)

test('[WM16] one that comes later with a key of its own is told, before any case was opened; with the same key it starts', async () => {
  const url = await newDatabase()
  const first = await openWithOwnKey(url)
  await expect(openWithOwnKey(url)).rejects.toThrow(/master key .* cannot be read/)
  const MASTER_KEY_FILE = join(newDir(), 'key')
  writeFileSync(MASTER_KEY_FILE, randomBytes(32))
  await expect(open({ DATABASE_URL: url, DATA_DIR: newDir(), MASTER_KEY_FILE })).rejects.toThrow(refusal)
  writeFileSync(MASTER_KEY_FILE, readFileSync(join(first.config.dataDir, 'master.key')))
  await open({ DATABASE_URL: url, DATA_DIR: newDir(), MASTER_KEY_FILE })
})

test('[WM16] a server under which the database became another key’s says so and goes no further', async () => {
  const url = await newDatabase()
  const first = await openWithOwnKey(url)
  const told: Error[] = []
  first.onRefused((said) => told.push(said))
  // As when a backup of somewhere else is put back.
  const MASTER_KEY_FILE = join(newDir(), 'key')
  writeFileSync(MASTER_KEY_FILE, randomBytes(32))
  const sealed = createSealing(readFileSync(MASTER_KEY_FILE)).sealOwn('key-check', 'greenroom')
  await first.database.db.updateTable('server_keys').set({ sealed }).execute()
  await open({ DATABASE_URL: url, DATA_DIR: newDir(), MASTER_KEY_FILE })
  await until(() => told.length > 0)
  expect(told[0]).toMatchObject({ name: 'StartRefused', message: expect.stringContaining(refusal) })
})

test('[WM16] the embedded database has one key as well, from its first start on', async () => {
  const DATA_DIR = newDir()
  const first = await open({ DATA_DIR })
  await first.stop()
  after.pop()
  writeFileSync(join(DATA_DIR, 'master.key'), randomBytes(32))
  await expect(open({ DATA_DIR })).rejects.toThrow(refusal)
}, 90_000)
