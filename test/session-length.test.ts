// How long a session lasts: use carries it on to the end of the event's day, a running meeting through, and nothing for ever.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '#shared/limits.ts'
import type { PeopleDeps } from '../server/people/people-deps.ts'
import { latestEnd } from '../server/people/session-length.ts'
import { sweepPeople } from '../server/people/sweep.ts'
import { kinds, openTestDatabase, type TestDatabase, truncate } from './helpers/database.ts'
import { openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'
import { openTeam, rightPassword, setUpByNkechi, type Team } from './helpers/team.ts'

const hours = (count: number) => count * 3_600_000

describe('[AC8] the end of the event’s day', () => {
  it.each([
    ['signed in in the morning: four at night', '2026-11-05T08:00Z', '2026-11-06T04:00Z'],
    ['in the evening: no less than twelve hours', '2026-11-05T19:00Z', '2026-11-06T07:00Z'],
    ['before four: the day is nearly over', '2026-11-05T03:30Z', '2026-11-05T15:30Z'],
    ['on the night when clocks go back', '2026-10-24T11:00Z', '2026-10-25T04:00Z'],
    ['on the night when they go forward', '2026-03-28T09:00Z', '2026-03-29T03:00Z'],
  ])('%s', (_, began, latest) => {
    expect(latestEnd(new Date(began), 'Europe/Lisbon')).toEqual(new Date(latest))
  })

  it('is that of the event, not of the server', () => {
    expect(latestEnd(new Date('2026-11-05T08:00Z'), 'Asia/Kolkata')).toEqual(new Date('2026-11-05T22:30Z'))
  })
})

describe.each(kinds)('[AC8] a session, on %s', (kind) => {
  let database: TestDatabase
  let team: Team
  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  beforeEach(async () => {
    await truncate(database.db, ['events', 'sign_in_tries'])
    team = await openTeam(database.db, { clock: { now: new Date('2026-11-05T08:00Z') } })
  })
  afterEach(() => team.close())
  afterAll(() => database.close())
  const at = (moment: string) => {
    team.clock.now = new Date(moment)
  }

  it('is carried on by use, up to the end of the day and no further', async () => {
    const nkechi = await setUpByNkechi(team)
    const told = { endsAt: '2026-11-05T20:00:00.000Z', latest: '2026-11-06T04:00:00.000Z' }
    expect((await nkechi.get('/api/me/session')).body).toEqual({ ...told, endsWithAccount: false })
    at('2026-11-05T09:00Z')
    // Long before the end, use shortens nothing.
    expect((await nkechi.post('/api/me/session')).body).toMatchObject(told)
    for (const hour of ['19:59', '21:30', '23:00']) {
      at(`2026-11-05T${hour}Z`)
      const ends = new Date(team.clock.now.getTime() + hours(2)).toISOString()
      expect((await nkechi.post('/api/me/session')).body).toMatchObject({ ...told, endsAt: ends })
    }
    at('2026-11-06T00:59Z')
    await nkechi.post('/api/me/session')
    at('2026-11-06T02:58Z')
    expect((await nkechi.post('/api/me/session')).body).toMatchObject({ ...told, endsAt: told.latest })
    at('2026-11-06T03:59:59Z')
    expect((await nkechi.post('/api/me/session')).body).toMatchObject({ ...told, endsAt: told.latest })
    at('2026-11-06T04:00Z')
    expect((await nkechi.post('/api/me/session')).status).toBe(401)
  })

  it('that nobody uses ends after twelve hours, and what wants the password wants it as before', async () => {
    const nkechi = await setUpByNkechi(team)
    at('2026-11-05T19:30Z')
    await nkechi.post('/api/me/session')
    expect((await nkechi.patch('/api/me', { name: 'Nkechi Adeyemi' })).status).toBe(403)
    at('2026-11-05T21:30Z')
    expect((await nkechi.get('/api/me')).status).toBe(401)
  })

  it('begins anew with the password, and stays the same session', async () => {
    const nkechi = await setUpByNkechi(team)
    at('2026-11-05T19:50Z')
    const password = rightPassword
    expect((await nkechi.post('/api/prove', { password })).status).toBe(204)
    const { cookie } = nkechi
    expect((await nkechi.post('/api/me/session')).body).toEqual({
      ...{ endsAt: '2026-11-06T07:50:00.000Z', latest: '2026-11-06T07:50:00.000Z' },
      endsWithAccount: false,
    })
    expect(nkechi.cookie).toBe(cookie)
    at('2026-11-06T07:49Z')
    expect((await nkechi.get('/api/me')).status).toBe(200)
    expect(team.ended.sessions).toEqual([])
  })

  it('ends with the account, and says so', async () => {
    const nkechi = await setUpByNkechi(team)
    const end = new Date('2026-11-05T18:00Z')
    await database.db.updateTable('members').set({ ends_at: end }).execute()
    const told = { endsAt: end.toISOString(), latest: end.toISOString(), endsWithAccount: true }
    expect((await nkechi.post('/api/me/session')).body).toEqual(told)
  })

  it('[AC9] whoever must wait for two things is told the longer wait at once', async () => {
    await setUpByNkechi(team)
    const stranger = team.browser()
    const tried = (email: string) => stranger.post('/api/sign-in', { email, password: 'not the password' })
    await tried('nobody@example.org')
    const full = { count: limits.signInAttemptsOfAddress }
    at('2026-11-05T08:10Z')
    for (let count = 0; count < limits.signInAttempts; count++) await tried('nkechi@example.org')
    // Both are full now, and the address's was begun ten minutes earlier.
    await database.db.updateTable('sign_in_tries').set(full).where('kind', '=', 'address').execute()
    const refused = await tried('nkechi@example.org')
    expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining('15 minutes') } })
    expect(refused.headers['retry-after']).toBe(String(15 * 60))
    expect((await tried('somebody@example.org')).body.detail).toBe('Please wait 5 minutes.')
  })
})

describe('[AC8] a running meeting', () => {
  it('is left by nobody because of the hour; who is in none is signed out; and after a day all are', async () => {
    const clock = { now: new Date() }
    let deps: PeopleDeps | undefined
    const house = await openHouse('postgres', {
      clock: () => clock.now,
      tellingOfTeamThrough: (own) => {
        deps = own
        return own
      },
    })
    try {
      const { nkechi, hana, tomas } = await house.people({
        nkechi: 'chair',
        hana: 'staff',
        tomas: 'coordinator',
      })
      const { id } = await house.report(hana)
      await nkechi.ask('POST', `/api/cases/${id}/meeting`, {})
      for (const each of [nkechi, hana]) await joinRecord(each, id)
      await tomas.connect()
      const sweep = async (afterMs: number) => {
        clock.now = new Date(clock.now.getTime() + afterMs)
        await sweepPeople(deps!)
      }
      const isIn = async (person: Person) => (await person.ask('GET', '/api/me')).status === 200
      await sweep(hours(11.5))
      await sweep(hours(0.6))
      expect(await Promise.all([nkechi, hana, tomas].map(isIn))).toEqual([true, true, false])
      for (let past = 12.1; past < 23.4; past += 0.5) await sweep(hours(0.5))
      expect(await isIn(hana)).toBe(true)
      for (let past = 0; past < 3; past++) await sweep(hours(0.5))
      expect(await isIn(hana)).toBe(false)
    } finally {
      await house.close()
    }
  })

  it('a live connection goes on where its session was carried on, and ends where it was not', async () => {
    const house = await openHouse('postgres')
    try {
      const { nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' })
      const end = new Date(Date.now() + 1_500)
      await house.db.updateTable('sessions').set({ expires_at: end }).execute()
      const [stays, ends] = [await nkechi.connect(), await hana.connect()]
      expect((await nkechi.ask('POST', '/api/me/session')).status).toBe(200)
      await until(() => !ends.connected)
      expect(Date.now()).toBeGreaterThanOrEqual(end.getTime() - 50)
      // Asked and answered after the other was cut: this one is not.
      const { id } = await house.report(nkechi)
      expect((await joinRecord(nkechi, id)).join).toBeDefined()
      expect(stays.connected).toBe(true)
    } finally {
      await house.close()
    }
  })
})
