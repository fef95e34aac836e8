// Adding a phone: the member's own code, the phone that waits and is good for nothing, and who lets it in.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PhoneCode, WaitingPhone } from '#shared/http/phones.ts'
import type { News } from '#shared/protocol/events.ts'
import { type House, openHouse } from './helpers/house.ts'
import { at, type Person, until } from './helpers/people.ts'

let house: House
let people: Record<'nkechi' | 'tomas' | 'priya' | 'maria', Person>
let aheadMs = 0

beforeAll(async () => {
  house = await openHouse('postgres', { clock: () => new Date(Date.now() + aheadMs) })
  people = await house.people({ nkechi: 'chair', tomas: 'coordinator', priya: 'staff', maria: 'staff' })
})
afterAll(() => house.close())
beforeEach(async () => {
  aheadMs = 0
  await house.db.deleteFrom('sign_in_tries').execute()
  await house.db.deleteFrom('sessions').where('shown_until', 'is not', null).execute()
})

const codeOf = async (person: Person): Promise<string> => {
  const { status, body } = await person.ask('POST', '/api/phone-codes')
  expect(status).toBe(201)
  return (body as PhoneCode).code
}
/** What a phone without anybody signed in asks. */
const ask = async (path: string, cookie = '', body?: object) => {
  const answer = await fetch(house.origin + path, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json().catch(() => undefined), headers: answer.headers }
}
const use = async (code: string) => {
  const { status, body, headers } = await ask('/api/phone', '', { code })
  return { status, body, cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
const waitingFor = async (person: Person): Promise<WaitingPhone[]> =>
  ((await person.ask('GET', '/api/waiting-phones')).body as { phones: WaitingPhone[] }).phones
const meeting = async (...others: Person[]) => {
  const { id } = await house.report(people.maria)
  await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.maria.id}`, { level: 'lead' })
  for (const { id: member } of others)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${member}`, { level: 'write' })
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, {})
  return id
}

it('[PH1] a phone that waits is good for nothing; let in, it is signed in', async () => {
  const code = await codeOf(people.priya)
  const { status, body, cookie } = await use(code.toLowerCase().replace(/(....)/, '$1 - '))
  expect([status, body]).toEqual([201, { is: 'waiting', for: ['Nkechi', 'Tomás'] }])
  for (const path of ['/api/me', '/api/cases', '/api/my/tasks', '/api/members', '/api/waiting-phones'])
    expect([path, (await ask(path, cookie)).status]).toEqual([path, 401])
  expect((await ask('/api/phone-codes', cookie, {})).status).toBe(401)
  await expect(at(house, { ...people.priya, cookie }).connect()).rejects.toThrow('not-signed-in')

  const [phone] = await waitingFor(people.nkechi)
  expect(phone!.member).toBe(people.priya.id)
  expect(
    (await people.nkechi.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })).status,
  ).toBe(204)
  expect((await ask('/api/phone', cookie)).body).toEqual({ is: 'in' })
  expect(((await ask('/api/me', cookie)).body as { member: { id: string } }).member.id).toBe(people.priya.id)
  expect(await waitingFor(people.nkechi)).toEqual([])
  const invite = await at(house, { ...people.priya, cookie }).ask('POST', '/api/prove', { password: 'wrong' })
  expect(invite.status).not.toBe(204)
})

it('[PH1] sent away, it stays nobody’s; the same after fifteen minutes', async () => {
  const { cookie } = await use(await codeOf(people.priya))
  const [phone] = await waitingFor(people.tomas)
  expect(
    (await people.tomas.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: false })).status,
  ).toBe(204)
  expect((await ask('/api/phone', cookie)).status).toBe(404)
  const again = await use(await codeOf(people.priya))
  aheadMs = 16 * 60_000
  expect((await ask('/api/phone', again.cookie)).status).toBe(404)
  expect(await waitingFor(people.tomas)).toEqual([])
})

it('[PH1] a code is good once, for ten minutes, and only the newest of a device', async () => {
  const first = await codeOf(people.priya)
  const second = await codeOf(people.priya)
  expect((await use(first)).status).toBe(404)
  expect((await use(second)).status).toBe(201)
  expect((await use(second)).status).toBe(404)
  const late = await codeOf(people.priya)
  aheadMs = 11 * 60_000
  expect((await use(late)).status).toBe(404)
})

it('[PH2] the lead of a meeting the member is in may let in too, and nobody else can', async () => {
  const id = await meeting(people.priya)
  const { body } = await use(await codeOf(people.priya))
  expect(body).toEqual({ is: 'waiting', for: ['Nkechi', 'Tomás', 'Maria'] })
  const [phone] = await waitingFor(people.maria)
  expect(await waitingFor(people.priya)).toEqual([])
  const { status } = await people.priya.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
  expect(status).toBe(404)
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
  expect(await waitingFor(people.maria)).toEqual([])
})

const roads = { 'let in': true, 'sent away': false }
it.each(Object.entries(roads))(
  '[PH2, WM9] a phone %s by the lead of a meeting: who is not in it sees and hears what they would without one',
  async (_road, isLetIn) => {
    const { id } = await house.report(people.maria, { involvesMembers: [people.nkechi.id] })
    await people.tomas.ask('PUT', `/api/cases/${id}/access/${people.maria.id}`, { level: 'lead' })
    await people.tomas.ask('PUT', `/api/cases/${id}/access/${people.priya.id}`, { level: 'write' })
    const socket = await people.nkechi.connect()
    const heard: News[] = []
    socket.on('news', (news) => news.kind === 'phones' && heard.push(news))
    const lists = async () => [(await waitingFor(people.nkechi)).map(({ member }) => member), heard.length]

    const { cookie } = await use(await codeOf(people.priya))
    await until(() => heard.length === 1)
    const before = await lists()
    expect(before).toEqual([[people.priya.id], 1])
    expect((await people.maria.ask('POST', `/api/cases/${id}/meeting`, {})).status).toBe(201)
    expect(await lists()).toEqual(before)
    const [phone] = await waitingFor(people.maria)
    await people.maria.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn })
    expect((await ask('/api/phone', cookie)).status).toBe(isLetIn ? 200 : 404)
    expect(await waitingFor(people.maria)).toEqual([])
    await people.maria.ask('POST', `/api/cases/${id}/meeting/end`, {})
    await socket.emitWithAck('record:leave', { case: id })
    expect(await lists()).toEqual(before)

    // What the chair says now counts for the phone, wherever it is.
    await people.nkechi.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: false })
    expect(await waitingFor(people.nkechi)).toEqual([])
    expect((await ask('/api/phone', cookie)).status).toBe(404)
  },
)

it('[PH2] a phone that was let in is shown to whoever runs the team no longer than one that waits', async () => {
  const id = await meeting(people.priya)
  await use(await codeOf(people.priya))
  const [phone] = await waitingFor(people.maria)
  await people.maria.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
  expect(await waitingFor(people.tomas)).toHaveLength(1)
  aheadMs = 16 * 60_000
  expect(await waitingFor(people.tomas)).toEqual([])
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
})

it('[PH2] whoever may let in is told at once, and nobody else', async () => {
  const heard: Record<string, News[]> = { nkechi: [], maria: [] }
  for (const name of ['nkechi', 'maria'] as const) {
    const socket = await people[name].connect()
    socket.on('news', (news) => news.kind === 'phones' && heard[name]!.push(news))
  }
  const { cookie } = await use(await codeOf(people.priya))
  await until(() => heard.nkechi!.length === 1)
  const [phone] = await waitingFor(people.nkechi)
  await people.nkechi.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
  await until(() => heard.nkechi!.length === 2)
  expect(heard.maria).toEqual([])
  expect((await ask('/api/phone', cookie)).body).toEqual({ is: 'in' })
})

it('[PH1] codes cannot be guessed by trying', async () => {
  for (let tries = 0; tries < 5; tries++) expect((await use('AAAA-2222')).status).toBe(404)
  expect((await use(await codeOf(people.priya))).status).toBe(429)
})

it('[DR4] guesses at codes end nobody’s sign-in or proof, and are over in a minute', async () => {
  for (let tries = 0; tries < 6; tries++) await use('AAAA-2222')
  const refused = await ask('/api/phone', '', { code: 'AAAA-2222' })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  const entry = { email: 'priya@example.org', password: 'a long enough password' }
  expect((await ask('/api/sign-in', '', entry)).status).toBe(200)
  aheadMs = 61_000
  expect((await use(await codeOf(people.priya))).status).toBe(201)
})

it('[DR2] behind a proxy that is trusted each address has its own tries; a forged one has none', async () => {
  const behind = await openHouse('embedded', { trustedProxies: ['loopback'] })
  await behind.people({ nkechi: 'chair' })
  const from = async (origin: string, forwarded: string) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded }
    const body = JSON.stringify({ code: 'AAAA-2222' })
    return (await fetch(`${origin}/api/phone`, { method: 'POST', headers, body })).status
  }
  for (let n = 0; n < 5; n++) expect(await from(behind.origin, `198.51.100.${n}, 192.0.2.1`)).toBe(404)
  expect(await from(behind.origin, '198.51.100.9, 192.0.2.1')).toBe(429)
  expect(await from(behind.origin, '192.0.2.2')).toBe(404)
  for (let n = 0; n < 5; n++) expect(await from(house.origin, `198.51.100.${n}`)).toBe(404)
  expect(await from(house.origin, '198.51.100.9')).toBe(429)
  await behind.close()
})

it('[PH1] a phone that is signed in by a password meanwhile waits no longer, and nothing can be let in for it', async () => {
  const { cookie } = await use(await codeOf(people.priya))
  const [phone] = await waitingFor(people.nkechi)
  const entry = { email: 'priya@example.org', password: 'a long enough password' }
  const { status } = await ask('/api/sign-in', cookie, entry)
  expect(status).toBe(200)
  expect(await waitingFor(people.nkechi)).toEqual([])
  const letIn = await people.nkechi.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
  expect(letIn.status).toBe(404)
})
