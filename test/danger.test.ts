// Somebody may be in danger: said in a report, called for help, over; and what whoever is called is told of it.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseDetail, Report } from '#shared/http/cases.ts'
import type { Page, Pages } from '#shared/http/pages.ts'
import type { CaseId } from '#shared/ids.ts'
import { type House, openHouse } from './helpers/house.ts'
import type { Person } from './helpers/people.ts'

let house: House
let people: Record<'nkechi' | 'tomas' | 'hana' | 'dawit', Person>
/** How far the house's clock runs ahead. */
let aheadMs = 0

beforeAll(async () => {
  house = await openHouse('embedded', { clock: () => new Date(Date.now() + aheadMs) })
  people = await house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', dawit: 'staff' })
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.db.deleteFrom('pages').execute()
})

const detail = async (id: CaseId): Promise<CaseDetail> =>
  (await people.hana.ask('GET', `/api/cases/${id}`)).body
const say = async (by: Person, id: CaseId, body: object): Promise<number> =>
  (await by.ask('POST', `/api/cases/${id}/danger`, body)).status
const pagesOf = async (person: Person): Promise<Pages> => (await person.ask('GET', '/api/pages')).body
const page = async (by: Person, ask: object): Promise<Page> =>
  ((await by.ask('POST', '/api/pages', ask)).body as { page: Page }).page
const answer = async (person: Person, id: string, what: string): Promise<number> =>
  (await person.ask('POST', `/api/pages/${id}/answer`, { answer: what })).status

it('[DG1] who called whom, and when, is kept with the report and told with the case; a clock ahead makes no call later than now', async () => {
  const { hana, tomas } = people
  const calledAt = new Date(Date.now() - 120_000).toISOString()
  const { id } = await house.report(hana, { danger: true, hasCalled: true, calledAt, calledWhom: 'security' })
  const first = { by: hana.id, at: calledAt, whom: 'security' }
  expect(await detail(id)).toMatchObject({ isUrgent: true, calls: [first], danger: [] })
  const entry = randomUUID()
  expect(await say(tomas, id, { id: entry, says: 'called', whom: 'police' })).toBe(204)
  expect(await say(tomas, id, { id: entry, says: 'called', whom: 'police' })).toBe(204)
  const second = { by: tomas.id, at: expect.any(String), whom: 'police' }
  const both = await detail(id)
  expect(both.calls).toEqual([first, second])
  expect(both.danger).toEqual([{ ...second, id: entry, says: 'called' }])
  const ahead = new Date(Date.now() + 3_600_000).toISOString()
  const { id: other } = await house.report(hana, { danger: true, hasCalled: true, calledAt: ahead })
  expect(Date.parse((await detail(other)).calls![0]!.at)).toBeLessThanOrEqual(Date.now())
})

it('[DG2] a danger ends by the word of somebody who may write, and that can be taken back', async () => {
  const { hana, nkechi, dawit, tomas } = people
  const { id } = await house.report(hana, { danger: true })
  expect(await detail(id)).toMatchObject({ isUrgent: true, calls: [] })
  await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'read' })
  const unknown = await say(dawit, randomUUID() as CaseId, { says: 'over' })
  expect([await say(dawit, id, { says: 'over' }), unknown]).toEqual([404, 404])
  expect(await say(tomas, id, { says: 'over' })).toBe(204)
  const over = await detail(id)
  expect([over.isUrgent, over.calls]).toEqual([false, undefined])
  expect(await say(tomas, id, { says: 'still' })).toBe(204)
  expect(await detail(id)).toMatchObject({ isUrgent: true, danger: [{ says: 'over' }, { says: 'still' }] })
  // The account itself stays as it was.
  expect((over.reports[0] as Report).danger).toBe(true)
})

it('[DG3] whoever is paged in danger is told whether anybody has called for help', async () => {
  const { hana, nkechi, tomas } = people
  const { id } = await house.report(hana, { danger: true, hasCalled: false })
  await page(hana, { case: id })
  const told = async () => (await pagesOf(nkechi)).incoming[0]
  expect(await told()).toMatchObject({ isUrgent: true, called: 'nobody' })
  await say(tomas, id, { says: 'called', whom: 'police' })
  expect(await told()).toMatchObject({ called: 'police' })
  await say(hana, id, { says: 'called', whom: 'security' })
  expect(await told()).toMatchObject({ called: 'security' })
  await say(tomas, id, { says: 'over' })
  expect(await told()).toMatchObject({ isUrgent: false, called: null })
})

it('[DG3] a report pages for its case, once however often it is sent, and also where its sender may not open it', async () => {
  const { hana, nkechi } = people
  const id = randomUUID()
  const send = () => hana.ask('POST', '/api/reports', { id, whatHappened: 'x', danger: true, pages: true })
  const made = (await send()).body as { case: { id: CaseId } }
  const [first] = (await pagesOf(nkechi)).incoming
  expect(first).toMatchObject({ case: { id: made.case.id }, isUrgent: true, by: hana.id })
  await answer(nkechi, first!.id, 'on-my-way')
  expect((await send()).status).toBe(201)
  expect((await pagesOf(nkechi)).incoming).toEqual([])
  const involved = { whatHappened: 'x', danger: true, pages: true, involvesMembers: [hana.id] }
  expect((await hana.ask('POST', '/api/reports', involved)).status).toBe(201)
  expect((await pagesOf(nkechi)).incoming).toMatchObject([{ isUrgent: true, by: hana.id }])
  expect((await pagesOf(hana)).pages.filter(({ isUrgent }) => isUrgent)).toHaveLength(1)
})

it('[DG3, WM9] nobody who is locked out of the case is called for it, also where its writer is named in it', async () => {
  const { hana, nkechi, tomas } = people
  const named = { whatHappened: 'x', danger: true, pages: true, involvesMembers: [hana.id, nkechi.id] }
  const { id } = ((await hana.ask('POST', '/api/reports', named)).body as { case: { id: CaseId } }).case
  expect((await pagesOf(nkechi)).incoming).toEqual([])
  expect((await pagesOf(tomas)).incoming).toMatchObject([{ isUrgent: true, by: hana.id, case: { id } }])
})

it('[DG3] a page without a case says danger, also when it is pressed once more to say so', async () => {
  const { hana, nkechi } = people
  await page(hana, {})
  expect((await pagesOf(nkechi)).incoming).toMatchObject([{ isUrgent: false }])
  await page(hana, { isUrgent: true })
  expect((await pagesOf(nkechi)).incoming).toMatchObject([{ isUrgent: true, called: null, case: null }])
})

it('[PG6] a caller says where they are, sealed; whoever is on the way keeps that until they are there', async () => {
  const { hana, nkechi, tomas, dawit } = people
  const { id } = await page(hana, {})
  const where = async (by: Person) =>
    (await by.ask('PUT', `/api/pages/${id}/place`, { place: 'Lobby, by the stairs' })).status
  expect([await where(nkechi), await where(dawit), await where(hana)]).toEqual([404, 404, 204])
  const { sealed_place } = await house.db.selectFrom('pages').selectAll().executeTakeFirstOrThrow()
  expect(String(sealed_place)).not.toContain('Lobby')
  expect((await pagesOf(nkechi)).incoming).toMatchObject([{ place: 'Lobby, by the stairs' }])
  expect(await answer(nkechi, id, 'here')).toBe(409)
  await answer(nkechi, id, 'on-my-way')
  // Long after it could still be answered.
  aheadMs += 2 * 3_600_000
  expect((await pagesOf(nkechi)).pages).toMatchObject([{ id, place: 'Lobby, by the stairs' }])
  expect((await pagesOf(tomas)).pages).toEqual([])
  expect(await answer(nkechi, id, 'here')).toBe(204)
  expect((await pagesOf(nkechi)).pages).toEqual([])
  aheadMs -= 2 * 3_600_000
  expect((await pagesOf(hana)).pages).toMatchObject([{ calls: [{ hereAt: expect.any(String) }] }])
})

it('[PG6] of a case that they may not open yet they keep that they are on the way, and nothing of it', async () => {
  const { hana, nkechi } = people
  const made = await house.report(hana, { who: 'Corvin Haldane', danger: true })
  const { id } = await page(hana, { case: made.id })
  await hana.ask('PUT', `/api/pages/${id}/place`, { place: 'Beside Corvin' })
  expect((await pagesOf(nkechi)).incoming).toMatchObject([{ case: null, place: null, called: 'nobody' }])
  await answer(nkechi, id, 'on-my-way')
  const { pages } = await pagesOf(nkechi)
  expect(pages).toMatchObject([{ id, case: null, place: null, by: hana.id }])
  expect(JSON.stringify(pages)).not.toContain(made.codeName)
})

it('[DG5] a telephone number that a member gives is seen by the team, sealed in the database, and goes when they take it back', async () => {
  const { hana, tomas } = people
  const give = async (phone: string) => (await hana.ask('PATCH', '/api/me', { phone })).status
  const seen = async () => {
    const { body } = await tomas.ask('GET', '/api/members')
    return (body as { id: string; phone: string | null }[]).find(({ id }) => id === hana.id)!.phone
  }
  expect(await seen()).toBeNull()
  expect([await give('ring me'), await give(' +351 555 0101 ')]).toEqual([400, 200])
  expect(await seen()).toBe('+351 555 0101')
  expect((await hana.ask('GET', '/api/me')).body).toMatchObject({ phone: '+351 555 0101' })
  const rows = await house.db.selectFrom('members').selectAll().where('id', '=', hana.id).execute()
  expect(JSON.stringify(rows)).not.toContain('0101')
  expect(String(rows[0]!.sealed_phone)).not.toContain('0101')
  expect(await give('')).toBe(200)
  expect(await seen()).toBeNull()
})

it('[DG5] a number goes with its account', async () => {
  const { dawit, nkechi } = people
  const kept = async () => {
    const row = house.db.selectFrom('members').select('sealed_phone').where('id', '=', dawit.id)
    return (await row.executeTakeFirstOrThrow()).sealed_phone
  }
  await dawit.ask('PATCH', '/api/me', { phone: '+351 555 0102' })
  expect(await kept()).not.toBeNull()
  expect((await nkechi.ask('DELETE', `/api/members/${dawit.id}`)).status).toBe(204)
  expect(await kept()).toBeNull()
})
