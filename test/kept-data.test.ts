// Data directories as released versions made them: each opens today, on either database, with every word in it.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, constants } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { runScript, signInAgain } from './helpers/backup-script.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { type Kept, readEvent } from './helpers/kept-data.ts'
import type { Person } from './helpers/people.ts'
import { startServer } from './helpers/server-process.ts'

const data = join(import.meta.dirname, 'data')
const versions = readdirSync(data).filter((name) => /^\d+\.\d+\.\d+$/.test(name))
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function unpack(version: string): string {
  const home = mkdtempSync(join(tmpdir(), 'greenroom-kept-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const packed = readFileSync(join(data, version, 'data-dir.tar.br'))
  const tar = brotliDecompressSync(packed, { params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } })
  const dataDir = join(home, 'data')
  mkdirSync(dataDir)
  execFileSync('tar', ['-C', dataDir, '-xf', '-'], { input: tar })
  return dataDir
}

async function expectEveryWord(env: Record<string, string>, { caseId, email, words }: Kept): Promise<void> {
  const server = await startServer(env)
  ends.push(server.close)
  const somebody = { name: 'Hana Mori', role: 'staff', cookie: '' } as Person
  const found = await readEvent(await signInAgain(server, somebody, email), caseId)
  expect(words.length).toBeGreaterThan(20)
  expect(words.filter((word) => !found.includes(word))).toEqual([])
  await server.stop()
}

describe.each(versions)('[BK6] data of %s', (version) => {
  it('opens here with every word, and from a backup of it on PostgreSQL', { timeout: 400_000 }, async () => {
    const kept = JSON.parse(readFileSync(join(data, version, 'kept.json'), 'utf8')) as Kept
    const dataDir = unpack(version)
    const key = { MASTER_KEY_FILE: join(dataDir, 'master.key') }
    // Made before anything is brought up to date: a backup of that version.
    const file = join(dataDir, '..', 'backup')
    expect(await runScript('backup', [file], { DATA_DIR: dataDir })).toMatchObject({ code: 0, said: '' })
    const { url, drop } = await createPostgresDatabase(true)
    ends.push(drop)
    expect(await runScript('restore', [file], { ...key, DATABASE_URL: url })).toMatchObject({
      code: 0,
      said: '',
    })
    await expectEveryWord({ ...key, DATABASE_URL: url }, kept)
    await expectEveryWord({ DATA_DIR: dataDir }, kept)
  })
})

it('there is data of each version that was released since 0.3.0', () => {
  const changelog = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8')
  const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)$/gm)].map(([, version]) => version!)
  const since = released.filter((version) => version.localeCompare('0.3.0', 'en', { numeric: true }) >= 0)
  expect(since.filter((version) => !versions.includes(version))).toEqual([])
})
