// The roster: who is on duty when, who may say so, what is refused in words, and whose number is seen by whom.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '#shared/http/people.ts'
import type { Shift } from '#shared/http/roster.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('the roster, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(async () => {
    await team.db.deleteFrom('shifts').execute()
    await team.db.updateTable('sessions').set({ proved_at: team.clock() }).execute()
  })

  /** Hours from now. */
  const at = (hours: number) => new Date(team.clock().getTime() + hours * 3_600_000).toISOString()
  const shift = (name: Name, from: number, to: number, isLead = false): Shift =>
    ({ id: randomUUID(), member: team.ids[name], from: at(from), to: at(to), isLead }) as Shift
  const put = (by: Name, { id, ...body }: Shift) => team.ask(by, 'PUT', `/roster/shifts/${id}`, body)
  const take = (by: Name, id: string) => team.ask(by, 'DELETE', `/roster/shifts/${id}`)
  const add = (by: Name, shifts: readonly Shift[]) => team.ask(by, 'POST', '/roster/shifts', { shifts })
  const roster = async (name: Name): Promise<Shift[]> => (await team.ask(name, 'GET', '/roster')).body.shifts
  const entriesAbout = (id: string) =>
    team.db
      .selectFrom('event_entries')
      .select(['kind', 'sealed'])
      .where('about', '=', id)
      .orderBy('n')
      .execute()

  test('[DU1] every member reads it, the earliest first; whoever runs the team edits it, staff do not', async () => {
    const [late, early] = [shift('Hana', 4, 9, true), shift('Priya', -2, 3)]
    expect((await put('Nkechi', late)).status).toBe(200)
    expect((await put('Tomás', early)).body).toEqual(early)
    for (const name of ['Maria', 'Nkechi'] as const) expect(await roster(name)).toEqual([early, late])
    const other = shift('Dawit', 1, 2)
    expect((await put('Maria', other)).status).toBe(404)
    expect((await add('Maria', [other])).status).toBe(404)
    expect((await take('Maria', early.id)).status).toBe(404)
    expect(await roster('Maria')).toEqual([early, late])
  })

  test('[DU1] what is changed or removed stays written, with who did it; the undo of each is another act', async () => {
    const made = shift('Hana', 1, 5)
    await put('Tomás', made)
    await put('Nkechi', { ...made, to: at(6) })
    expect(await roster('Maria')).toEqual([{ ...made, to: at(6) }])
    await put('Nkechi', made)
    expect((await take('Tomás', made.id)).status).toBe(204)
    expect(await roster('Maria')).toEqual([])
    // The answer was lost, and it is asked for again.
    expect((await take('Tomás', made.id)).status).toBe(204)
    for (const _ of ['undone', 'sent again']) expect((await put('Tomás', made)).status).toBe(200)
    expect(await roster('Maria')).toEqual([made])
    const written = await entriesAbout(made.id)
    expect(written.map((entry) => entry.kind)).toEqual(['shift', 'shift', 'shift', 'shift-removal', 'shift'])
    expect(written.map(({ sealed }) => Buffer.from(sealed).toString('latin1')).join()).not.toContain('isLead')
    const acts = await team.db
      .selectFrom('audit')
      .select(['act', 'member_id as by'])
      .where('act', 'in', ['putShift', 'removeShift'])
      .orderBy('n', 'desc')
      .limit(3)
      .execute()
    expect(acts).toEqual(
      ['putShift', 'removeShift', 'putShift'].map((act, n) => ({
        act,
        by: team.ids[n === 2 ? 'Nkechi' : 'Tomás'],
      })),
    )
  })

  test('[DU2] what is no shift is said at its field, and nothing is written', async () => {
    const refused = async (wrong: Shift) => {
      const { status, body } = await put('Tomás', wrong)
      return [
        status,
        ...body.errors.map(({ field, message }: Record<string, string>) => `${field}: ${message}`),
      ]
    }
    expect(await refused(shift('Hana', 5, 5))).toEqual([400, 'to: The end has to come after the beginning.'])
    expect(await refused(shift('Hana', 0, 25))).toEqual([400, 'to: A shift is at most 24 hours long.'])
    expect(await refused(shift('Hana', 9_000, 9_001))).toEqual([400, 'from: Name a day within a year.'])
    const nobody = { ...shift('Hana', 1, 2), member: randomUUID() as Shift['member'] }
    expect(await refused(nobody)).toEqual([400, 'member: Choose somebody of the team.'])
    await put('Tomás', shift('Hana', 1, 4))
    expect(await refused(shift('Hana', 3, 6))).toEqual([
      400,
      'from: Hana Okafor is on duty then: 14:00 to 17:00. Change that one.',
    ])
    // One after the other is no overlap, and others are on duty at the same time.
    for (const fits of [shift('Hana', 4, 6), shift('Priya', 1, 6)])
      expect((await put('Tomás', fits)).status).toBe(200)
    expect((await take('Tomás', randomUUID())).status).toBe(404)
    expect((await roster('Tomás')).length).toBe(3)
  })

  test('[DU3] several come all or none, and a list that is brought in twice is there once', async () => {
    const list = [shift('Hana', 1, 4), shift('Priya', 2, 5), shift('Dawit', 1, 2)]
    const bad = await add('Nkechi', [...list, shift('Priya', 4, 6)])
    expect([bad.status, bad.body.errors[0].field]).toEqual([400, 'shifts.3.from'])
    expect(await roster('Maria')).toEqual([])
    expect((await add('Nkechi', list)).body.shifts.length).toBe(3)
    const again = list.map((one) => ({ ...one, id: randomUUID() as Shift['id'] }))
    expect((await add('Nkechi', again)).body.shifts.map((one: Shift) => one.id).toSorted()).toEqual(
      list.map(({ id }) => id).toSorted(),
    )
    const many = Array.from({ length: 301 }, (_, n) => shift('Maria', n, n + 1))
    expect((await add('Nkechi', many)).status).toBe(400)
  })

  test('[DU1] two who edit at once both succeed, and of one shift the last holds', async () => {
    const [mine, yours] = [shift('Hana', 1, 4), shift('Priya', 1, 4)]
    await Promise.all([put('Nkechi', mine), put('Tomás', yours), put('Lena', { ...yours, isLead: true })])
    expect((await roster('Maria')).map(({ id }) => id).toSorted()).toEqual([mine.id, yours.id].toSorted())
  })

  test('[DU4] who runs the team is called by everybody; staff by everybody while they are on duty, else by who runs it', async () => {
    for (const [name, phone] of Object.entries({ Tomás: '555 0102', Hana: '555 0104', Priya: '555 0107' }))
      expect((await team.ask(name as Name, 'PATCH', '/me', { phone, speaks: `${name}ish` })).status).toBe(200)
    const seen = async (by: Name) => {
      const members: Member[] = (await team.ask(by, 'GET', '/members')).body
      return Object.fromEntries(
        (['Tomás', 'Hana', 'Priya'] as const).map((name) => [
          name,
          members.find(({ id }) => id === team.ids[name])!.phone,
        ]),
      )
    }
    const all = { Tomás: '555 0102', Hana: '555 0104', Priya: '555 0107' }
    await put('Nkechi', shift('Hana', -1, 1))
    expect(await seen('Nkechi')).toEqual(all)
    expect(await seen('Lena')).toEqual(all)
    expect(await seen('Maria')).toEqual({ ...all, Priya: null })
    expect(await seen('Priya')).toEqual(all)
    team.later(3_600_000)
    expect(await seen('Maria')).toEqual({ ...all, Priya: null, Hana: null })
  })

  test('[DU4] the languages that somebody speaks are theirs to say, sealed, and seen by the team', async () => {
    const speaks = 'Portuguese, English'
    expect((await team.ask('Maria', 'PATCH', '/me', { speaks })).body.speaks).toBe(speaks)
    const members: Member[] = (await team.ask('Dawit', 'GET', '/members')).body
    expect(members.find(({ id }) => id === team.ids.Maria)).toMatchObject({ speaks })
    const row = team.db.selectFrom('members').select('sealed_speaks').where('id', '=', team.ids.Maria)
    const { sealed_speaks } = await row.executeTakeFirstOrThrow()
    expect(Buffer.from(sealed_speaks!).toString('latin1')).not.toContain('Portuguese')
    expect((await team.ask('Maria', 'PATCH', '/me', { speaks: '' })).body.speaks).toBeNull()
  })

  test('[DU1] whoever left the team is on the roster no more, and their words are gone', async () => {
    await put('Nkechi', shift('Aroha', 1, 4))
    await team.ask('Aroha', 'PATCH', '/me', { speaks: 'Māori' })
    expect((await team.ask('Nkechi', 'DELETE', `/members/${team.ids.Aroha}`)).status).toBe(204)
    expect(await roster('Maria')).toEqual([])
    const row = team.db.selectFrom('members').select('sealed_speaks').where('id', '=', team.ids.Aroha)
    expect(await row.executeTakeFirst()).toEqual({ sealed_speaks: null })
  })
})
