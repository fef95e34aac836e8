// What somebody may ask of the API, and how often: a bad day passes, a flood does not, and nothing is lost by it.

import { randomUUID } from 'node:crypto'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createAsking, shares } from '../server/people/asking.ts'
import { createRoutes } from '../server/people/route.ts'
import { createWeb } from '../server/platform/web.ts'
import { setActing } from '../shared/record/edit.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'

let house: House
let people: Record<'nkechi' | 'hana' | 'dawit', Person>
beforeAll(async () => {
  house = await openHouse('embedded')
  people = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff' })
})
afterAll(() => house.close())

test('[DR4] reports: tens at once, then a calm 429 that says when; sent again, the report is there once', async () => {
  const id = randomUUID()
  const report = (by: Person, more = {}) => by.ask('POST', '/api/reports', { whatHappened: 'x', ...more })
  for (let n = 0; n < shares.report.atOnce; n++) expect((await report(people.hana)).status).toBe(201)
  let refused = await report(people.hana, { id })
  // What is given back with time may have let one or two more through.
  while (refused.status === 201) refused = await report(people.hana, { id: randomUUID() })
  expect(refused.status).toBe(429)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(refused.body).toEqual({
    type: 'urn:greenroom:problem:too-fast',
    title: 'That was a lot at once. Please try again in a moment',
    status: 429,
    detail: 'That was a lot at once. Nothing is lost. Please try again in a moment.',
  })
  // Whoever is in the middle of that can still call somebody, read, and the others do not notice.
  expect((await people.hana.ask('POST', '/api/pages', {})).status).toBe(201)
  expect((await people.hana.ask('GET', '/api/cases')).status).toBe(200)
  expect((await report(people.dawit)).status).toBe(201)
  await until(async () => (await report(people.hana, { id })).status === 201, 10_000)
  const rows = house.db
    .selectFrom('case_entries')
    .select('id')
    .where('id', '=', id as never)
  expect(await rows.execute()).toHaveLength(1)
}, 120_000)

test('[DR4] one member’s questions all at once are worked on a few at a time, and leave room for the others', async () => {
  const { socket, push } = await joinRecord(people.dawit, (await house.report(people.dawit)).id)
  const asked = Array.from({ length: 400 }, () => people.nkechi.ask('GET', '/api/cases'))
  const saved = push((doc) => setActing(doc, 'yes'))
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  expect(await saved).toMatchObject({ ok: true })
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
  expect((await people.nkechi.ask('GET', '/api/cases')).status).toBe(200)
  socket.disconnect()
})

test('[DR4] a new route has a share without anybody thinking of it, for members and for strangers', async () => {
  const app = await createWeb({ config: {}, log: fastify().log, origins: () => [], isReady: () => true })
  const actor = { member: 'hana', session: 'laptop', role: 'staff', provedAt: new Date() } as never
  const routes = createRoutes(app, { findActor: async () => actor, asking: createAsking() })
  const spec = { method: 'POST', summary: 'New' } as const
  const members = { ...spec, who: 'members' } as const
  routes.forMembers({ ...members, operation: 'tryNew', url: '/api/new' }, () => undefined)
  routes.forAnyone({ ...spec, who: 'anyone', operation: 'tryOpen', url: '/api/open' }, () => undefined)
  const read = { ...members, method: 'GET', operation: 'tryRead', url: '/api/read' } as const
  routes.forMembers({ ...read, answer: z.object({}) }, () => ({}))
  const passed = async (method: 'POST' | 'GET', url: string, times: number) => {
    let passes = 0
    for (let n = 0; n < times; n++) if ((await app.inject({ method, url })).statusCode < 300) passes += 1
    return passes
  }
  expect(await passed('POST', '/api/new', 600)).toBeLessThan(600)
  expect(await passed('POST', '/api/open', 2_000)).toBeLessThan(2_000)
  expect(await passed('GET', '/api/read', 300)).toBe(300)
  await app.close()
})
