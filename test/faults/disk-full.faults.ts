// The disk under PostgreSQL is full while people type: nothing is acknowledged, they are told, and it goes on by itself when
// there is room again. On a small file system of its own, which takes root to make.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { enterServer, report, until } from '../helpers/people.ts'
import { startPostgres } from '../helpers/postgres-server.ts'
import { startServer } from '../helpers/server-process.ts'
import { isSaved, openRecord, typeWord, wordsOf } from '../helpers/writer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

it('[SY2, SY10] a full disk: no acknowledgement, a clear word, and it recovers without a restart', async () => {
  const mount = mkdtempSync(join(tmpdir(), 'greenroom-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=420m,mode=1777', 'tmpfs', mount])
  const before = process.env.TMPDIR
  process.env.TMPDIR = mount
  const postgres = await startPostgres({ isDurable: true })
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  ends.push(
    () => rmSync(mount, { recursive: true, force: true }),
    () => execFileSync('umount', ['-l', mount]),
    () => postgres.stop(),
  )
  const server = await startServer({ DATABASE_URL: postgres.url })
  ends.push(server.close)
  const people = await enterServer(server, new Set(), { nkechi: 'chair', hana: 'staff' })
  const { id } = await report(people.hana)
  const record = await openRecord(people.hana, server.origin, id, ends)
  const typed = [typeWord(record)]
  await until(() => isSaved(record))
  const filler = join(mount, 'filler')
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)))
  for (let n = 0; n < 12; n++) typed.push(typeWord(record, 'x'.repeat(60_000)))
  await until(() => record.saveState().kind === 'database-away', 30_000)
  expect(record.saveState().text).toBe('Not saved yet: the server is busy. Keep this page open.')
  expect((await fetch(`${server.origin}/api/health`)).status).toBe(200)
  rmSync(filler)
  const roomAt = performance.now()
  await until(() => isSaved(record), 60_000)
  console.info(`saved ${Math.round(performance.now() - roomAt)} ms after there was room again`)
  const other = await openRecord(people.nkechi, server.origin, id, ends)
  await until(() => wordsOf(other).join() === typed.toSorted().join(), 10_000)
})
