// The embedded database as a durable one: what was answered is on the disk, one process at a time, and a crash of the
// engine is survived. These tests notice an upgrade of the engine that breaks any of it.

import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, openThrowAwayDatabase } from '../server/platform/db.ts'
import { Embedded } from '../server/platform/embedded.ts'
import { createEmbeddedDialect } from '../server/platform/embedded-dialect.ts'
import { tidy } from '../server/platform/embedded-tidy.ts'

let home: string
let dataDir: string
let dir: string

// Making a database takes seconds, copying one does not: one is made, as a first start makes it, and each test has a copy.
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'greenroom-embedded-'))
  const { close } = await openDatabase({ dataDir: join(home, 'first') })
  await close()
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

beforeEach(() => {
  dataDir = mkdtempSync(join(home, 'data-'))
  dir = join(dataDir, 'db')
  cpSync(join(home, 'first', 'db'), dir, { recursive: true })
})

/** A typist as a process of its own: commits rows for ever and prints the number of each that was acknowledged. */
function startTypist(): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'helpers', 'typist.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Reads the acknowledged numbers, ends the process at once after so many, and reads what it had still printed. */
async function killAfter(typist: ChildProcess, rows: number): Promise<number[]> {
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: typist.stdout! })) {
    acknowledged.push(Number(line))
    if (acknowledged.length === rows) typist.kill('SIGKILL')
  }
  return acknowledged
}

describe('[I9] what was acknowledged is kept', () => {
  test('every commit reaches the disk: one fsync or more each, and none for a mere read', async () => {
    const embedded = new Embedded({ dir })
    const db = new Kysely<unknown>({ dialect: createEmbeddedDialect(embedded) })
    await sql`create table note (n int4)`.execute(db)
    for (let n = 0; n < 20; n++) {
      const before = (await embedded.figures()).fsyncs
      await db.transaction().execute((trx) => sql`insert into note values (${n})`.execute(trx))
      expect((await embedded.figures()).fsyncs - before).toBeGreaterThan(0)
    }
    const before = (await embedded.figures()).fsyncs
    await sql`select * from note`.execute(db)
    expect((await embedded.figures()).fsyncs).toBe(before)
    await db.destroy()
  })

  test('kill -9 in the middle of writing, three times: every acknowledged row is there, once', async () => {
    const acknowledged: number[] = []
    for (const rows of [40, 75, 60]) acknowledged.push(...(await killAfter(startTypist(), rows)))
    const { db, close } = await openDatabase({ dataDir })
    const { rows } = await sql<{ n: number }>`select n from typed order by n`.execute(db)
    await close()
    const kept = rows.map(({ n }) => n)
    expect(new Set(kept).size).toBe(kept.length)
    expect(acknowledged.length).toBeGreaterThanOrEqual(175)
    expect(acknowledged.filter((n) => !kept.includes(n))).toEqual([])
  }, 60_000)
})

describe('the data directory', { timeout: 60_000 }, () => {
  test('is for its owner only, and for one process at a time', async () => {
    const first = await openDatabase({ dataDir })
    expect(statSync(join(home, 'first')).mode & 0o777).toBe(0o700)
    await expect(openDatabase({ dataDir })).rejects.toThrow(
      `Another Greenroom is already using the data directory ${dataDir} (DATA_DIR).`,
    )
    await first.close()
    const again = await openDatabase({ dataDir })
    await again.close()
  })

  test('one made before us, and open to others, is closed to them', async () => {
    const shared = join(home, 'shared')
    mkdirSync(shared, { mode: 0o755 })
    const { close } = await openDatabase({ dataDir: shared })
    await close()
    expect(statSync(shared).mode & 0o777).toBe(0o700)
  })

  test('is free again as soon as its process was killed', async () => {
    await killAfter(startTypist(), 1)
    const { close } = await openDatabase({ dataDir })
    await close()
  })

  test('one that cannot be made is told in a sentence', async () => {
    await expect(openDatabase({ dataDir: '/dev/null/data' })).rejects.toThrow(
      /cannot be created \(DATA_DIR\)/,
    )
  })
})

describe('the engine', { timeout: 60_000 }, () => {
  test('[I12] may die in a transaction: nothing half is kept, the rest goes on with what was committed', async () => {
    const embedded = new Embedded({ dir })
    const db = new Kysely<unknown>({ dialect: createEmbeddedDialect(embedded) })
    await sql`create table note (n int4)`.execute(db)
    await sql`insert into note values (1)`.execute(db)
    const cutOff = db.transaction().execute(async (trx) => {
      await sql`insert into note values (2)`.execute(trx)
      await (await embedded.session()).kill()
      await sql`insert into note values (3)`.execute(trx)
    })
    await expect(cutOff).rejects.toMatchObject({ code: '57P01' })
    await sql`insert into note values (4)`.execute(db)
    expect((await sql`select n from note order by n`.execute(db)).rows).toEqual([{ n: 1 }, { n: 4 }])
    await db.destroy()
  })

  test('is one, however many ask for it at once, also after it died', async () => {
    const embedded = new Embedded({ dir })
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => embedded.session()))
    expect(others.every((session) => session === first)).toBe(true)
    void first!.kill()
    await first!.ended
    const [second, ...again] = await Promise.all([1, 2, 3].map(() => embedded.session()))
    expect(again.every((session) => session === second)).toBe(true)
    expect(second).not.toBe(first)
    await embedded.close()
  })

  test('is tidied: checkpoint and vacuum run between queries', async () => {
    const { db, close } = await openDatabase({ dataDir })
    await sql`create table note as select n from generate_series(1, 1000) n`.execute(db)
    await tidy(db, 60)
    const { rows } = await sql`
      select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) < 100000 as done from pg_control_checkpoint()`.execute(
      db,
    )
    expect(rows).toEqual([{ done: true }])
    await close()
  })

  test('in memory starts empty every time', async () => {
    for (let time = 0; time < 2; time++) {
      const { db, close } = await openThrowAwayDatabase()
      await sql`create table note (n int4)`.execute(db)
      await close()
    }
  })
})
