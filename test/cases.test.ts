import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseCard, PersonInCase } from '#shared/http/cases.ts'
import type { CaseId, PersonId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('the board, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  const board = async (name: Name): Promise<CaseCard[]> => (await team.ask(name, 'GET', '/cases')).body.cases
  const minutes = (count: number) => new Date(team.clock().getTime() + count * 60_000).toISOString()

  test('[N1] shows each member the cases they may open, and no others', async () => {
    const hers = (await team.report('Hana')).case
    const theirs = (await team.report('Dawit', { involvesMembers: [team.ids.Tomás] })).case
    expect((await board('Hana')).map((card) => card.id)).toEqual([hers.id])
    expect((await board('Tomás')).map((card) => card.id)).toEqual([hers.id])
    expect((await board('Nkechi')).map((card) => card.id).toSorted()).toEqual([hers.id, theirs.id].toSorted())
    expect(await board('Priya')).toEqual([])
  })

  test('urgent cases come first, then what is due earliest, then the oldest', async () => {
    const [oldest, soon, sooner, urgent, youngest] = await Promise.all(
      [false, false, false, true, false].map(async (danger, at) => {
        const { case: opened } = await team.report('Maria', { danger })
        const reported_at = new Date(minutes(at))
        await team.db.updateTable('cases').set({ reported_at }).where('id', '=', opened.id).execute()
        return opened.id
      }),
    )
    await team.addTask(soon!, { due: minutes(60) })
    await team.addTask(sooner!, { due: minutes(30) })
    await team.addTask(youngest!, { due: minutes(5), state: 'done' })
    expect((await board('Maria')).map((card) => card.id)).toEqual([urgent, sooner, soon, oldest, youngest])
  })

  test('[G1] a card says what is next with names as roles, and how much is done', async () => {
    const { id } = (await team.report('Priya')).case
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, {
      name: 'Corvin Haldane',
      role: 'reported',
      aliases: ['CJ'],
    })
    await team.answerChecks()
    await team.addTask(id, { what: 'Done', state: 'done' })
    await team.addTask(id, { what: 'Dropped', state: 'dropped' })
    await team.addTask(id, { what: 'Whenever' })
    const who = team.ids.Maria
    await team.addTask(id, {
      what: 'Ask Corvin',
      dueWords: 'when CJ is back',
      who,
      due: minutes(5),
      order: 'a1',
    })
    const [card] = await board('Priya')
    expect(card).toMatchObject({
      next: { what: 'Ask reported person', dueWords: 'when reported person is back', who, due: minutes(5) },
      tasks: { done: 1, total: 3 },
      team: [team.ids.Nkechi, team.ids.Tomás, team.ids.Lena, team.ids.Priya],
      level: 'write',
      meeting: null,
    })
    expect(JSON.stringify(card)).not.toMatch(/Corvin|CJ|shouted/)
  })

  test('a damaged row takes the next step off one card, and nothing else away', async () => {
    const { id } = (await team.report('Priya')).case
    const task = await team.addTask(id, {})
    const junk = Buffer.from('junk')
    await team.db.updateTable('tasks').set({ sealed_what: junk }).where('task_id', '=', task).execute()
    expect((await board('Priya')).find((card) => card.id === id)).toMatchObject({
      next: null,
      tasks: { total: 1 },
    })
  })
})

describe.each(kinds)('a case, on %s', (kind) => {
  let team: Team
  let id: CaseId
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(async () => {
    id = (await team.report('Hana')).case.id
    team.told.length = 0
  })
  const opens = async (name: Name) => (await team.ask(name, 'GET', `/cases/${id}`)).status === 200
  const list = (name: Name, person: object) => team.ask(name, 'POST', `/cases/${id}/people`, person)
  const levels = async (name: Name) =>
    Object.fromEntries((await team.detail(name, id)).access.map(({ member, level }) => [member, level]))

  test('moves from column to column, and everybody hears who moved it', async () => {
    team.later(1000)
    const { status, body } = await team.ask('Tomás', 'PATCH', `/cases/${id}`, { stage: 'acting' })
    expect([status, body.stage, body.stageSince]).toEqual([200, 'acting', team.clock().toISOString()])
    expect(team.told).toMatchObject([
      { news: { case: id, moved: { codeName: body.codeName, stage: 'Acting', by: 'Tomás' } } },
    ])
    await team.ask('Nkechi', 'PATCH', `/cases/${id}`, { stage: 'acting' })
    expect(team.told).toHaveLength(1)
    // Taken back: from where it was put, and from nowhere else.
    const back = { stage: 'new', from: 'decided' }
    expect((await team.ask('Nkechi', 'PATCH', `/cases/${id}`, back)).status).toBe(409)
    expect((await team.ask('Nkechi', 'GET', `/cases/${id}`)).body).toMatchObject({ stage: 'acting' })
    expect((await team.ask('Nkechi', 'PATCH', `/cases/${id}`, { stage: 'burnt' })).status).toBe(400)
  })

  test('[SY23] lists as many people as every text can be looked through for, and no more', async () => {
    const one = { name: 'Jun Avelar', role: 'witness' }
    expect((await list('Nkechi', one)).status).toBe(201)
    const { id: _, ...row } = await team.db
      .selectFrom('case_people')
      .selectAll()
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow()
    const more = Array.from({ length: limits.maxPeople - 1 }, () => ({
      ...row,
      id: randomUUID() as PersonId,
    }))
    await team.db.insertInto('case_people').values(more).execute()
    expect((await list('Nkechi', one)).status).toBe(409)
    await team.db.deleteFrom('case_people').where('case_id', '=', id).execute()
  })

  test('lists people, sealed; changes keep what they do not name', async () => {
    const ask = { name: 'Jun Avelar', role: 'witness', aliases: ['J'], badge: '4711' }
    const { status, body } = await list('Nkechi', ask)
    expect([status, body]).toEqual([201, { id: expect.any(String), memberId: null, ...ask }])
    const path = `/cases/${id}/people/${body.id}`
    const changed = await team.ask('Tomás', 'PATCH', path, { role: 'affected' })
    expect(changed.body).toEqual({ ...body, role: 'affected' })
    expect((await team.ask('Tomás', 'PATCH', path, { badge: null })).body).toMatchObject({
      badge: null,
      aliases: ['J'],
    })
    const rows = team.db.selectFrom('case_entries').select('sealed').where('case_id', '=', id)
    for (const { sealed } of await rows.execute()) expect(sealed.toString()).not.toContain('Jun')
    expect(await rows.execute()).toHaveLength(4)
    expect((await team.ask('Tomás', 'DELETE', path)).status).toBe(204)
    expect((await team.detail('Hana', id)).people).toEqual([])
    for (const method of ['DELETE', 'PATCH'] as const)
      expect((await team.ask('Tomás', method, path, {})).status).toBe(404)
    expect((await list('Nkechi', { name: '', role: 'witness' })).status).toBe(400)
  })

  describe('[N2] whoever is listed and of the team is locked out at once', () => {
    test('when linked, the chair included: the first coordinator leads then', async () => {
      const chair = { name: 'N.', role: 'reported', memberId: team.ids.Nkechi }
      expect((await list('Tomás', chair)).status).toBe(201)
      const told = team.told.splice(0)
      await team.answerChecks()
      expect(await opens('Nkechi')).toBe(false)
      expect((await team.ask('Nkechi', 'GET', '/cases')).text).not.toContain(id)
      const { Nkechi, Tomás, Lena, Hana } = team.ids
      expect(await levels('Tomás')).toEqual({ [Tomás]: 'lead', [Lena]: 'write', [Hana]: 'write' })
      expect((await team.detail('Tomás', id)).excluded).toEqual([Nkechi])
      // The others are asked about the reported person: their screens are closed until they have answered.
      expect(told.slice(0, 2)).toEqual([
        { kind: 'cut', to: [Nkechi, Lena, Hana] },
        { kind: 'members', to: [Nkechi, Lena, Hana], news: { kind: 'access' } },
      ])
      expect(told[2]!.to).toEqual([Tomás])
    })

    test('when named, in any spelling', async () => {
      const { body } = await list('Nkechi', { name: 'tomas  RIVERA', role: 'witness' })
      expect((body as PersonInCase).memberId).toBe(team.ids.Tomás)
      expect(await opens('Tomás')).toBe(false)
      await list('Nkechi', { name: 'Lena', role: 'witness' })
      expect(await opens('Lena')).toBe(true)
    })

    test('when an entry is linked or renamed later', async () => {
      const { body } = await list('Nkechi', { name: 'Somebody', role: 'witness' })
      const path = `/cases/${id}/people/${body.id}`
      await team.ask('Nkechi', 'PATCH', path, { memberId: team.ids.Lena })
      expect(await opens('Lena')).toBe(false)
      const { body: again } = await team.ask('Nkechi', 'PATCH', path, { name: 'Hana Okafor' })
      expect(again.memberId).toBe(team.ids.Hana)
      expect(await opens('Hana')).toBe(false)
    })

    test('by their own hand as well; their entry stands', async () => {
      const { status } = await list('Nkechi', { name: 'Me', role: 'affected', memberId: team.ids.Nkechi })
      expect(status).toBe(201)
      expect((await list('Nkechi', { name: 'More', role: 'other' })).status).toBe(404)
      expect((await team.detail('Tomás', id)).people).toMatchObject([{ name: 'Me' }])
    })

    test('until the last coordinator is out: then whoever has written longest leads', async () => {
      team.later(1000)
      await team.give(id, 'Priya', 'write')
      await team.give(id, 'Maria', 'read')
      for (const out of ['Tomás', 'Lena'] as const)
        await list('Nkechi', { name: out, role: 'witness', memberId: team.ids[out] })
      await list('Nkechi', { name: 'Nkechi', role: 'witness', memberId: team.ids.Nkechi })
      const { Priya, Hana, Maria } = team.ids
      expect(await levels('Hana')).toEqual({ [Hana]: 'lead', [Priya]: 'write', [Maria]: 'read' })
    })

    test('also without ever having had access; unlinking does not let them in again', async () => {
      const { body } = await list('Nkechi', { name: 'M.', role: 'witness', memberId: team.ids.Maria })
      const path = `/cases/${id}/people/${body.id}`
      const access = `/cases/${id}/access/${team.ids.Maria}`
      await team.ask('Nkechi', 'PATCH', path, { memberId: null })
      expect((await team.ask('Nkechi', 'PUT', access, { level: 'read' })).status).toBe(409)
      await team.ask('Nkechi', 'DELETE', path)
      expect((await team.ask('Nkechi', 'PUT', access, { level: 'read' })).status).toBe(409)
    })

    test('a link to nobody is refused, and nothing is listed', async () => {
      expect((await list('Nkechi', { name: 'X', role: 'other', memberId: randomUUID() })).status).toBe(400)
      expect((await team.detail('Nkechi', id)).people).toEqual([])
    })
  })
})
