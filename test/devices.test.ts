// The server's half of what a device keeps: the same each time for whoever may read, and nothing for anybody else.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Halves } from '#shared/http/devices.ts'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[K4] [I1] halves, on %s', (kind) => {
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
})
