// The server's half of what a device keeps: the same each time for whoever may read, and nothing for anybody else.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Halves } from '#shared/http/devices.ts'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[KE4] [I1] halves, on %s', (kind) => {
  let team: Team
  let id: CaseId
  beforeAll(async () => {
    team = await openTeam(kind)
    id = (await team.report('Hana')).case.id
  })
  afterAll(() => team.close())

  const halves = async (name: Name, device: string): Promise<Halves> => {
    const { status, body } = await team.ask(name, 'POST', '/device/halves', { device })
    expect(status).toBe(200)
    return body as Halves
  }

  test('are the same each time, and another for each device, member and case', async () => {
    const [phone, desk] = [randomUUID(), randomUUID()]
    const other = (await team.report('Hana')).case.id
    const given = await halves('Hana', phone)
    expect(await halves('Hana', phone)).toEqual(given)
    const all = [given, await halves('Hana', desk), await halves('Nkechi', phone)]
    const each = all.flatMap(({ member, cases }) => [member, cases[id], cases[other]])
    expect(each.every((half) => Buffer.from(half!, 'base64').length === 32)).toBe(true)
    expect(new Set(each).size).toBe(9)
  })

  test('are given for what may be read at that moment, and come back with the right', async () => {
    const device = randomUUID()
    expect((await halves('Dawit', device)).cases).toEqual({})
    await team.give(id, 'Maria', 'read')
    const half = (await halves('Maria', device)).cases[id]
    expect(half).toBeDefined()
    await team.db.insertInto('case_exclusions').values({ case_id: id, member_id: team.ids.Maria }).execute()
    expect((await halves('Maria', device)).cases).not.toHaveProperty(id)
    await team.db.deleteFrom('case_exclusions').where('member_id', '=', team.ids.Maria).execute()
    expect((await halves('Maria', device)).cases[id]).toBe(half)
  })

  test('nobody gets any without a session, or for something that is no device', async () => {
    expect((await team.askAs('', 'POST', '/device/halves', { device: randomUUID() })).status).toBe(401)
    expect((await team.ask('Hana', 'POST', '/device/halves', { device: 'mine' })).status).toBe(400)
  })

  describe('[KE5] how a device stands when nobody is signed in on it', () => {
    const standing = async (cookie: string, body?: object) => {
      const { status, body: told, headers } = await team.askAs(cookie, 'POST', '/device/standing', body)
      expect(status).toBe(200)
      return { is: (told as { is: string }).is, cookie: headers['set-cookie'] }
    }
    const identityOf = async (name: Name) => {
      const device = randomUUID()
      return { member: team.ids[name], device, receipt: (await halves(name, device)).receipt }
    }

    test('is told to whoever has its receipt, and to nobody else', async () => {
      const mine = await identityOf('Priya')
      const cookie = team.cookies.Priya
      expect(await standing(cookie, mine)).toEqual({ is: 'in', cookie: undefined })
      expect((await standing('', mine)).is).toBe('out')
      await team.db
        .updateTable('members')
        .set({ ended_at: new Date() })
        .where('id', '=', team.ids.Priya)
        .execute()
      expect((await standing(cookie, mine)).is).toBe('ended')
      expect((await standing('', mine)).is).toBe('ended')
      const others = [
        { ...mine, receipt: '' },
        { ...mine, receipt: (mine.receipt.startsWith('A') ? 'B' : 'A') + mine.receipt.slice(1) },
        { ...mine, device: randomUUID() },
        { ...(await identityOf('Hana')), member: mine.member },
        { ...mine, member: randomUUID() },
      ]
      for (const other of others) expect((await standing('', other)).is).toBe('out')
      expect((await standing('')).is).toBe('out')
      expect((await standing(team.cookies.Hana)).is).toBe('in')
      // Somebody else is signed in there now.
      expect((await standing(team.cookies.Hana, mine)).is).toBe('ended')
      await team.db.updateTable('members').set({ ended_at: null }).where('id', '=', mine.member).execute()
      expect((await standing(team.cookies.Hana, mine)).is).toBe('out')
    })

    test('opens nothing: a receipt is no half', async () => {
      const device = randomUUID()
      const given = await halves('Hana', device)
      expect([given.member, ...Object.values(given.cases)]).not.toContain(given.receipt)
      expect((await halves('Hana', device)).receipt).toBe(given.receipt)
      expect((await halves('Hana', randomUUID())).receipt).not.toBe(given.receipt)
    })

    test('takes a cookie away that is good for nothing, and none that a phone waits with', async () => {
      const dead = 'greenroom=0000000000000000000000000000000000000000000'
      expect(String((await standing(dead)).cookie)).toContain('Max-Age=0')
      const { body } = await team.ask('Hana', 'POST', '/device/standing')
      expect(body).toEqual({ is: 'in' })
      await team.db
        .updateTable('sessions')
        .set({ waits: true })
        .where('member_id', '=', team.ids.Lena)
        .execute()
      expect(await standing(team.cookies.Lena)).toEqual({ is: 'out', cookie: undefined })
      await team.db
        .updateTable('sessions')
        .set({ waits: false })
        .where('member_id', '=', team.ids.Lena)
        .execute()
    })
  })
})
