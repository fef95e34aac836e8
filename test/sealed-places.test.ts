// A database as former versions left it, with meeting places and order keys in clear, is sealed when it is opened:
// nothing of them is lost, nothing of them can be read afterwards, and whoever is killed in the middle begins again.

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, MeetingId, TaskId } from '#shared/ids.ts'
import { openPlace, openTask } from '../server/case/sealed-rows.ts'
import type { OpenDatabase } from '../server/platform/db.ts'
import { type CaseSeal, createSealing, type Sealing } from '../server/platform/sealing.ts'
import { kinds } from './helpers/database.ts'
import { migrateBefore, openEmpty } from './helpers/former-version.ts'

const places = ['Room 2.14, behind the stage', 'The harbour café', null]
const orders = ['a0', 'a1', 'HeFollowedHerToTheLift']
const inClear = ['behind the stage', 'harbour', 'HeFollowedHer']

describe.each(kinds)('[WM8] a database of a former version, on %s', (kind) => {
  let database: OpenDatabase
  let sealing: Sealing
  let cases: { id: CaseId; seal: CaseSeal }[]
  let meetings: { id: MeetingId; of: number; place: string | null }[]
  let tasks: { id: TaskId; of: number; order: string }[]

  beforeAll(async () => {
    database = await openEmpty(kind)
  })
  beforeEach(async () => {
    await sql`drop schema public cascade`.execute(database.db)
    await sql`create schema public`.execute(database.db)
    sealing = createSealing(randomBytes(32))
    await migrateBefore(database, '0011')
    await fill()
  })
  afterAll(() => database.close())

  async function fill(): Promise<void> {
    const { db } = database
    const [event, member] = [randomUUID(), randomUUID()]
    await sql`insert into events (id, name, time_zone) values (${event}, 'Harbourlight', 'Europe/Lisbon')`.execute(
      db,
    )
    await sql`insert into members (id, event_id, name, role, email, password_hash, colour)
      values (${member}, ${event}, 'Nkechi', 'chair', 'n@example.org', '-', 1)`.execute(db)
    cases = []
    for (const code of ['Amber Heron', 'Cedar Lark']) {
      const id = randomUUID() as CaseId
      const key = sealing.newCaseKey(id)
      await sql`insert into cases (id, event_id, code_name, stage, reported_by, sealed_key)
        values (${id}, ${event}, ${code}, 'acting', ${member}, ${key})`.execute(db)
      cases.push({ id, seal: sealing.open(id, key) })
    }
    meetings = [0, 1].flatMap((of) => places.map((place) => ({ id: randomUUID() as MeetingId, of, place })))
    for (const { id, of, place } of meetings)
      await sql`insert into meetings (id, case_id, started_at, started_by, place, ended_at)
        values (${id}, ${cases[of]!.id}, now(), ${member}, ${place}, now())`.execute(db)
    tasks = [0, 1].flatMap((of) => orders.map((order) => ({ id: randomUUID() as TaskId, of, order })))
    for (const { id, of, order } of tasks)
      await sql`insert into tasks (case_id, task_id, sealed_what, state, ord, added_by)
        values (${cases[of]!.id}, ${id}, ${cases[of]!.seal.seal('task-what', id, 'Call')}, 'open', ${order}, ${member})`.execute(
        db,
      )
  }

  const rowsOf = async (table: 'meetings' | 'tasks'): Promise<string> => {
    const { rows } = await sql<{ text: string }>`
      select to_jsonb(t)::text as text from ${sql.table(table)} t`.execute(database.db)
    return rows.map(({ text }) => text).join('\n')
  }
  const everything = async () => `${await rowsOf('meetings')}\n${await rowsOf('tasks')}`

  async function expectSealed(): Promise<void> {
    const { db } = database
    for (const words of inClear) expect(await everything()).not.toContain(words)
    const kept = await db.selectFrom('meetings').select(['id', 'sealed_place']).execute()
    const ordered = await db.selectFrom('tasks').selectAll().execute()
    expect(kept.length).toBe(meetings.length)
    expect(ordered.length).toBe(tasks.length)
    for (const { id, of, place } of meetings)
      expect(openPlace(cases[of]!.seal, kept.find((row) => row.id === id)!)).toBe(place)
    for (const { id, of, order } of tasks)
      expect(openTask(cases[of]!.seal, ordered.find((row) => row.task_id === id)!).order).toBe(order)
  }

  it('is sealed at the next start, and loses nothing', async () => {
    for (const words of inClear) expect(await everything()).toContain(words)
    await database.migrate(async () => sealing)
    await expectSealed()
    await database.migrate(async () => sealing)
    await expectSealed()
  })

  it('leaves nothing of it in the files of its tables', async () => {
    await database.migrate(async () => sealing)
    for (const table of ['meetings', 'tasks']) {
      const { rows } = await sql<{
        path: string
      }>`select pg_relation_filepath(${table}::regclass) as path`.execute(database.db)
      await sql`checkpoint`.execute(database.db)
      const { rows: read } = await sql<{ bytes: Uint8Array }>`
        select pg_read_binary_file(${rows[0]!.path}) as bytes`.execute(database.db)
      const text = Buffer.from(read[0]!.bytes).toString('latin1')
      expect(text.length).toBeGreaterThan(0)
      for (const words of inClear) expect(text).not.toContain(words)
    }
  })

  it('that is stopped in the middle is as it was, and sealed at the start after', async () => {
    const before = await everything()
    for (const dies of [1, 4, 9]) {
      let sealed = 0
      const dying: Sealing = {
        ...sealing,
        open: (id, key) => {
          const seal = sealing.open(id, key)
          const die = (...given: Parameters<CaseSeal['seal']>) => {
            if (++sealed === dies) throw new Error('killed')
            return seal.seal(...given)
          }
          return { ...seal, seal: die }
        },
      }
      await expect(database.migrate(async () => dying)).rejects.toThrow('killed')
      expect(await everything()).toBe(before)
    }
    await database.migrate(async () => sealing)
    await expectSealed()
  })

  it('changes nothing without its key', async () => {
    const before = await everything()
    await expect(database.migrate()).rejects.toThrow('no key')
    expect(await everything()).toBe(before)
  })

  it('with a case whose key is damaged keeps the others whole, and nothing of that one in clear', async () => {
    await sql`update cases set sealed_key = ${randomBytes(61)} where id = ${cases[0]!.id}`.execute(
      database.db,
    )
    await database.migrate(async () => sealing)
    for (const words of inClear) expect(await everything()).not.toContain(words)
    const row = await database.db
      .selectFrom('tasks')
      .selectAll()
      .where('task_id', '=', tasks[3]!.id)
      .executeTakeFirstOrThrow()
    expect(openTask(cases[1]!.seal, row).order).toBe(orders[0])
  })
})
