// What both databases must give alike: types, errors, transactions. And what only a server can do: go away and come back.

import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { isDatabaseAway, isUniqueViolation, openDatabase, pingDatabase } from '../server/platform/db.ts'
import { createPostgresDatabase, kinds, openTestDatabase, type TestDatabase } from './helpers/database.ts'
import { startPostgres } from './helpers/postgres-server.ts'

const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

describe.each(kinds)('on %s', (kind) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await openTestDatabase(kind)
    await sql`create table shelf (id uuid primary key, size int8, bytes bytea, at timestamptz, facts jsonb)`.execute(
      database.db,
    )
  })
  afterAll(() => database.close())

  test('numbers, bytes, times and facts come back as they went in', async () => {
    const row = {
      id: randomUUID(),
      size: 2 ** 40,
      bytes: Buffer.from([0, 1, 255]),
      at: new Date('2026-05-14T14:30:00.123Z'),
      facts: { place: 'Room 3', list: [1, 2], quote: 'it\'s "so"' },
    }
    await sql`insert into shelf (id, size, bytes, at, facts)
      values (${row.id}, ${row.size}, ${row.bytes}, ${row.at}, ${row.facts})`.execute(database.db)
    const { rows } = await sql`select * from shelf where id = ${row.id}`.execute(database.db)
    expect(rows).toEqual([row])
    expect(Buffer.isBuffer((rows[0] as { bytes: Buffer }).bytes)).toBe(true)
  })

  test('a count is a number, a missing value is null, a list of ids can be asked for', async () => {
    const [a, b] = [randomUUID(), randomUUID()]
    await sql`insert into shelf (id) values (${a}), (${b})`.execute(database.db)
    const { rows } =
      await sql`select count(*) as n, max(size) as size from shelf where id = any(${[a, b]})`.execute(
        database.db,
      )
    expect(rows).toEqual([{ n: 2, size: null }])
    const odd = ['a "quoted" one', 'back\\slash', '{brace, comma}', 'null', '']
    const texts =
      await sql`select count(*) as n from unnest(${odd}::text[]) one where one = any(${odd}::text[])`.execute(
        database.db,
      )
    expect(texts.rows).toEqual([{ n: odd.length }])
    for (const one of odd)
      expect((await sql`select ${one} = any(${odd}::text[]) as is`.execute(database.db)).rows).toEqual([
        { is: true },
      ])
  })

  test('a broken unique rule is told by its name', async () => {
    const id = randomUUID()
    const insert = () => sql`insert into shelf (id) values (${id})`.execute(database.db)
    await insert()
    const error = await insert().catch((thrown) => thrown)
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'shelf_pkey')).toBe(true)
    expect(isUniqueViolation(error, 'another')).toBe(false)
    expect(isDatabaseAway(error)).toBe(false)
  })

  test('a value that does not fit is refused, and the database goes on', async () => {
    await expect(sql`insert into shelf (id) values (${'no uuid'})`.execute(database.db)).rejects.toThrow()
    await expect(
      sql`insert into shelf (id, at) values (${randomUUID()}, ${'noon'})`.execute(database.db),
    ).rejects.toThrow()
    await pingDatabase(database.db)
  })

  test('a transaction that throws leaves nothing behind', async () => {
    const id = randomUUID()
    const failing = database.db.transaction().execute(async (trx) => {
      await sql`insert into shelf (id) values (${id})`.execute(trx)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect((await sql`select 1 from shelf where id = ${id}`.execute(database.db)).rows).toEqual([])
  })

  test('[I9] a transaction whose failed query was swallowed does not count as committed', async () => {
    const id = randomUUID()
    const swallowing = database.db.transaction().execute(async (trx) => {
      await sql`insert into shelf (id) values (${id})`.execute(trx)
      await sql`select 1 / 0`.execute(trx).catch(() => {})
    })
    await expect(swallowing).rejects.toThrow()
    expect((await sql`select 1 from shelf where id = ${id}`.execute(database.db)).rows).toEqual([])
  })

  test('forty transactions at once all happen', async () => {
    await sql`create table tally (n int4)`.execute(database.db)
    await sql`insert into tally values (0)`.execute(database.db)
    const add = () =>
      database.db.transaction().execute(async (trx) => {
        await sql`update tally set n = n + 1`.execute(trx)
      })
    await Promise.all(Array.from({ length: 40 }, add))
    expect((await sql`select n from tally`.execute(database.db)).rows).toEqual([{ n: 40 }])
  })

  test('every migration has run', async () => {
    const { rows } = await sql`select name from kysely_migration`.execute(database.db)
    expect(rows.length).toBeGreaterThan(0)
    expect(await database.db.selectFrom('members').selectAll().execute()).toEqual([])
  })
})

describe('on a PostgreSQL server', () => {
  test('two processes may migrate at the same time', async () => {
    const { url, drop } = await createPostgresDatabase(true)
    const both = await Promise.all([1, 2].map(() => openDatabase({ databaseUrl: url, dataDir: '' })))
    await Promise.all(both.map(({ migrate }) => migrate()))
    await Promise.all(both.map(({ close }) => close()))
    await drop()
  })

  test('a database that cannot be reached, or does not exist, stops the start with a sentence without its password', async () => {
    const { url, drop } = await createPostgresDatabase()
    await drop()
    const missing = openDatabase({ databaseUrl: url, dataDir: '' })
    await expect(missing).rejects.toThrow(/named in DATABASE_URL does not exist/)
    const nobody = openDatabase({
      databaseUrl: 'postgres://greenroom:geheim@127.0.0.1:1/greenroom',
      dataDir: '',
    })
    const error = await nobody.catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ name: 'StartRefused', message: expect.stringContaining('127.0.0.1:1') })
    expect(String(error)).not.toContain('geheim')
  })

  test('[I12] a connection that breaks as soon as it stands fails what was asked, and nothing that nobody can catch', async () => {
    const { url, drop } = await createPostgresDatabase(true)
    onTestFinished(drop)
    const { port, hostname } = new URL(url)
    let toCut = 0
    const ends = new Set<Socket>()
    const cutter = createServer((near) => {
      const far = dial(Number(port), hostname)
      far.on('data', (bytes) => {
        near.write(bytes)
        // The last of the greeting: ready for a question. What is asked now meets a broken line.
        if (toCut > 0 && bytes.subarray(-readyForQuery.length).equals(readyForQuery)) {
          toCut -= 1
          setTimeout(() => near.resetAndDestroy(), 1)
        }
      })
      near.on('data', (bytes) => far.write(bytes))
      for (const [end, other] of [[near, far] as const, [far, near] as const]) {
        ends.add(end)
        end.on('error', () => {})
        end.on('close', () => other.destroy())
      }
    })
    await new Promise<void>((resolve) => cutter.listen(0, '127.0.0.1', resolve))
    const uncaught: unknown[] = []
    const note = (error: unknown) => uncaught.push(error)
    process.on('unhandledRejection', note)
    const through = new URL(url)
    through.port = String((cutter.address() as AddressInfo).port)
    const { db, close } = await openDatabase({ databaseUrl: through.href, dataDir: '' })
    onTestFinished(async () => {
      await close()
      cutter.close()
      process.off('unhandledRejection', note)
    })
    toCut = 3
    for (const end of ends) end.destroy()
    const isThere = () =>
      pingDatabase(db).then(
        () => true,
        () => false,
      )
    await expect.poll(isThere, { timeout: 20_000 }).toBe(true)
    expect(toCut).toBeLessThan(3)
    expect(uncaught).toEqual([])
  })

  test('[I12] the server may crash in mid-transaction: nothing half is kept, and work goes on when it is back', async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    const { db, close } = await openDatabase({ databaseUrl: server.url, dataDir: '' })
    onTestFinished(close)
    await sql`create table note (n int4)`.execute(db)
    const cutOff = db.transaction().execute(async (trx) => {
      await sql`insert into note values (1)`.execute(trx)
      await server.crash()
      await server.restart()
      await sql`insert into note values (2)`.execute(trx)
    })
    const error = await cutOff.catch((thrown) => thrown)
    expect(isDatabaseAway(error)).toBe(true)
    await server.crash()
    expect(isDatabaseAway(await pingDatabase(db).catch((thrown) => thrown))).toBe(true)
    expect(isDatabaseAway(await pingDatabase(db).catch((thrown) => thrown))).toBe(true)
    await server.restart()
    const backAt = Date.now()
    while (
      await pingDatabase(db).then(
        () => false,
        () => true,
      )
    ) {
      expect(Date.now() - backAt).toBeLessThan(3_000)
    }
    await Promise.all(Array.from({ length: 12 }, () => sql`insert into note values (3)`.execute(db)))
    expect((await sql`select n, count(*) as times from note group by n`.execute(db)).rows).toEqual([
      { n: 3, times: 12 },
    ])
  })
})
