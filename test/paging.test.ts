// Calling the chair or a coordinator now: who is called, in which order, what the caller sees, and who must not learn of it.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Page, Pages } from '#shared/http/pages.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'
import { openSecondNode } from './helpers/second-node.ts'

let house: House
let service: PushService
let people: Record<'nkechi' | 'tomas' | 'priya' | 'hana' | 'dawit', Person>
let caseId: CaseId
let codeName: string
/** How far the house's clock runs ahead. */
let aheadMs = 0

beforeAll(async () => {
  service = await openPushService()
  house = await openHouse('postgres', {
    pushServices: [service.origin],
    clock: () => new Date(Date.now() + aheadMs),
  })
  people = await house.people({
    nkechi: 'chair',
    tomas: 'coordinator',
    priya: 'coordinator',
    hana: 'staff',
    dawit: 'staff',
  })
})
afterAll(async () => {
  await house.close()
  await service.close()
})
beforeEach(async () => {
  service.calls.length = 0
  await house.db.deleteFrom('pages').execute()
  await house.db.deleteFrom('push_subscriptions').execute()
  const made = await house.report(people.hana)
  caseId = made.id
  codeName = made.codeName
})

const page = async (by: Person, ask: object = { case: caseId }): Promise<Page> => {
  const { status, body } = await by.ask('POST', '/api/pages', ask)
  expect(status).toBe(201)
  return (body as { page: Page }).page
}
const pagesOf = async (person: Person): Promise<Pages> =>
  (await person.ask('GET', '/api/pages')).body as Pages
const rings = async (person: Person): Promise<boolean> => (await pagesOf(person)).incoming.length > 0
const seenBy = async (person: Person): Promise<Page> => (await pagesOf(person)).pages[0]!
const answer = async (person: Person, id: string, what: string): Promise<number> =>
  (await person.ask('POST', `/api/pages/${id}/answer`, { answer: what })).status
const called = ({ calls }: Page): MemberId[] => calls.map(({ member }) => member)

it('calls the chair first, and tells the caller what comes of it', async () => {
  const { nkechi, tomas, hana } = people
  const { id, ...made } = await page(hana)
  expect(made).toMatchObject({
    case: { id: caseId, codeName },
    by: hana.id,
    state: 'calling',
    next: tomas.id,
  })
  expect(called(await seenBy(hana))).toEqual([nkechi.id])
  const { incoming } = await pagesOf(nkechi)
  expect(incoming).toEqual([expect.objectContaining({ id, by: hana.id, case: { id: caseId, codeName } })])
  expect(await rings(tomas)).toBe(false)
  expect((await nkechi.ask('POST', `/api/pages/${id}/delivered`)).status).toBe(204)
  expect((await seenBy(hana)).calls[0]).toMatchObject({ deliveredAt: expect.any(String), seenAt: null })
  expect(await answer(nkechi, id, 'seen')).toBe(204)
  expect((await seenBy(hana)).calls[0]).toMatchObject({ seenAt: expect.any(String), answer: null })
  expect(await answer(nkechi, id, 'on-my-way')).toBe(204)
  expect(await seenBy(hana)).toMatchObject({
    state: 'answered',
    next: null,
    calls: [{ answer: 'on-my-way' }],
  })
  expect(await rings(nkechi)).toBe(false)
})

it('goes on to the next at once when somebody cannot, and when nobody is left it says so', async () => {
  const { nkechi, tomas, priya, hana } = people
  const { id } = await page(hana)
  await answer(nkechi, id, 'cannot')
  expect(called(await seenBy(hana))).toEqual([nkechi.id, tomas.id])
  await answer(tomas, id, 'cannot')
  await answer(priya, id, 'cannot')
  expect(await seenBy(hana)).toMatchObject({ state: 'unanswered', next: null })
  expect(await rings(priya)).toBe(false)
})

it('[PG1] without an answer it goes on after its time, also over a restart, and an answer that comes late counts', async () => {
  const { nkechi, tomas, hana } = people
  const { id } = await page(hana)
  await house.restart()
  expect(called(await seenBy(hana))).toEqual([nkechi.id])
  aheadMs += 61_000
  await until(async () => called(await seenBy(hana)).length === 2, 10_000)
  expect(await rings(tomas)).toBe(true)
  expect(await rings(nkechi)).toBe(true)
  // Whoever was passed over and cannot come calls nobody further.
  await answer(nkechi, id, 'cannot')
  expect(called(await seenBy(hana))).toEqual([nkechi.id, tomas.id])
  aheadMs += 61_000
  await until(async () => called(await seenBy(hana)).length === 3, 10_000)
  aheadMs += 61_000
  await until(async () => (await seenBy(hana)).state === 'unanswered', 10_000)
  await answer(tomas, id, 'on-my-way')
  expect(await seenBy(hana)).toMatchObject({ state: 'answered' })
  expect(await rings(people.priya)).toBe(false)
})

it('[PG5] an answer can be changed: the page goes on, or is over, and its caller sees it', async () => {
  const { nkechi, tomas, priya, hana } = people
  const { id } = await page(hana)
  await answer(nkechi, id, 'on-my-way')
  expect((await seenBy(hana)).state).toBe('answered')
  expect(await answer(nkechi, id, 'cannot')).toBe(204)
  expect(await seenBy(hana)).toMatchObject({
    state: 'calling',
    calls: [{ answer: 'cannot' }, { answer: null }],
  })
  expect([await rings(nkechi), await rings(tomas)]).toEqual([false, true])
  await answer(tomas, id, 'cannot')
  expect(await rings(priya)).toBe(true)
  await answer(nkechi, id, 'on-my-way')
  expect((await seenBy(hana)).state).toBe('answered')
  expect(await rings(priya)).toBe(false)
  // Nobody is called twice: those who said that they cannot stay so, and nobody is left after the last.
  await answer(nkechi, id, 'cannot')
  await answer(priya, id, 'cannot')
  const over = await seenBy(hana)
  expect([over.state, called(over).length]).toEqual(['unanswered', 3])
  await answer(tomas, id, 'on-my-way')
  expect((await seenBy(hana)).state).toBe('answered')
})

it('[PG5] an answer that is changed when another page calls already opens no second one', async () => {
  const { nkechi, tomas, hana } = people
  const { id } = await page(hana)
  await answer(nkechi, id, 'on-my-way')
  const second = await page(hana)
  await answer(nkechi, id, 'cannot')
  const of = async (page: string) => (await pagesOf(hana)).pages.find((one) => one.id === page)?.state
  expect(await of(second.id)).toBe('calling')
  const { outcome } = await house.db
    .selectFrom('pages')
    .select('outcome')
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()
  expect(outcome).toBe('unanswered')
  expect(await rings(tomas)).toBe(false)
})

it('[PG4] a page goes on when the clock is put back, and by one step when it is put forward', async () => {
  const { nkechi, tomas, priya, hana } = people
  const { id } = await page(hana)
  const isTimed = async () => {
    const { nextAt } = await seenBy(hana)
    const inMs = Date.parse(nextAt!) - Date.now() - aheadMs
    return inMs > 0 && inMs <= 60_000
  }
  aheadMs -= 3_600_000
  await until(async () => called(await seenBy(hana)).length === 2, 10_000)
  expect(await isTimed()).toBe(true)
  // The order of calls is what it was: the last one who was called calls the next.
  await answer(tomas, id, 'cannot')
  expect(called(await seenBy(hana))).toEqual([nkechi.id, tomas.id, priya.id])
  await house.db.deleteFrom('pages').execute()
  await page(hana)
  aheadMs += 2 * 3_600_000
  await until(async () => called(await seenBy(hana)).length === 2, 10_000)
  expect(await isTimed()).toBe(true)
  aheadMs -= 3_600_000
  await until(async () => called(await seenBy(hana)).length === 3, 10_000)
})

it('[PG2] whoever is named in the case is not called and learns nothing, and nobody learns that they were passed over', async () => {
  const { nkechi, tomas, hana } = people
  const hidden = await house.report(hana, { involvesMembers: [nkechi.id] })
  const heard: News[] = []
  const socket = await nkechi.connect()
  socket.on('news', (news) => heard.push(news))
  const made = await page(hana, { case: hidden.id })
  expect(called(made)).toEqual([tomas.id])
  expect(await pagesOf(nkechi)).toEqual({ incoming: [], pages: [] })
  const [unknown, real] = [randomUUID(), made.id]
  const told = async (person: Person, method: 'POST' | 'DELETE', path: string, ask?: object) => {
    const { status, body } = await person.ask(method, path, ask)
    return { status, body }
  }
  for (const path of ['answer', 'delivered'])
    expect(await told(nkechi, 'POST', `/api/pages/${real}/${path}`, { answer: 'seen' })).toEqual(
      await told(nkechi, 'POST', `/api/pages/${unknown}/${path}`, { answer: 'seen' }),
    )
  expect(await told(nkechi, 'DELETE', `/api/pages/${real}`)).toEqual(
    await told(nkechi, 'DELETE', `/api/pages/${unknown}`),
  )
  const nowhere = await told(nkechi, 'POST', '/api/pages', { case: randomUUID() })
  expect(nowhere.status).toBe(404)
  expect(await told(nkechi, 'POST', '/api/pages', { case: hidden.id })).toEqual(nowhere)
  expect(await told(people.dawit, 'POST', '/api/pages', { case: hidden.id })).toEqual(nowhere)
  await answer(tomas, made.id, 'on-my-way')
  expect(heard.filter(({ kind }) => kind === 'page')).toEqual([])
  socket.disconnect()
})

it('[PG2] whoever is locked out while it rings is silent at once, and cannot answer any more', async () => {
  const { nkechi, tomas, hana } = people
  const { id } = await page(hana)
  await answer(nkechi, id, 'cannot')
  expect(await rings(tomas)).toBe(true)
  const named = { name: 'Tomás Ibarra', role: 'witness', memberId: tomas.id }
  expect((await nkechi.ask('POST', `/api/cases/${caseId}/people`, named)).status).toBe(201)
  expect(await pagesOf(tomas)).toEqual({ incoming: [], pages: [] })
  expect(await answer(tomas, id, 'on-my-way')).toBe(404)
  expect(await seenBy(hana)).toMatchObject({ state: 'calling' })
})

it('without a case it calls the chair, and nobody else learns of it', async () => {
  const { nkechi, tomas, dawit, hana } = people
  const made = await page(dawit, {})
  expect(made).toMatchObject({ case: null, calls: [{ member: nkechi.id }] })
  expect(await pagesOf(tomas)).toEqual({ incoming: [], pages: [] })
  expect(await pagesOf(hana)).toEqual({ incoming: [], pages: [] })
  expect((await pagesOf(nkechi)).incoming).toHaveLength(1)
  await answer(nkechi, made.id, 'on-my-way')
  expect((await pagesOf(nkechi)).pages).toMatchObject([{ id: made.id, state: 'answered' }])
})

it('a chair calls everybody who works on the case, and waits for all of them', async () => {
  const { nkechi, tomas, priya, hana } = people
  const { id, ...made } = await page(nkechi)
  expect(new Set(called({ id, ...made }))).toEqual(new Set([tomas.id, priya.id, hana.id]))
  await answer(tomas, id, 'on-my-way')
  expect(await seenBy(nkechi)).toMatchObject({ state: 'calling' })
  expect(await rings(priya)).toBe(true)
  await answer(priya, id, 'cannot')
  await answer(hana, id, 'on-my-way')
  expect(await seenBy(nkechi)).toMatchObject({ state: 'answered' })
})

it('who presses twice, or at the same moment as somebody else, has called once', async () => {
  const { nkechi, hana, tomas } = people
  const made = await Promise.all([page(hana), page(hana), page(tomas)])
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect((await pagesOf(nkechi)).incoming).toHaveLength(1)
})

it('an answer counts on all devices of whoever gave it, and only its caller stops a page', async () => {
  const { nkechi, tomas, hana } = people
  const { id } = await page(hana)
  expect((await tomas.ask('DELETE', `/api/pages/${id}`)).status).toBe(404)
  expect(await answer(tomas, id, 'on-my-way')).toBe(404)
  expect((await hana.ask('DELETE', `/api/pages/${id}`)).status).toBe(204)
  expect(await rings(nkechi)).toBe(false)
  expect(await seenBy(hana)).toMatchObject({ state: 'stopped' })
  const again = await page(hana)
  await answer(nkechi, again.id, 'on-my-way')
  expect(await rings(nkechi)).toBe(false)
  expect(await answer(nkechi, again.id, 'seen')).toBe(204)
  expect(await seenBy(hana)).toMatchObject({ state: 'answered', calls: [{ answer: 'on-my-way' }] })
})

it('[NO1] rings locked devices with a message that says nothing, and not whoever has seen it', async () => {
  const { nkechi, hana } = people
  const device = new Device(service)
  await nkechi.ask('PUT', '/api/push/subscription', device.subscription)
  const { id } = await page(hana)
  await until(() => service.calls.length === 1)
  expect(device.open(service.calls[0]!.body)).toEqual({ kind: 'page', id })
  expect(service.calls[0]!.headers).toMatchObject({ urgency: 'high' })
  const all = JSON.stringify(service.calls[0]!.headers) + service.calls[0]!.body.toString('latin1')
  for (const secret of [codeName, caseId, id, nkechi.id, hana.id]) expect(all).not.toContain(secret)
  await hana.ask('DELETE', `/api/pages/${id}`)
  service.calls.length = 0
  // One that fails first is looked at again before the next try.
  service.answers.push({ status: 503 })
  const again = await page(hana)
  await until(() => service.calls.length === 1)
  await answer(nkechi, again.id, 'seen')
  aheadMs += 10_000
  const ringing = house.db.selectFrom('jobs').select('id').where('kind', '=', 'ring-device')
  await until(async () => (await ringing.execute()).length === 0, 10_000)
  expect(service.calls).toHaveLength(1)
})

it('[PG1] tells the screens of whoever may follow it, by its id alone', async () => {
  const { nkechi, hana, dawit } = people
  const heard = new Map<string, News[]>()
  const sockets = await Promise.all(
    [nkechi, hana, dawit].map(async (person) => {
      const socket = await person.connect()
      heard.set(person.name, [])
      socket.on('news', (news) => news.kind === 'page' && heard.get(person.name)!.push(news))
      return socket
    }),
  )
  const { id } = await page(hana)
  await until(() => heard.get(nkechi.name)!.length > 0 && heard.get(hana.name)!.length > 0)
  expect(heard.get(nkechi.name)![0]).toEqual({ kind: 'page', page: id })
  await answer(nkechi, id, 'on-my-way')
  await until(() => heard.get(hana.name)!.length > 1)
  expect(heard.get(dawit.name)).toEqual([])
  for (const socket of sockets) socket.disconnect()
})

it('[PG1, ND1] rings at another node, and the answer given there is seen here; a phone that waits is told there, too', async () => {
  const { nkechi, tomas, hana } = people
  const other = await openSecondNode(house)
  await until(() => other.bus.isUp())
  const there = other.here(nkechi)
  const socket = await there.connect()
  await until(() => house.app.sync.isHere(nkechi.id))
  const heard: News[] = []
  socket.on('news', (news) => heard.push(news))
  const { id } = await page(hana)
  await until(() => heard.some((news) => news.kind === 'page' && news.page === id))
  expect(await answer(there, id, 'on-my-way')).toBe(204)
  expect(await seenBy(hana)).toMatchObject({ state: 'answered' })
  const { body } = await tomas.ask('POST', '/api/phone-codes')
  const { code } = body as { code: string }
  const asked = await fetch(`${house.origin}/api/phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  expect(asked.status).toBe(201)
  await until(() => heard.some(({ kind }) => kind === 'phones'))
  socket.disconnect()
  await other.close()
})

it('[PG1] a page that cannot be gone on with does not hold up the others', async () => {
  const { tomas, hana } = people
  const broken = await page(hana)
  const other = await house.report(hana)
  const made = await page(hana, { case: other.id })
  await sql
    .raw(`create function break_one() returns trigger language plpgsql as $$
      begin if new.page_id = '${broken.id}' then raise exception 'broken'; end if; return new; end $$`)
    .execute(house.db)
  await sql`create trigger break_one before insert on page_calls for each row execute function break_one()`.execute(
    house.db,
  )
  aheadMs += 61_000
  const callsOf = async (id: string) => (await pagesOf(hana)).pages.find((one) => one.id === id)!.calls
  await until(async () => (await callsOf(made.id)).length === 2, 10_000)
  expect(await callsOf(broken.id)).toHaveLength(1)
  await sql`drop function break_one cascade`.execute(house.db)
  await until(async () => (await callsOf(broken.id)).some(({ member }) => member === tomas.id), 10_000)
})

it('[DU5] who is on duty is called first, the chair before coordinators, then the others in the event’s order', async () => {
  const { nkechi, tomas, priya, hana, dawit } = people
  const now = () => Date.now() + aheadMs
  const at = (minutes: number) => new Date(now() + minutes * 60_000).toISOString()
  const duty = async (member: Person, from: number, to: number) => {
    const shift = { member: member.id, from: at(from), to: at(to) }
    expect((await nkechi.ask('PUT', `/api/roster/shifts/${randomUUID()}`, shift)).status).toBe(200)
  }
  await duty(priya, -60, 60)
  // Staff are on duty, and are not whom a page calls; whoever comes later is not on duty yet, whoever went is not any more.
  await duty(dawit, -60, 60)
  await duty(nkechi, 30, 60)
  await duty(tomas, -60, -1)
  const made = await page(hana)
  expect([called(made), made.next]).toEqual([[priya.id], nkechi.id])
  await answer(priya, made.id, 'cannot')
  await answer(nkechi, made.id, 'cannot')
  expect(called(await seenBy(hana))).toEqual([priya.id, nkechi.id, tomas.id])
  // Without a case, too; and whoever is named in one is skipped though they are on duty.
  expect(called(await page(dawit, {}))).toEqual([priya.id])
  const hidden = await house.report(hana, { involvesMembers: [priya.id] })
  expect(called(await page(hana, { case: hidden.id }))).toEqual([nkechi.id])
  await house.db.deleteFrom('shifts').execute()
})

it('[DU6] when nobody is left its caller is told at once whom the event names outside the team, if it names anybody', async () => {
  const { nkechi, tomas, priya, hana } = people
  const { id } = await page(hana)
  for (const one of [nkechi, tomas, priya]) await answer(one, id, 'cannot')
  expect(await seenBy(hana)).not.toHaveProperty('outside')
  const outside = { name: 'Ngozi Eze', reach: '555 0188' }
  expect((await nkechi.ask('PUT', '/api/outside', { outside })).status).toBe(200)
  expect(await seenBy(hana)).toMatchObject({ state: 'unanswered', outside })
  // Somebody comes after all.
  await answer(priya, id, 'on-my-way')
  expect(await seenBy(hana)).not.toHaveProperty('outside')
  await nkechi.ask('PUT', '/api/outside', { outside: null })
})
