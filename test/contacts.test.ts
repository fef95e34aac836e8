// What a reporter was told, how they can be reached, and the word that is owed by the event's clocks.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Contact, Contacts } from '#shared/http/contacts.ts'
import type { CaseId } from '#shared/ids.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import type { Person } from './helpers/people.ts'

const hourMs = 3_600_000

describe.each(kinds)('on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'tomas' | 'hana' | 'dawit' | 'maria', Person>
  const now = () => Date.now()
  const iso = (ms: number) => new Date(ms).toISOString()

  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({
      ...{ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', dawit: 'staff', maria: 'staff' },
    })
  })
  afterAll(() => house.close())

  const read = async (id: CaseId, by = people.hana): Promise<Contacts> =>
    (await by.ask('GET', `/api/cases/${id}/contacts`)).body
  const write = (id: CaseId, body: object, by = people.hana) =>
    by.ask('POST', `/api/cases/${id}/contacts`, body)
  const cardOf = async (id: CaseId, by = people.hana): Promise<CaseCard> =>
    ((await by.ask('GET', '/api/cases')).body as { cases: CaseCard[] }).cases.find((card) => card.id === id)!
  const setReach = (id: CaseId, more: object = {}, by = people.hana) =>
    by.ask('PUT', `/api/cases/${id}/reach`, {
      ...{ way: 'Room phone, after nine', avoid: 'Not by mail: it is shared.' },
      ...{ fears: 'yes', wantsWord: 'yes', ...more },
    })

  it('[CT1] every word stays as it was written, by whom and when, once however often it is sent', async () => {
    const { id } = await house.report(people.hana)
    const entry = randomUUID()
    const told = { id: entry, kind: 'acknowledged', text: 'We have your report, and will tell you more.' }
    const first = await write(id, told)
    expect(first).toMatchObject({ status: 201, body: { id: entry, by: people.hana.id, text: told.text } })
    expect((await write(id, told)).body).toEqual(first.body)
    const nextBy = iso(now() + 20 * hourMs)
    expect(
      (await write(id, { kind: 'status', text: 'We are still asking.', nextBy }, people.tomas)).status,
    ).toBe(201)
    const { contacts } = await read(id, people.nkechi)
    expect(contacts).toMatchObject([
      { id: entry, kind: 'acknowledged', nextBy: null },
      { by: people.tomas.id, kind: 'status', nextBy },
    ])
    expect(
      await house.db.selectFrom('case_entries').select('sealed').where('id', '=', entry).execute(),
    ).toSatisfy(
      ([row]: { sealed: Uint8Array }[]) => !Buffer.from(row!.sealed).toString('latin1').includes('report'),
    )
  })

  it('[CT1] nobody was told later than now, a promise lies ahead, and nothing is told with no words', async () => {
    const { id } = await house.report(people.hana)
    const ahead = await write(id, { kind: 'asked', text: 'Which room was it?', at: iso(now() + 5 * hourMs) })
    expect(Date.parse((ahead.body as Contact).at)).toBeLessThanOrEqual(now())
    const behind = await write(id, { kind: 'status', text: 'Soon.', nextBy: iso(now() - 1_000) })
    expect(behind).toMatchObject({ status: 400, body: { errors: [{ field: 'nextBy' }] } })
    expect(await write(id, { kind: 'status', text: '  ' })).toMatchObject({ status: 400 })
    for (const [field, moment] of [
      ['at', '0000-01-01T00:00:00Z'],
      ['at', iso(now() - 400 * 24 * hourMs)],
      ['nextBy', '9999-12-31T23:59:59Z'],
    ] as const)
      expect(await write(id, { kind: 'status', text: 'Soon.', [field]: moment })).toMatchObject({
        ...{ status: 400, body: { errors: [{ field }] } },
      })
    expect((await read(id)).contacts).toHaveLength(1)
  })

  it('[CT2] the card says which word is owed: that it came in, what was promised, what came of it, and then none', async () => {
    const { id } = await house.report(people.hana)
    const { clocks, owed } = await read(id)
    expect(owed).toEqual({ kind: 'acknowledge', dueAt: clocks.acknowledge.dueAt })
    expect((await cardOf(id)).owed).toEqual(owed)
    expect(Date.parse(clocks.acknowledge.dueAt) - now()).toBeLessThanOrEqual(24 * hourMs)
    const nextBy = iso(now() + 3 * hourMs)
    await write(id, { kind: 'asked', text: 'Which room was it?', nextBy })
    expect((await cardOf(id)).owed).toEqual({ kind: 'promised', dueAt: nextBy })
    expect((await read(id)).clocks.acknowledge.metAt).not.toBeNull()
    await write(id, { kind: 'status', text: 'We spoke with two people.' })
    expect((await cardOf(id)).owed).toEqual({ kind: 'outcome', dueAt: clocks.outcome.dueAt })
    await write(id, { kind: 'outcome', text: 'They are asked to stay away from you.' })
    expect((await cardOf(id)).owed).toBeUndefined()
    expect((await read(id)).owed).toBeNull()
  })

  it('[CT2] late stays late: the moment counts, not that it was told in the end', async () => {
    const { id } = await house.report(people.hana)
    // Sessions do not last as long as this clock.
    await house.db
      .updateTable('cases')
      .set({ owed_since: new Date(now() - 25 * hourMs) })
      .where('id', '=', id)
      .execute()
    await write(id, { kind: 'acknowledged', text: 'We have your report.' })
    const { acknowledge } = (await read(id)).clocks
    expect(Date.parse(acknowledge.metAt!)).toBeGreaterThan(Date.parse(acknowledge.dueAt))
  })

  it('[CT2] another report of a case is owed its own words', async () => {
    const { id } = await house.report(people.hana)
    await write(id, { kind: 'outcome', text: 'They are asked to stay away from you.' })
    expect((await cardOf(id)).owed).toBeUndefined()
    await people.tomas.ask('POST', '/api/reports', { whatHappened: 'He did it again.', case: id })
    expect((await cardOf(id)).owed).toMatchObject({ kind: 'acknowledge' })
    expect((await read(id)).contacts).toHaveLength(1)
  })

  it('[CT3] how to reach them is what was said last, and whoever wants no word is owed none', async () => {
    const { id } = await house.report(people.hana)
    expect((await read(id)).reach).toBeNull()
    expect((await setReach(id)).status).toBe(204)
    await setReach(id, { way: 'At the front desk', wantsWord: 'no' }, people.tomas)
    const { reach, owed } = await read(id)
    expect(reach).toMatchObject({ way: 'At the front desk', fears: 'yes', by: people.tomas.id })
    expect([owed, (await cardOf(id)).owed]).toEqual([null, undefined])
    await setReach(id, { wantsWord: 'yes' })
    expect((await cardOf(id)).owed).toMatchObject({ kind: 'acknowledge' })
  })

  it('[CT3] whoever may not open the case has none of it, like of a case that never was; whoever reads writes nothing', async () => {
    const { id } = await house.report(people.hana)
    const { maria, dawit, nkechi } = people
    const never = randomUUID() as CaseId
    for (const of of [id, never]) {
      const asked = await maria.ask('GET', `/api/cases/${of}/contacts`)
      const written = await write(of, { kind: 'asked', text: 'Where?' }, maria)
      expect([asked.status, written.status, (await setReach(of, {}, maria)).status]).toEqual([404, 404, 404])
    }
    await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'read' })
    expect((await dawit.ask('GET', `/api/cases/${id}/contacts`)).status).toBe(200)
    expect((await write(id, { kind: 'asked', text: 'Where?' }, dawit)).status).toBe(404)
    await nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'closed' })
    expect((await write(id, { kind: 'asked', text: 'Where?' })).status).toBe(409)
    expect((await cardOf(id)).owed).toBeUndefined()
  })

  it('[CT3] a word that can’t be read is told apart and takes nothing else away', async () => {
    const { id } = await house.report(people.hana)
    const { body } = await write(id, { kind: 'asked', text: 'Where?' })
    await write(id, { kind: 'status', text: 'We are still asking.' })
    await setReach(id)
    await house.db.transaction().execute(async (trx) => {
      // Entries are frozen: what a failing disk does, no statement may.
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`update case_entries set sealed = 'damaged'::bytea
        where id = ${(body as Contact).id} or (case_id = ${id} and kind = 'reach')`.execute(trx)
    })
    const known = await read(id)
    expect(known.contacts).toMatchObject([{ isDamaged: true }, { text: 'We are still asking.' }])
    expect(known.reach).toEqual({ isDamaged: true })
  })

  it('[CT4] the chair sets the event’s clocks, with the password; every case goes by them', async () => {
    const { nkechi, hana, tomas } = people
    const { id } = await house.report(hana)
    const clocks = { acknowledgeHours: 2, outcomeDays: 3 }
    expect((await tomas.ask('PUT', '/api/clocks', clocks)).status).toBe(404)
    expect((await nkechi.ask('PUT', '/api/clocks', { ...clocks, outcomeDays: 0 })).status).toBe(400)
    expect(await nkechi.ask('PUT', '/api/clocks', clocks)).toMatchObject({ status: 200, body: clocks })
    expect((await hana.ask('GET', '/api/clocks')).body).toEqual(clocks)
    const { owed } = await cardOf(id)
    expect(Date.parse(owed!.dueAt) - now()).toBeLessThanOrEqual(2 * hourMs)
    await nkechi.ask('PUT', '/api/clocks', { acknowledgeHours: 24, outcomeDays: 7 })
  })
})
