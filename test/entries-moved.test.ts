// A database as the former version left it, with reports, people, minutes and reasons in tables of their own, has all of it in
// the one list of entries when it is opened: every word, nothing twice, damage along with the rest. Whoever is killed in the
// middle of it begins again.

import { randomBytes, randomUUID } from 'node:crypto'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Feed } from '../server/backup/lines.ts'
import { readIn } from '../server/backup/read-in.ts'
import { writeOut } from '../server/backup/write-out.ts'
import { createCaseSeals } from '../server/case/seals.ts'
import { readDetail } from '../server/cases/detail.ts'
import { readPastMeetings } from '../server/meetings/meetings.ts'
import type { OpenDatabase } from '../server/platform/db.ts'
import { migrate } from '../server/platform/migrate.ts'
import { type CaseSeal, createSealing, type Sealing, type SealKind } from '../server/platform/sealing.ts'
import { kinds } from './helpers/database.ts'
import { migrateBefore, openEmpty } from './helpers/former-version.ts'

/** The migrator's lock has a number that JSON has no word for. */
const textOf = (node: unknown) =>
  JSON.stringify(node, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
const at = (minutes: number) => new Date(Date.UTC(2026, 4, 4, 12, minutes)).toISOString()

describe.each(kinds)('[RN5] what was written down by a former version, on %s', (kind) => {
  let database: OpenDatabase
  let sealing: Sealing
  let seal: CaseSeal
  let member: MemberId
  let caseId: CaseId
  const ids = { report: '', broken: '', amendment: '', person: '', nobody: '', meeting: '', lift: '' }

  beforeAll(async () => {
    database = await openEmpty(kind)
  })
  beforeEach(async () => {
    await sql`drop schema public cascade`.execute(database.db)
    await sql`create schema public`.execute(database.db)
    sealing = createSealing(randomBytes(32))
    await migrateBefore(database, '0017')
    await fill()
  })
  afterAll(() => database.close())

  const box = (kindOf: SealKind, id: string, words: object) => seal.seal(kindOf, id, JSON.stringify(words))

  async function fill(): Promise<void> {
    const { db } = database
    const event = randomUUID()
    member = randomUUID() as MemberId
    const other = randomUUID()
    caseId = randomUUID() as CaseId
    for (const name of Object.keys(ids) as (keyof typeof ids)[]) ids[name] = randomUUID()
    await sql`insert into events (id, name, time_zone) values (${event}, 'Harbourlight', 'Europe/Lisbon')`.execute(
      db,
    )
    for (const [id, name] of [
      [member, 'Nkechi'],
      [other, 'Hana'],
    ])
      await sql`insert into members (id, event_id, name, role, email, password_hash, colour, confirmed_at)
        values (${id}, ${event}, ${name}, 'chair', ${`${name}@example.org`}, '-', 1, now())`.execute(db)
    const key = sealing.newCaseKey(caseId)
    seal = sealing.open(caseId, key)
    await sql`insert into cases (id, event_id, code_name, stage, reported_by, sealed_key)
      values (${caseId}, ${event}, 'Amber Heron', 'acting', ${member}, ${key})`.execute(db)
    await sql`insert into record_heads (case_id, seq, epoch) values (${caseId}, 0, ${randomUUID()})`.execute(
      db,
    )
    await sql`insert into case_access (case_id, member_id, level) values (${caseId}, ${member}, 'lead')`.execute(
      db,
    )
    const { report, broken, amendment, person, nobody, meeting, lift } = ids
    await sql`insert into reports (id, case_id, taken_by, taken_at, sealed) values
      (${report}, ${caseId}, ${member}, ${at(1)}, ${box('report', report, { whatHappened: 'He shouted.', where: { missing: 'unknown' }, danger: true })}),
      (${broken}, ${caseId}, ${member}, ${at(2)}, ${randomBytes(60)})`.execute(db)
    await sql`insert into amendments (id, report_id, case_id, author_id, at, sealed) values
      (${amendment}, ${report}, ${caseId}, ${other}, ${at(3)}, ${box('amendment', amendment, { words: 'By the stairs.' })})`.execute(
      db,
    )
    // The second one as it was before there were badges and aliases.
    await sql`insert into case_people (id, case_id, role, member_id, sealed, created_by, created_at) values
      (${person}, ${caseId}, 'witness', ${other}, ${box('person', person, { name: 'Jun Avelar', aliases: ['J'], badge: '4711' })}, ${member}, ${at(4)}),
      (${nobody}, ${caseId}, 'reported', null, ${box('person', nobody, { name: 'Corvin Haldane' })}, ${member}, ${at(5)})`.execute(
      db,
    )
    const minutes = {
      startedAt: at(6),
      endedAt: at(7),
      access: [member],
      openTasks: [],
      objection: 'Too soon.',
    }
    await sql`insert into meetings (id, case_id, started_at, started_by, ended_at, ended_by, has_objection, sealed_minutes)
      values (${meeting}, ${caseId}, ${at(6)}, ${member}, ${at(7)}, ${other}, true, ${box('minutes', meeting, minutes)})`.execute(
      db,
    )
    await sql`insert into exclusion_lifts (id, case_id, member_id, asked_by, asked_at, agreed_by, agreed_at, sealed)
      values (${lift}, ${caseId}, ${other}, ${member}, ${at(8)}, ${other}, ${at(9)}, ${box('lift', lift, { reason: 'A namesake.', agreed: 'Yes.' })})`.execute(
      db,
    )
  }

  async function expectEverything(): Promise<void> {
    const { db } = database
    const seals = createCaseSeals(sealing)
    const detail = await readDetail({ db, seals }, member, caseId)
    expect(detail.reports).toEqual([
      {
        ...{ id: ids.report, takenBy: member, at: at(1), whatHappened: 'He shouted.' },
        ...{ where: { missing: 'unknown' }, danger: true },
        amendments: [{ author: expect.any(String), at: at(3), words: 'By the stairs.' }],
      },
      { id: ids.broken, takenBy: member, at: at(2), amendments: [], isDamaged: true },
    ])
    const jun = { name: 'Jun Avelar', aliases: ['J'], badge: '4711' }
    const corvin = { name: 'Corvin Haldane', aliases: [], badge: null }
    expect(detail.people).toEqual([
      { id: ids.person, role: 'witness', memberId: expect.any(String), ...jun },
      { id: ids.nobody, role: 'reported', memberId: null, ...corvin },
    ])
    expect(detail.lifts).toMatchObject([{ reason: 'A namesake.', agreedReason: 'Yes.' }])
    const meetings = await readPastMeetings(db, await seals.sealOf(db, caseId), caseId)
    expect(meetings).toMatchObject([
      { id: ids.meeting, startedAt: at(6), endedAt: at(7), access: [member], objection: 'Too soon.' },
    ])
    const rows = await db.selectFrom('case_entries').select(['id', 'n']).orderBy('n').execute()
    const { report, broken, amendment, person, nobody, meeting, lift } = ids
    const inOrder = [report, broken, amendment, person, nobody, meeting, lift]
    expect(rows).toEqual(inOrder.map((id, place) => ({ id, n: place + 1 })))
  }

  it('is all there, once, and so is what is damaged', async () => {
    await migrate(database.db, async () => sealing)
    await expectEverything()
    await migrate(database.db, async () => sealing)
    await expectEverything()
  })

  it('[BK6] comes back whole out of a backup that was made of it then', async () => {
    const lines: string[] = []
    await writeOut({ db: database.db, kind }, 'backup', (line) => void lines.push(line))
    await sql`drop schema public cascade`.execute(database.db)
    await sql`create schema public`.execute(database.db)
    const feed: Feed = async (sink) => {
      for (const line of lines) await sink(line)
    }
    await readIn(database.db, feed, { isNewLife: true, place: 'the test' })
    await migrate(database.db, async () => sealing)
    await expectEverything()
  })

  it('that is stopped at any statement is as it was, and moves at the start after', {
    timeout: 120_000,
  }, async () => {
    const everything = async () => {
      const texts: string[] = []
      for (const table of ['reports', 'amendments', 'case_people', 'meetings', 'exclusion_lifts']) {
        const { rows } = await sql<{ text: string }>`
          select to_jsonb(t)::text as text from ${sql.table(table)} t order by 1`.execute(database.db)
        texts.push(...rows.map(({ text }) => text))
      }
      return texts
    }
    const before = await everything()
    expect(before).toHaveLength(7)
    let stopped = 0
    for (let dies = 1; ; dies++) {
      let asked = 0
      const dying: KyselyPlugin = {
        transformQuery({ node }) {
          if (/case_entries|event_entries|amendments|reports|sealed/.test(textOf(node)) && ++asked === dies)
            throw new Error('killed')
          return node
        },
        transformResult: async ({ result }) => result,
      }
      const failed = await migrate(database.db.withPlugin(dying), async () => sealing).catch((error) => error)
      if (!failed) break
      expect(failed.message).toContain('killed')
      expect(await everything()).toEqual(before)
      stopped = dies
    }
    expect(stopped).toBeGreaterThan(8)
    await expectEverything()
  })
})
