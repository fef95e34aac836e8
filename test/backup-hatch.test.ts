// How a running server gives out its embedded database: in turns with everybody's saves, and to one at a time.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askHatch, openHatch } from '../server/backup/hatch.ts'
import { Reading } from '../server/backup/lines.ts'
import { writeOut } from '../server/backup/write-out.ts'
import type { Db } from '../server/platform/db.ts'
import { openTestDatabase } from './helpers/database.ts'
import { fillLog } from './helpers/filled-log.ts'

const ends: (() => unknown)[] = []
let db: Db
beforeEach(async () => {
  const database = await openTestDatabase('embedded')
  ends.push(database.close)
  db = database.db
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

it('[BK1] saves go on, and a log that becomes shorter is no backup', async () => {
  await fillLog(db, 500)
  const source = { db, kind: 'embedded' as const }
  let [saved, isInLog] = [0, false]
  const save = async () => {
    await sql`insert into server_keys values (${`key ${saved++}`}, ${Buffer.alloc(10)})`.execute(db)
  }
  let last = ''
  await writeOut(source, 'backup', async (line) => {
    last = line
    isInLog ||= line.startsWith('{"table":"record_log"')
    if (isInLog && saved < 5) await save()
  })
  expect(saved).toBe(5)
  expect(JSON.parse(last)).toMatchObject({ whole: true })
  const cut = writeOut(source, 'backup', async (line) => {
    if (line.startsWith('{"table":"record_log"'))
      await db.deleteFrom('record_log').where('seq', '=', 7).execute()
  })
  await expect(cut).rejects.toThrow(/^A record was taken away/)
}, 60_000)

it('whoever asks and does not read is given up, and one is served at a time', async () => {
  for (let n = 0; n < 40; n++)
    await sql`insert into server_keys values (${`key ${n}`}, ${randomBytes(200_000)})`.execute(db)
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-hatch-'))
  ends.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const failures: unknown[] = []
  const hatch = await openHatch({ db, dataDir, failed: (error) => failures.push(error) })
  ends.push(hatch.close)
  const ask = async () => {
    const reading = new Reading()
    await (await askHatch(dataDir))!((line) => void reading.take(line))
    return reading.end()
  }
  const deaf = connect(join(dataDir, 'backup.sock'))
  ends.push(() => deaf.destroy())
  await once(deaf, 'connect')
  await expect(ask()).rejects.toThrow(/^Another backup is being made/)
  // Answered once the one who does not read is gone.
  await db.selectFrom('events').select('id').execute()
  expect((await ask()).rows).toBe(40)
  expect(failures).toEqual([])
}, 120_000)
