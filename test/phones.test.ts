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
  await house.db.deleteFrom('sessions').where('waits', '=', true).execute()
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

it('[J1] a phone that waits is good for nothing; let in, it is signed in', async () => {
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

it('[J1] sent away, it stays nobody’s; the same after fifteen minutes', async () => {
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

it('[J1] a code is good once, for ten minutes, and only the newest of a device', async () => {
  const first = await codeOf(people.priya)
  const second = await codeOf(people.priya)
  expect((await use(first)).status).toBe(404)
  expect((await use(second)).status).toBe(201)
  expect((await use(second)).status).toBe(404)
  const late = await codeOf(people.priya)
  aheadMs = 11 * 60_000
  expect((await use(late)).status).toBe(404)
})

it('[J2] the lead of a meeting the member is in lets in, and nobody else can', async () => {
  const id = await meeting(people.priya)
  const { body } = await use(await codeOf(people.priya))
  expect((body as { for: string[] }).for.toSorted()).toEqual(['Maria', 'Nkechi'])
  const [phone] = await waitingFor(people.maria)
  for (const person of [people.tomas, people.priya]) {
    expect(await waitingFor(person)).toEqual([])
    const { status } = await person.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
    expect(status).toBe(404)
  }
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
  expect(await waitingFor(people.maria)).toEqual([])
  expect(await waitingFor(people.tomas)).toHaveLength(1)
})

it('[J2] whoever may let in is told at once, and nobody else', async () => {
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

it('[J1] codes cannot be guessed by trying', async () => {
  for (let tries = 0; tries < 5; tries++) expect((await use('AAAA-2222')).status).toBe(404)
  expect((await use(await codeOf(people.priya))).status).toBe(429)
})

it('[J1] a phone that is signed in by a password meanwhile waits no longer, and nothing can be let in for it', async () => {
  const { cookie } = await use(await codeOf(people.priya))
  const [phone] = await waitingFor(people.nkechi)
  const entry = { email: 'priya@example.org', password: 'a long enough password' }
  const { status } = await ask('/api/sign-in', cookie, entry)
  expect(status).toBe(200)
  expect(await waitingFor(people.nkechi)).toEqual([])
  const letIn = await people.nkechi.ask('POST', `/api/waiting-phones/${phone!.id}`, { isLetIn: true })
  expect(letIn.status).toBe(404)
})
