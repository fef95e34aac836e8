// How people come in and go: set-up, sign-in, the second proof, invitations, ended accounts. On both databases.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookOfEvent, readEntries } from '../server/case/entries.ts'
import { createSealing } from '../server/platform/sealing.ts'
import { kinds, openTestDatabase, type TestDatabase, truncate } from './helpers/database.ts'
import {
  acceptAsk,
  type Browser,
  join,
  openTeam,
  rightPassword,
  setUpAsk,
  setUpByNkechi,
  type Team,
} from './helpers/team.ts'

const minutes = (n: number) => n * 60_000
const nkechiSignsIn = (password = rightPassword) => ({ email: 'nkechi@example.org', password })

describe.each(kinds)('people on %s', (kind) => {
  let database: TestDatabase
  let team: Team

  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  beforeEach(async () => {
    await truncate(database.db, ['events', 'sign_in_tries'])
    team = await openTeam(database.db)
  })
  afterEach(() => team.close())
  afterAll(() => database.close())
  const later = (ms: number) => {
    team.clock.now = new Date(team.clock.now.getTime() + ms)
  }

  describe('set-up', () => {
    test('the link makes the event and its chair, who is signed in', async () => {
      const nkechi = team.browser()
      expect((await nkechi.get('/api/front')).body).toEqual({
        ...{ isSetUp: false, event: null, isDemo: false, reach: null },
      })
      const answer = await nkechi.post('/api/setup', setUpAsk(team.setup.token!))
      expect(answer.status).toBe(201)
      expect(answer.headers['set-cookie']).toEqual([
        expect.stringMatching(/^greenroom=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Strict$/),
        expect.stringMatching(
          /^greenroom-device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/,
        ),
      ])
      const me = await nkechi.get('/api/me')
      expect(me.body).toMatchObject({ member: { name: 'Nkechi Obi', role: 'chair', colour: 1 } })
      expect(me.body.event).toMatchObject({ name: 'Halyard Conf 2026', timeZone: 'Europe/Lisbon' })
      expect((await team.browser().get('/api/front')).body.event).toEqual({ name: 'Halyard Conf 2026' })
    })

    test('[RN7] is written down, sealed, and cannot be changed there', async () => {
      const nkechi = await setUpByNkechi(team)
      const { id } = (await nkechi.get('/api/me')).body.event
      const book = bookOfEvent(id, createSealing(new Uint8Array(32).fill(7)))
      expect(await readEntries(database.db, book, ['event-named'])).toMatchObject([
        { about: null, words: { name: 'Halyard Conf 2026', timeZone: 'Europe/Lisbon' } },
      ])
      const stored = await database.db.selectFrom('event_entries').selectAll().execute()
      expect(stored.map(({ sealed }) => Buffer.from(sealed).toString()).join()).not.toContain('Halyard')
      await expect(database.db.updateTable('event_entries').set({ version: 2 }).execute()).rejects.toThrow()
      const elsewhere = bookOfEvent(id, createSealing(new Uint8Array(32).fill(8)))
      expect(await readEntries(database.db, elsewhere, ['event-named'])).toMatchObject([{ words: undefined }])
    })

    test('two at once with the same link: one chair, ever', async () => {
      const ask = setUpAsk(team.setup.token!)
      const other = await openTeam(database.db, { clock: team.clock })
      const answers = await Promise.all([
        team.browser().post('/api/setup', ask),
        team.browser().post('/api/setup', { ...ask, email: 'mallory@example.org' }),
        other.browser().post('/api/setup', setUpAsk(other.setup.token!)),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
      expect(await database.db.selectFrom('members').select('role').execute()).toEqual([{ role: 'chair' }])
      expect(await team.browser().post('/api/setup', ask)).toMatchObject({ status: 409 })
      expect(team.setup.token).toBeUndefined()
      await other.close()
    })

    test('a wrong link sets nothing up; a set-up event draws no link at the next start', async () => {
      expect(await team.browser().post('/api/setup', setUpAsk('x'.repeat(43)))).toMatchObject({ status: 404 })
      await setUpByNkechi(team)
      const restarted = await openTeam(database.db)
      expect(restarted.setup.token).toBeUndefined()
      await restarted.close()
    })

    test('what is not right is said per field, and nothing is kept', async () => {
      const ask = {
        ...setUpAsk(team.setup.token!),
        name: 'x'.repeat(121),
        email: 'nkechi',
        password: 'short',
      }
      const answer = await team
        .browser()
        .post('/api/setup', { ...ask, event: { name: '', timeZone: 'Mars/Base' } })
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.body.errors).toEqual(
        expect.arrayContaining([
          { field: 'name', message: 'This is too long: at most 120 characters.' },
          { field: 'email', message: 'Write an email address.' },
          { field: 'password', message: 'Use at least 10 characters.' },
          { field: 'event.name', message: 'Name the event.' },
          { field: 'event.timeZone', message: 'Choose a time zone.' },
        ]),
      )
    })

    test('U+0000 and lone surrogates in a name do no harm', async () => {
      const ask = { ...setUpAsk(team.setup.token!), name: 'Nke\u0000chi \ud800' }
      const answer = await team.browser().post('/api/setup', ask)
      expect(answer.body.member.name).toBe('Nkechi \ufffd')
    })
  })

  describe('sessions', () => {
    test('survive a restart and end at sign-out', async () => {
      const nkechi = await setUpByNkechi(team)
      const restarted = await openTeam(database.db, { clock: team.clock })
      const again = restarted.browser()
      again.cookie = nkechi.cookie
      expect(await again.get('/api/me')).toMatchObject({ status: 200 })
      expect(await again.post('/api/sign-out')).toMatchObject({ status: 204 })
      expect(again.cookie).toBe('greenroom=')
      expect(await nkechi.get('/api/me')).toMatchObject({ status: 401 })
      expect(restarted.ended.sessions).toHaveLength(1)
      await restarted.close()
    })

    test('end twelve hours after sign-in, and the sweep says so', async () => {
      const nkechi = await setUpByNkechi(team)
      later(minutes(12 * 60) - 1)
      expect(await nkechi.get('/api/me')).toMatchObject({ status: 200 })
      await team.sessions.sweep()
      expect(team.ended.sessions).toEqual([])
      later(1)
      expect(await nkechi.get('/api/me')).toMatchObject({ status: 401 })
      await team.sessions.sweep()
      expect(team.ended.sessions).toHaveLength(1)
    })

    test('are kept as a hash, and found by a socket’s cookie header and by their id', async () => {
      const nkechi = await setUpByNkechi(team)
      const row = await database.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
      const token = nkechi.cookie!.slice('greenroom='.length)
      expect(Buffer.from(row.token_hash).includes(token)).toBe(false)
      expect(Buffer.from(row.token_hash)).toHaveLength(32)
      expect(row.id).not.toBe(token)
      const actor = await team.sessions.findActorByCookie(`theme=dark; ${nkechi.cookie}`)
      expect(actor).toMatchObject({ name: 'Nkechi Obi', role: 'chair', session: row.id })
      expect(await team.sessions.findActorBySession(row.id)).toEqual(actor)
      for (const header of [undefined, '', 'greenroom=', 'greenroom=%zz', `greenroom=${'x'.repeat(9000)}`]) {
        expect(await team.sessions.findActorByCookie(header)).toBeUndefined()
      }
    })
  })

  describe('sign-in', () => {
    test('with the right pair, however the address is written', async () => {
      await setUpByNkechi(team)
      const phone = team.browser()
      const answer = await phone.post('/api/sign-in', { ...nkechiSignsIn(), email: ' Nkechi@Example.org ' })
      expect(answer.status).toBe(200)
      expect(await phone.get('/api/me')).toMatchObject({ status: 200 })
    })

    test('[I2] a wrong password and a wrong address get the same bytes after the same work', async () => {
      await setUpByNkechi(team)
      const wrong = await team.browser().post('/api/sign-in', nkechiSignsIn('not this one'))
      const nobody = await team
        .browser()
        .post('/api/sign-in', { email: 'nobody@x.org', password: 'not this one' })
      expect(wrong).toMatchObject({
        status: 401,
        body: { detail: 'That did not work. Check the address and the password.' },
      })
      expect(nobody.text).toBe(wrong.text)
      expect(nobody.status).toBe(wrong.status)
      expect(Object.keys(nobody.headers)).toEqual(Object.keys(wrong.headers))
    })

    test.each(['nkechi@example.org', 'nobody@example.org'])(
      'five wrong passwords for %s, even all at once, and it must wait',
      async (email) => {
        await setUpByNkechi(team)
        const tries = await Promise.all(
          Array.from({ length: 12 }, () => team.browser().post('/api/sign-in', { email, password: 'wrong' })),
        )
        expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
        expect(tries.filter(({ status }) => status === 429)).toHaveLength(7)
        const right = { email, password: rightPassword }
        const answer = await team.browser().post('/api/sign-in', right)
        expect(answer.status).toBe(429)
        expect(answer.body.detail).toBe(
          'Please wait 15 minutes, or ask the chair or a coordinator for a link back in.',
        )
        later(minutes(15))
        const status = email.startsWith('nkechi') ? 200 : 401
        expect(await team.browser().post('/api/sign-in', right)).toMatchObject({ status })
      },
    )

    test('a U+0000 in the address is a wrong address, nothing worse', async () => {
      await setUpByNkechi(team)
      const answer = await team.browser().post('/api/sign-in', { email: 'a\u0000b\ud800', password: 'x' })
      expect(answer.status).toBe(401)
    })
  })

  describe('invitations', () => {
    test('let somebody in with the role they name', async () => {
      const nkechi = await setUpByNkechi(team)
      const made = await nkechi.post('/api/invitations', { role: 'coordinator' })
      expect(made.status).toBe(201)
      expect(made.body.url).toBe(`http://127.0.0.1:8080/invite#${made.body.token}`)
      expect((await nkechi.get('/api/invitations')).body).toEqual([
        { id: made.body.id, role: 'coordinator', maxUses: 1, uses: 0, expiresAt: made.body.expiresAt },
      ])
      const tomas = team.browser()
      const look = await tomas.post('/api/invitations/look', { token: made.body.token })
      expect(look.body).toMatchObject({ role: 'coordinator', event: { name: 'Halyard Conf 2026' } })
      expect(await tomas.post('/api/invitations/accept', acceptAsk(made.body.token, 'Tomás'))).toMatchObject({
        status: 400,
      })
      const ask = { ...acceptAsk(made.body.token, 'Tomás'), email: 'tomas@example.org' }
      expect(await tomas.post('/api/invitations/accept', ask)).toMatchObject({ status: 201 })
      expect((await tomas.get('/api/me')).body.member).toMatchObject({ role: 'coordinator', colour: 2 })
      expect((await nkechi.get('/api/invitations')).body).toEqual([])
    })

    test('three uses for eight at once let three in', async () => {
      const nkechi = await setUpByNkechi(team)
      const { token } = (await nkechi.post('/api/invitations', { role: 'staff', maxUses: 3 })).body
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          team.browser().post('/api/invitations/accept', acceptAsk(token, `guest${n}`)),
        ),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 410, 410, 410, 410, 410])
      expect((await nkechi.get('/api/members')).body).toHaveLength(4)
    })

    test('expired, used up, taken back or never made: the same answer', async () => {
      const nkechi = await setUpByNkechi(team)
      const make = async (more = {}) =>
        (await nkechi.post('/api/invitations', { role: 'staff', ...more })).body
      const [expired, used, revoked] = [await make({ expiresInHours: 1 }), await make(), await make()]
      await team.browser().post('/api/invitations/accept', acceptAsk(used.token, 'Hana'))
      expect(await nkechi.remove(`/api/invitations/${revoked.id}`)).toMatchObject({ status: 204 })
      expect(await nkechi.remove(`/api/invitations/${revoked.id}`)).toMatchObject({ status: 404 })
      later(minutes(60))
      const tokens = [expired.token, used.token, revoked.token, 'x'.repeat(43)]
      const looks = tokens.map((token) => team.browser().post('/api/invitations/look', { token }))
      const accepts = tokens.map((token) =>
        team.browser().post('/api/invitations/accept', acceptAsk(token, 'Eve')),
      )
      const answers = await Promise.all([...looks, ...accepts])
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(answers[0]).toMatchObject({
        status: 410,
        body: { detail: 'This invitation is no longer good. Ask for a new one.' },
      })
    })

    test('an address that is on the team already uses nothing up', async () => {
      const nkechi = await setUpByNkechi(team)
      const { token } = (await nkechi.post('/api/invitations', { role: 'staff' })).body
      const ask = { ...acceptAsk(token, 'Hana'), email: 'NKECHI@example.org' }
      expect(await team.browser().post('/api/invitations/accept', ask)).toMatchObject({
        status: 409,
        body: { errors: [{ field: 'email', message: 'Somebody on the team already has this address.' }] },
      })
      expect(await team.browser().post('/api/invitations/accept', acceptAsk(token, 'Hana'))).toMatchObject({
        status: 201,
      })
    })

    test('[I1] staff neither make, see nor take back invitations: not available', async () => {
      const nkechi = await setUpByNkechi(team)
      const hana = await join(team, nkechi, 'Hana')
      const { id } = (await nkechi.post('/api/invitations', { role: 'staff' })).body
      const answers = [
        await hana.post('/api/invitations', { role: 'coordinator' }),
        await hana.post('/api/invitations', { role: 'no such role' }),
        await hana.get('/api/invitations'),
        await hana.remove(`/api/invitations/${id}`),
        await hana.get('/api/nothing-here'),
      ]
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(answers[0]!.status).toBe(404)
    })

    test('none is good for longer than three days or more than fifty', async () => {
      const nkechi = await setUpByNkechi(team)
      for (const ask of [
        { role: 'owner' },
        { role: 'staff', expiresInHours: 73 },
        { role: 'staff', maxUses: 51 },
      ]) {
        expect(await nkechi.post('/api/invitations', ask)).toMatchObject({ status: 400 })
      }
    })

    test('[WM12] for chairs and coordinators are made by the chair alone', async () => {
      const nkechi = await setUpByNkechi(team)
      const lena = await join(team, nkechi, 'Lena', 'coordinator')
      for (const role of ['chair', 'coordinator']) {
        const refused = await lena.post('/api/invitations', { role })
        expect([refused.status, refused.text]).toEqual([404, (await lena.get('/api/nothing-here')).text])
        expect(await nkechi.post('/api/invitations', { role })).toMatchObject({ status: 201 })
      }
      expect(await lena.post('/api/invitations', { role: 'staff' })).toMatchObject({ status: 201 })
      expect((await nkechi.get('/api/invitations')).body).toHaveLength(3)
    })
  })

  describe('[WM12] who comes as chair or coordinator', () => {
    const arrive = async (nkechi: Browser, role: 'chair' | 'coordinator') => {
      const { token } = (await nkechi.post('/api/invitations', { role })).body
      const guest = team.browser()
      const { body } = await guest.post('/api/invitations/accept', acceptAsk(token, role))
      return { guest, id: body.member.id as string, me: body.member }
    }

    test.each(['chair', 'coordinator'] as const)(
      'as %s acts as staff until a chair knows them',
      async (role) => {
        const nkechi = await setUpByNkechi(team)
        const { guest, id, me } = await arrive(nkechi, role)
        expect(me).toMatchObject({ role, isConfirmed: false })
        const hana = await join(team, nkechi, 'Hana')
        const hanasId = (await hana.get('/api/me')).body.member.id
        const asStaff = async () => [
          (await guest.post('/api/invitations', { role: 'staff' })).status,
          (await guest.get('/api/invitations')).status,
          (await guest.remove(`/api/members/${hanasId}`)).status,
          (await guest.post(`/api/members/${id}/confirm`)).status,
        ]
        expect(await asStaff()).toEqual([404, 404, 404, 404])
        const seen = async () =>
          (await hana.get('/api/members')).body.find((one: { id: string }) => one.id === id)
        expect(await seen()).toMatchObject({ role, isConfirmed: false })

        expect(await nkechi.post(`/api/members/${id}/confirm`)).toMatchObject({ status: 204 })
        expect(await seen()).toMatchObject({ role, isConfirmed: true })
        expect((await guest.get('/api/me')).body.member).toMatchObject({ role, isConfirmed: true })
        expect(await guest.post('/api/invitations', { role: 'staff' })).toMatchObject({ status: 201 })
        const { confirmed_by } = await database.db
          .selectFrom('members')
          .select('confirmed_by')
          .where('id', '=', id as never)
          .executeTakeFirstOrThrow()
        expect(confirmed_by).toBe((await nkechi.get('/api/me')).body.member.id)
        expect(await nkechi.post(`/api/members/${id}/confirm`)).toMatchObject({ status: 204 })
      },
    )

    test('is confirmed by a chair only, with the password given lately; nobody is the same as unknown', async () => {
      const nkechi = await setUpByNkechi(team)
      const lena = await join(team, nkechi, 'Lena', 'coordinator')
      const { id } = await arrive(nkechi, 'coordinator')
      const unknown = `/api/members/${crypto.randomUUID()}/confirm`
      expect(await lena.post(`/api/members/${id}/confirm`)).toMatchObject({ status: 404 })
      expect(await nkechi.post(unknown)).toMatchObject({ status: 404 })
      later(minutes(10))
      expect(await nkechi.post(`/api/members/${id}/confirm`)).toMatchObject({ status: 403 })
      await nkechi.post('/api/prove', { password: rightPassword })
      expect(await nkechi.post(`/api/members/${id}/confirm`)).toMatchObject({ status: 204 })
    })
  })

  describe('ending an account', () => {
    test('[I4] takes its sessions and its invitations at once, on every device', async () => {
      const nkechi = await setUpByNkechi(team)
      const maria = await join(team, nkechi, 'Maria', 'coordinator')
      const phone = team.browser()
      await phone.post('/api/sign-in', { email: 'maria@example.org', password: rightPassword })
      const { token } = (await maria.post('/api/invitations', { role: 'staff' })).body
      const { id } = (await maria.get('/api/me')).body.member
      expect(await nkechi.remove(`/api/members/${id}`)).toMatchObject({ status: 204 })

      expect(team.ended.sessions).toHaveLength(2)
      expect(team.ended.members).toEqual([id])
      for (const device of [maria, phone]) expect(await device.get('/api/me')).toMatchObject({ status: 401 })
      expect(await team.browser().post('/api/invitations/look', { token })).toMatchObject({ status: 410 })
      expect((await nkechi.get('/api/members')).body).toHaveLength(1)
      expect(
        await team.browser().post('/api/sign-in', { email: 'maria@example.org', password: rightPassword }),
      ).toMatchObject({ status: 401 })
      expect(await nkechi.remove(`/api/members/${id}`)).toMatchObject({ status: 404 })
    })

    test('[I1] a session row left behind opens nothing', async () => {
      const nkechi = await setUpByNkechi(team)
      const maria = await join(team, nkechi, 'Maria', 'coordinator')
      const { id } = (await maria.get('/api/me')).body.member
      await database.db.updateTable('members').set({ role: 'staff' }).where('id', '=', id).execute()
      expect(await maria.get('/api/invitations')).toMatchObject({ status: 404 })
      await database.db
        .updateTable('members')
        .set({ ended_at: team.clock.now })
        .where('id', '=', id)
        .execute()
      expect(await maria.get('/api/me')).toMatchObject({ status: 401 })
    })

    test('wants the password once more when it was given ten minutes ago', async () => {
      const nkechi = await setUpByNkechi(team)
      const dawit = await join(team, nkechi, 'Dawit')
      const url = `/api/members/${(await dawit.get('/api/me')).body.member.id}`
      later(minutes(10))
      expect(await nkechi.remove(url)).toMatchObject({
        status: 403,
        body: { type: expect.stringContaining('needs-proof') },
      })
      expect(await nkechi.post('/api/prove', { password: 'wrong' })).toMatchObject({ status: 401 })
      expect(await nkechi.remove(url)).toMatchObject({ status: 403 })
      expect(await nkechi.post('/api/prove', { password: rightPassword })).toMatchObject({ status: 204 })
      expect(await nkechi.remove(url)).toMatchObject({ status: 204 })
    })

    test('is the chair’s alone, and never their own', async () => {
      const nkechi = await setUpByNkechi(team)
      const tomas = await join(team, nkechi, 'Tomas', 'coordinator')
      const chair = `/api/members/${(await nkechi.get('/api/me')).body.member.id}`
      expect(await tomas.remove(chair)).toMatchObject({ status: 404 })
      expect(await nkechi.remove(chair)).toMatchObject({ status: 409 })
      expect(await nkechi.remove('/api/members/not-an-id')).toMatchObject({ status: 404 })
    })
  })

  test('the team is shown by name, each in a colour of their own, with who is here', async () => {
    const nkechi = await setUpByNkechi(team)
    for (const name of ['Priya', 'Dawit', 'Hana']) await join(team, nkechi, name)
    team.here.add((await nkechi.get('/api/me')).body.member.id)
    const { body } = await nkechi.get('/api/members')
    expect(body.map(({ name, isHere }: { name: string; isHere: boolean }) => [name, isHere])).toEqual([
      ['Dawit', false],
      ['Hana', false],
      ['Nkechi Obi', true],
      ['Priya', false],
    ])
    expect(new Set(body.map(({ colour }: { colour: number }) => colour)).size).toBe(4)
    expect(JSON.stringify(body)).not.toContain('example.org')
    expect(await team.browser().get('/api/members')).toMatchObject({ status: 401 })
  })

  test('[PG4] a clock that is put back keeps nobody out, and makes no proof and no session last longer', async () => {
    const nkechi = await setUpByNkechi(team)
    await join(team, nkechi, 'Hana')
    const guest = team.browser()
    for (let tries = 0; tries < 5; tries++) await guest.post('/api/sign-in', nkechiSignsIn('wrong'))
    expect((await guest.post('/api/sign-in', nkechiSignsIn())).status).toBe(429)
    later(-minutes(60))
    expect((await guest.post('/api/sign-in', nkechiSignsIn())).status).toBe(200)
    const { body: members } = await nkechi.get('/api/members')
    const hana = members.find(({ name }: { name: string }) => name === 'Hana')
    expect((await nkechi.remove(`/api/members/${hana.id}`)).status).toBe(403)
    await team.sessions.sweep()
    later(12 * minutes(60) + 1)
    expect((await nkechi.get('/api/me')).status).toBe(401)
  })
})
