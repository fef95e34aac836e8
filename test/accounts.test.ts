// How somebody gets back in, and what becomes of accounts: ways back in, one's own password, name, address and sessions, roles, and
// ends. On both databases; the clock stands still until it is moved.

import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { kinds, openTestDatabase, type TestDatabase, truncate } from './helpers/database.ts'
import {
  type Answer,
  type Browser,
  join,
  openTeam,
  rightPassword,
  setUpByNkechi,
  type Team,
} from './helpers/team.ts'

const hours = (n: number) => n * 3_600_000
const newPassword = 'quite another long password'
const nobody = '6f1f5b1e-6f0c-4a3e-9b0e-0f2b8f1a7c55'

describe.each(kinds)('accounts on %s', (kind) => {
  let database: TestDatabase
  let team: Team
  let nkechi: Browser
  let lena: Browser
  let hana: Browser
  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  beforeEach(async () => {
    await truncate(database.db, ['events', 'sign_in_tries'])
    team = await openTeam(database.db)
    nkechi = await setUpByNkechi(team)
    lena = await join(team, nkechi, 'Lena', 'coordinator')
    hana = await join(team, nkechi, 'Hana')
  })
  afterEach(() => team.close())
  afterAll(() => database.close())

  const later = (ms: number) => {
    team.clock.now = new Date(team.clock.now.getTime() + ms)
  }
  const idOf = async (browser: Browser): Promise<MemberId> => (await browser.get('/api/me')).body.member.id
  const prove = (browser: Browser) => browser.post('/api/prove', { password: rightPassword })
  const makeFor = async (by: Browser, of: Browser | string): Promise<Answer> =>
    by.post(`/api/members/${typeof of === 'string' ? of : await idOf(of)}/recovery`)
  const tokenFor = async (by: Browser, of: Browser): Promise<string> => {
    const made = await makeFor(by, of)
    expect(made.status).toBe(201)
    return made.body.token
  }
  const use = (token: string, browser = team.browser(), password = newPassword) =>
    browser.post('/api/recovery', { token, password })
  const signIn = (email: string, password: string, browser = team.browser()) =>
    browser.post('/api/sign-in', { email, password })
  /** What everybody is told whose link is good for nothing. */
  const refused = { status: 410, body: { detail: 'This link is no longer good. Ask for a new one.' } }

  describe('a way back in', () => {
    test('[AC1, AC3] lets its member in with a new password, ends what was signed in before, and is told to the team', async () => {
      const made = await makeFor(lena, hana)
      expect(made).toMatchObject({
        status: 201,
        body: { url: `http://127.0.0.1:8080/recover#${made.body.token}` },
      })
      expect(Date.parse(made.body.expiresAt) - team.clock.now.getTime()).toBe(hours(limits.recoveryHours))
      const { token } = made.body
      const look = await team.browser().post('/api/recovery/look', { token })
      expect(look.body).toMatchObject({
        name: 'Hana',
        email: 'hana@example.org',
        event: { name: 'Halyard Conf 2026' },
      })

      const phone = team.browser()
      const back = await use(token, phone)
      expect(back).toMatchObject({ status: 200, body: { member: { name: 'Hana', role: 'staff' } } })
      expect((back.headers['set-cookie'] as string[])[0]).toMatch(/^greenroom=/)
      expect((await hana.get('/api/me')).status).toBe(401)
      expect(team.ended.sessions).toHaveLength(1)
      expect((await signIn('hana@example.org', rightPassword)).status).toBe(401)
      expect((await signIn('hana@example.org', newPassword)).status).toBe(200)
      const { body: members } = await nkechi.get('/api/members')
      const listed = members.find(({ name }: { name: string }) => name === 'Hana')
      expect(listed.back).toEqual({ at: team.clock.now.toISOString(), by: 'Lena' })
      expect(members.find(({ name }: { name: string }) => name === 'Lena').back).toBeNull()
    })

    test('[AC1] is kept as a hash, and never told again', async () => {
      const token = await tokenFor(lena, hana)
      const rows = await database.db.selectFrom('recoveries').selectAll().execute()
      expect(rows).toHaveLength(1)
      expect(Buffer.from(rows[0]!.token_hash)).toHaveLength(32)
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(team.lines.join()).not.toContain(token)
    })

    test('[AC1] is good for nothing where it was never made, is no token at all, or another was made since', async () => {
      const first = await tokenFor(lena, hana)
      const second = await tokenFor(nkechi, hana)
      for (const token of ['x'.repeat(43), '', first]) expect(await use(token)).toMatchObject(refused)
      expect((await use(second)).status).toBe(200)
    })

    test('[AC1] a used one, an old one, and one whose account has ended or will have ended: the same words', async () => {
      const id = await idOf(hana)
      const tell = async (token: string) => {
        const look = await team.browser().post('/api/recovery/look', { token })
        const used = await use(token)
        expect(used).toMatchObject(refused)
        expect(look.text).toBe(used.text)
        return used.text
      }
      const used = (await makeFor(nkechi, id)).body.token
      expect((await use(used)).status).toBe(200)
      const answers = [await tell(used), await tell('x'.repeat(43))]

      const old = (await makeFor(nkechi, id)).body.token
      later(hours(limits.recoveryHours) - 1)
      expect((await team.browser().post('/api/recovery/look', { token: old })).status).toBe(200)
      later(1)
      answers.push(await tell(old))

      await signIn('nkechi@example.org', rightPassword, nkechi)
      const again = (await makeFor(nkechi, id)).body.token
      const until = new Date(team.clock.now.getTime() + hours(1)).toISOString()
      expect((await nkechi.patch(`/api/members/${id}`, { until })).status).toBe(204)
      later(hours(1))
      answers.push(await tell(again))
      await team.endDue()
      answers.push(await tell(again))
      expect(new Set(answers).size).toBe(1)
      await signIn('nkechi@example.org', rightPassword, nkechi)
      expect((await makeFor(nkechi, id)).text).toBe((await makeFor(nkechi, nobody)).text)
    })

    test('[AC1] of two uses at once exactly one counts', async () => {
      const token = await tokenFor(lena, hana)
      const [one, other] = ['a first long password', 'a second long password']
      const answers = await Promise.all(
        [one, other, one, other].map((password) => use(token, team.browser(), password)),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
      const winner = answers[0]!.status === 200 || answers[2]!.status === 200 ? one : other
      expect((await signIn('hana@example.org', winner)).status).toBe(200)
      expect((await signIn('hana@example.org', winner === one ? other : one)).status).toBe(401)
    })

    test('[AC1] a clock that is put back makes none last longer', async () => {
      const token = await tokenFor(lena, hana)
      later(-hours(3))
      expect(await use(token)).toMatchObject(refused)
    })

    test('[AC2] is made by a chair for anybody and by a coordinator for staff; whoever may not learns no more than of nobody', async () => {
      const tomas = await join(team, nkechi, 'Tomas', 'coordinator')
      const ids = await Promise.all([nkechi, tomas, hana].map(idOf))
      const unknown = await makeFor(lena, nobody)
      expect(unknown.status).toBe(404)
      for (const id of ids.slice(0, 2)) expect((await makeFor(lena, id)).text).toBe(unknown.text)
      for (const id of [...ids, nobody]) expect((await makeFor(hana, id)).text).toBe(unknown.text)
      expect(await database.db.selectFrom('recoveries').selectAll().execute()).toEqual([])
      expect((await makeFor(nkechi, tomas)).status).toBe(201)
      expect((await makeFor(lena, hana)).status).toBe(201)
    })

    test('[AC2] is made by nobody for themselves, and wants the second proof', async () => {
      for (const own of [nkechi, lena]) expect((await makeFor(own, own)).status).toBe(409)
      later(limits.proofMinutes * 60_000)
      expect(await makeFor(lena, hana)).toMatchObject({
        status: 403,
        body: { type: expect.stringContaining('needs-proof') },
      })
      await prove(lena)
      expect((await makeFor(lena, hana)).status).toBe(201)
    })

    test('[AC2] somebody who is to be chair or coordinator is out of a coordinator’s reach before they are confirmed, and not confirmed by it', async () => {
      const { body } = await nkechi.post('/api/invitations', { role: 'chair' })
      const aroha = team.browser()
      await aroha.post('/api/invitations/accept', {
        ...{ token: body.token, name: 'Aroha', email: 'aroha@example.org', password: rightPassword },
      })
      expect((await makeFor(lena, aroha)).status).toBe(404)
      // Nor by a link that was made while they were staff.
      const before = await tokenFor(lena, hana)
      await nkechi.patch(`/api/members/${await idOf(hana)}`, { role: 'chair' })
      expect(await use(before)).toMatchObject(refused)

      const token = await tokenFor(nkechi, aroha)
      const back = team.browser()
      expect((await use(token, back)).body.member).toMatchObject({ role: 'chair', isConfirmed: false })
      expect((await back.post('/api/invitations', { role: 'staff' })).status).toBe(404)
    })

    test('[AC1] is void once whoever made it may not make such any more, and once the member has another password', async () => {
      const id = await idOf(lena)
      const byLena = await tokenFor(lena, hana)
      expect((await nkechi.patch(`/api/members/${id}`, { role: 'staff' })).status).toBe(204)
      expect(await use(byLena)).toMatchObject(refused)

      const forHana = await tokenFor(nkechi, hana)
      const change = { password: rightPassword, newPassword }
      expect((await hana.post('/api/me/password', change)).status).toBe(204)
      expect(await use(forHana, team.browser(), 'a third long password')).toMatchObject(refused)
    })

    test('[AC1, DR4] has a counter of its own: five tries with one link, and no sign-in is any the worse', async () => {
      const token = await tokenFor(lena, hana)
      const { db } = database
      await db.updateTable('sign_in_tries').set({ count: 0 }).execute()
      // Tries that come to nothing for other reasons than the link.
      await sql`insert into sign_in_tries (kind, of_hash, at, count)
        values ('recovery', sha256(${Buffer.from(token)}), ${team.clock.now}, 5)`.execute(db)
      const tooMany = await use(token)
      expect(tooMany).toMatchObject({ status: 429, body: { detail: 'Please wait 15 minutes.' } })
      expect((await signIn('hana@example.org', rightPassword)).status).toBe(200)
      later(15 * 60_000)
      expect((await use(token)).status).toBe(200)
      // And strangers with links of their own making leave no rows.
      for (let n = 0; n < 10; n++) await use(`${n}`.repeat(43))
      const kindsLeft = await db
        .selectFrom('sign_in_tries')
        .select('kind')
        .where('kind', '=', 'recovery')
        .execute()
      expect(kindsLeft).toEqual([])
    })

    test('[AC3] makes strangers of all devices that had signed in before: the next sign-in on them is counted like anybody’s', async () => {
      const phone = team.browser()
      await use(await tokenFor(lena, hana), phone)
      const known = database.db.selectFrom('known_devices').select('token_hash')
      expect(await known.where('member_id', '=', await idOf(phone)).execute()).toHaveLength(1)
      for (let n = 0; n < limits.signInAttempts; n++) await signIn('hana@example.org', 'wrong')
      const [lost, own] = [team.browser(), team.browser()]
      lost.device = hana.device
      own.device = phone.device
      expect((await signIn('hana@example.org', newPassword, lost)).status).toBe(429)
      expect((await signIn('hana@example.org', newPassword, own)).status).toBe(200)
    })
  })

  describe('one’s own account', () => {
    test('[AC3] another password wants the old one, and signs out everywhere else', async () => {
      const other = team.browser()
      await signIn('hana@example.org', rightPassword, other)
      const change = (password: string, next: string) =>
        hana.post('/api/me/password', { password, newPassword: next })
      expect(await change('wrong', newPassword)).toMatchObject({ status: 401 })
      expect((await change(rightPassword, 'short')).body.errors).toEqual([
        { field: 'newPassword', message: 'Use at least 10 characters.' },
      ])
      expect((await other.get('/api/me')).status).toBe(200)
      expect((await change(rightPassword, newPassword)).status).toBe(204)
      expect((await other.get('/api/me')).status).toBe(401)
      expect((await hana.get('/api/me')).status).toBe(200)
      expect((await signIn('hana@example.org', rightPassword)).status).toBe(401)
      expect((await signIn('hana@example.org', newPassword)).status).toBe(200)
    })

    test('[AC3] whoever was put out while they changed the password changes nothing', async () => {
      const token = await tokenFor(lena, hana)
      const answers = await Promise.all([
        use(token, team.browser(), 'a password of the owner'),
        ...Array.from({ length: 4 }, (_, n) =>
          hana.post('/api/me/password', { password: rightPassword, newPassword: `a thief’s password ${n}` }),
        ),
      ])
      // Whichever came first: where the way back in was used, nothing overwrites what it set.
      if (answers[0]!.status === 200)
        expect((await signIn('hana@example.org', 'a password of the owner')).status).toBe(200)
      else expect(answers[0]).toMatchObject(refused)
    })

    test('the old password is tried as often as the second proof, and no more', async () => {
      for (let n = 0; n < limits.signInAttempts; n++)
        expect((await hana.post('/api/me/password', { password: 'wrong', newPassword })).status).toBe(401)
      expect((await hana.post('/api/me/password', { password: rightPassword, newPassword })).status).toBe(429)
      expect((await signIn('hana@example.org', rightPassword)).status).toBe(200)
    })

    test('another name and address want the second proof; the address is folded as at the sign-up, and a taken one is told in its words', async () => {
      later(limits.proofMinutes * 60_000)
      expect((await hana.patch('/api/me', { name: 'Hana Mori' })).status).toBe(403)
      await prove(hana)
      const changed = await hana.patch('/api/me', {
        name: ' Hana\u0000 Mori ',
        email: ' Hana.Mori@Example.ORG ',
      })
      expect(changed.body).toMatchObject({ member: { name: 'Hana Mori' }, email: 'hana.mori@example.org' })
      expect(team.changed.at(-1)).toEqual({ member: changed.body.member.id, isAnew: true })
      expect((await signIn('hana@example.org', rightPassword)).status).toBe(401)
      expect((await signIn('hana.mori@example.org', rightPassword)).status).toBe(200)

      const { body } = await nkechi.post('/api/invitations', { role: 'staff' })
      const joining = { token: body.token, name: 'X', email: 'lena@example.org', password: rightPassword }
      const atSignUp = await team.browser().post('/api/invitations/accept', joining)
      const mine = await hana.patch('/api/me', { email: 'LENA@example.org' })
      expect([mine.status, mine.text]).toEqual([409, atSignUp.text])
      expect((await hana.get('/api/me')).body.email).toBe('hana.mori@example.org')
      expect((await hana.patch('/api/me', {})).status).toBe(400)
      expect((await hana.patch('/api/me', { email: 'no address' })).status).toBe(400)
    })

    test('[DR4] guesses of strangers lock out no device that has signed in before, with another password and address either', async () => {
      await hana.patch('/api/me', { email: 'mori@example.org' })
      await hana.post('/api/me/password', { password: rightPassword, newPassword })
      const guesses = []
      for (let n = 0; n < 7; n++) guesses.push((await signIn('mori@example.org', 'wrong')).status)
      expect(guesses.slice(-2)).toEqual([429, 429])
      const device = team.browser()
      device.device = hana.device
      expect((await signIn('mori@example.org', newPassword, device)).status).toBe(200)
    })

    test('a name that one had is limited in number', async () => {
      for (let n = 0; n < limits.maxFormerNames; n++)
        expect((await hana.patch('/api/me', { name: `Hana ${n}` })).status).toBe(200)
      expect((await hana.patch('/api/me', { name: 'Hana once more' })).status).toBe(409)
      expect((await hana.get('/api/me')).body.member.name).toBe(`Hana ${limits.maxFormerNames - 1}`)
    })

    test('[AC6] tells where one is signed in, on what, since when and when last seen, and keeps no more of a browser', async () => {
      const agent =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1'
      const phone = team.browser()
      later(hours(1))
      await phone.ask(
        'POST',
        '/api/sign-in',
        { email: 'hana@example.org', password: rightPassword },
        {
          'user-agent': agent,
        },
      )
      const begun = team.clock.now.toISOString()
      later(hours(1))
      const { body } = await hana.get('/api/me/sessions')
      expect(body).toHaveLength(2)
      expect(body[0]).toMatchObject({
        isThis: true,
        device: 'A program',
        seenAt: team.clock.now.toISOString(),
      })
      expect(body[1]).toMatchObject({
        isThis: false,
        device: 'Safari on an iPhone',
        since: begun,
        seenAt: begun,
      })
      await phone.get('/api/me')
      expect((await hana.get('/api/me/sessions')).body[1].seenAt).toBe(team.clock.now.toISOString())
      const rows = await database.db.selectFrom('sessions').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain('CPU')
    })

    test('[AC6, WM6] ends one of one’s own, or all others; somebody else’s is as unknown as one that never was', async () => {
      const [phone, laptop] = [team.browser(), team.browser()]
      for (const browser of [phone, laptop]) await signIn('hana@example.org', rightPassword, browser)
      const of = async (browser: Browser): Promise<string> =>
        (await browser.get('/api/me/sessions')).body.find(({ isThis }: { isThis: boolean }) => isThis).id
      const unknown = await hana.remove(`/api/me/sessions/${nobody}`)
      expect(unknown.status).toBe(404)
      const lenas = await of(lena)
      expect((await hana.remove(`/api/me/sessions/${lenas}`)).text).toBe(unknown.text)
      expect((await hana.remove('/api/me/sessions/not-an-id')).text).toBe(unknown.text)
      const phones = await of(phone)
      expect((await hana.remove(`/api/me/sessions/${phones}`)).status).toBe(204)
      expect(team.ended.sessions).toEqual([phones])
      expect((await phone.get('/api/me')).status).toBe(401)
      expect((await laptop.get('/api/me')).status).toBe(200)
      expect((await hana.remove('/api/me/sessions')).status).toBe(204)
      expect((await laptop.get('/api/me')).status).toBe(401)
      for (const browser of [hana, lena]) expect((await browser.get('/api/me')).status).toBe(200)
    })
  })

  describe('roles', () => {
    const change = async (by: Browser, of: Browser, patch: object) =>
      by.patch(`/api/members/${await idOf(of)}`, patch)

    test('[AC5] are changed by a chair with the second proof, who confirms by it; by nobody else', async () => {
      expect((await change(nkechi, hana, { role: 'coordinator' })).status).toBe(204)
      expect((await hana.get('/api/me')).body.member).toMatchObject({
        role: 'coordinator',
        isConfirmed: true,
      })
      expect((await hana.post('/api/invitations', { role: 'staff' })).status).toBe(201)
      const forbidden = await change(lena, hana, { role: 'staff' })
      expect(forbidden.status).toBe(404)
      expect((await nkechi.patch(`/api/members/${nobody}`, { role: 'staff' })).text).toBe(forbidden.text)
      expect((await change(nkechi, hana, {})).status).toBe(400)
      later(limits.proofMinutes * 60_000)
      expect((await change(nkechi, hana, { role: 'staff' })).status).toBe(403)
    })

    test('[AC5] that go take along what they gave: invitations, and the right to the next act', async () => {
      const [ofStaff, ofChair] = await Promise.all(
        (['staff', 'chair'] as const).map(
          async (role) => (await nkechi.post('/api/invitations', { role })).body.token,
        ),
      )
      await change(nkechi, hana, { role: 'chair' })
      expect((await change(hana, nkechi, { role: 'coordinator' })).status).toBe(204)
      const look = (token: string) => team.browser().post('/api/invitations/look', { token })
      expect((await look(ofStaff)).status).toBe(200)
      expect((await look(ofChair)).status).toBe(410)
      expect((await change(nkechi, lena, { role: 'staff' })).status).toBe(404)
      await change(hana, nkechi, { role: 'staff' })
      expect((await look(ofStaff)).status).toBe(410)
      expect((await nkechi.post('/api/invitations', { role: 'staff' })).status).toBe(404)
    })

    test('[AC4] the last chair neither steps down, nor is given an end, nor is ended', async () => {
      const until = new Date(team.clock.now.getTime() + hours(24)).toISOString()
      for (const patch of [{ role: 'coordinator' }, { role: 'staff' }, { until }]) {
        const answer = await change(nkechi, nkechi, patch)
        expect(answer.status).toBe(409)
        expect(answer.body.detail).toBe(
          'The team would have no chair then. Make somebody else chair first, or ask whoever runs the server.',
        )
      }
      expect((await nkechi.remove(`/api/members/${await idOf(nkechi)}`)).status).toBe(409)
      await change(nkechi, lena, { role: 'chair' })
      // Who has an end is no chair who stays.
      expect((await change(nkechi, nkechi, { until })).status).toBe(204)
      expect((await change(nkechi, lena, { role: 'staff' })).status).toBe(409)
      expect((await nkechi.remove(`/api/members/${await idOf(lena)}`)).status).toBe(409)
      expect((await change(nkechi, nkechi, { until: null })).status).toBe(204)
      expect((await change(nkechi, lena, { role: 'staff' })).status).toBe(204)
    })

    test('[AC4] of two chairs who step down, put each other down, or end each other at once, one stays', async () => {
      const acts: ((by: Browser, of: Browser) => Promise<Answer>)[] = [
        (by) => change(by, by, { role: 'staff' }),
        (by, of) => change(by, of, { role: 'coordinator' }),
        async (by, of) => by.remove(`/api/members/${await idOf(of)}`),
      ]
      for (const act of acts) {
        const { db } = database
        await db
          .updateTable('members')
          .set({ role: 'chair', confirmed_at: team.clock.now, ended_at: null })
          .execute()
        await db.updateTable('members').set({ role: 'staff' }).where('name', '=', 'Hana').execute()
        for (const [browser, email] of [
          [nkechi, 'nkechi'],
          [lena, 'lena'],
        ] as const)
          await signIn(`${email}@example.org`, rightPassword, browser)
        const answers = await Promise.all([act(nkechi, lena), act(lena, nkechi)])
        expect(answers.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1)
        const chairs = db
          .selectFrom('members')
          .select('id')
          .where('acting_role', '=', 'chair')
          .where('ended_at', 'is', null)
        expect(await chairs.execute()).toHaveLength(1)
      }
    })

    test('[AC5, WM12] somebody who ran the team before runs it anew from the day of their new role', async () => {
      const id = await idOf(lena)
      const since = async () =>
        (
          await database.db
            .selectFrom('members')
            .select('confirmed_at')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
        ).confirmed_at
      const first = await since()
      later(60_000)
      await change(nkechi, lena, { role: 'chair' })
      expect(await since()).toEqual(first)
      await change(nkechi, lena, { role: 'staff' })
      later(60_000)
      await change(nkechi, lena, { role: 'coordinator' })
      expect(await since()).toEqual(team.clock.now)
    })
  })

  describe('an end', () => {
    const setEnd = async (of: Browser, until: unknown) =>
      nkechi.patch(`/api/members/${await idOf(of)}`, { until })

    test('[AC5, WM6] ends the account by itself: at the ask at once, with all that belongs to it at the next sweep', async () => {
      const id = await idOf(lena)
      const invitation = (await lena.post('/api/invitations', { role: 'staff' })).body.token
      const at = new Date(team.clock.now.getTime() + hours(2))
      expect((await setEnd(lena, at.toISOString())).status).toBe(204)
      expect(team.changed.at(-1)).toEqual({ member: id, isAnew: true })
      const listed = (await hana.get('/api/members')).body.find((one: { id: string }) => one.id === id)
      expect(listed.until).toBe(at.toISOString())
      const actor = await team.sessions.findActorByCookie(lena.cookie)
      expect(actor!.expiresAt).toEqual(at)

      later(hours(2) - 1)
      expect((await lena.get('/api/me')).status).toBe(200)
      await team.endDue()
      expect(team.ended.members).toEqual([])
      later(1)
      expect((await lena.get('/api/me')).status).toBe(401)
      expect((await signIn('lena@example.org', rightPassword)).status).toBe(401)
      expect((await hana.get('/api/members')).body.map((one: { id: string }) => one.id)).not.toContain(id)
      await team.endDue()
      await team.endDue()
      expect(team.ended.members).toEqual([id])
      expect((await team.browser().post('/api/invitations/look', { token: invitation })).status).toBe(410)
      const row = await database.db
        .selectFrom('members')
        .select('ended_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect(row.ended_at).toEqual(team.clock.now)
    })

    test('is a moment to come, with its time zone, within five years; it can be moved and taken away', async () => {
      const messageOf = async (until: unknown) => (await setEnd(hana, until)).body.errors?.[0].message
      expect(await messageOf(team.clock.now.toISOString())).toBe('Choose a time that is still to come.')
      expect(await messageOf('2099-01-01T00:00:00Z')).toBe('Choose a time within the next five years.')
      for (const until of ['tomorrow', '2027-01-01', '2027-01-01T10:00:00', 7, ''])
        expect((await setEnd(hana, until)).status, String(until)).toBe(400)
      const day = team.clock.now.getTime() + hours(24)
      const there = `${new Date(day + hours(2)).toISOString().slice(0, 19)}+02:00`
      expect((await setEnd(hana, there)).status).toBe(204)
      const { ends_at } = await database.db
        .selectFrom('members')
        .select('ends_at')
        .where('name', '=', 'Hana')
        .executeTakeFirstOrThrow()
      expect(Math.abs(ends_at!.getTime() - day)).toBeLessThan(1_000)
      expect((await setEnd(hana, null)).status).toBe(204)
      later(hours(48))
      await team.endDue()
      expect(team.ended.members).toEqual([])
    })
  })
})
