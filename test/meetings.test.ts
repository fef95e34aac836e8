import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('a meeting, on %s', (kind) => {
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
  const start = (name: Name, body?: object) => team.ask(name, 'POST', `/cases/${id}/meeting`, body)
  const end = (name: Name, body?: object) => team.ask(name, 'POST', `/cases/${id}/meeting/end`, body)
  const past = async () => (await team.ask('Hana', 'GET', `/cases/${id}/meetings`)).body.meetings

  test('[E5] starts once: it takes the case to In meeting, and everybody in the case hears of it', async () => {
    const [one, two] = await Promise.all([start('Nkechi', { place: 'Room 4' }), start('Hana')])
    expect([one.status, two.status]).toEqual([201, 201])
    expect(two.body.id).toBe(one.body.id)
    const detail = await team.detail('Hana', id)
    expect(detail.stage).toBe('meeting')
    expect(detail.meeting).toEqual(one.body)
    const moves = team.told.map((one) => one.news).filter((news) => news?.kind === 'case' && news.moved)
    expect(moves).toHaveLength(1)
    expect(moves[0]).toMatchObject({ moved: { codeName: detail.codeName, stage: 'In meeting' } })
  })

  test('[E5] goes from question to question', async () => {
    await start('Nkechi')
    const { body } = await team.ask('Tomás', 'PATCH', `/cases/${id}/meeting`, { question: 3 })
    expect(body.question).toBe(3)
    expect((await team.detail('Hana', id)).meeting?.question).toBe(3)
    expect((await team.ask('Tomás', 'PATCH', `/cases/${id}/meeting`, { question: 5 })).status).toBe(400)
  })

  test('[E5] ends with minutes: who had access, what is still to do, who objected', async () => {
    await start('Nkechi', { place: 'Room 4' })
    const { Maria, Tomás } = team.ids
    const open = await team.addTask(id, { what: 'Fetch the footage', who: Maria, order: 'a1' })
    const first = await team.addTask(id, { what: 'Walk with her', who: Tomás, state: 'accepted', by: Tomás })
    await team.addTask(id, { what: 'Done already', state: 'done', by: Tomás })
    await team.addTask(id, { what: 'Dropped', state: 'dropped' })
    team.later(60_000)
    const { status, body } = await end('Hana', { hasObjection: true, objection: 'Too soon.' })
    expect(status).toBe(200)
    expect(body.openTasks.map((task: { id: string; state: string }) => [task.id, task.state])).toEqual([
      [first, 'accepted'],
      [open, 'open'],
    ])
    expect(body).toMatchObject({
      place: 'Room 4',
      hasObjection: true,
      objection: 'Too soon.',
      endedBy: team.ids.Hana,
    })
    expect(body.access).toHaveLength(4)
    expect(await past()).toEqual([body])
    expect(await team.detail('Hana', id)).toMatchObject({ stage: 'acting', meeting: null })
    const rows = team.db.selectFrom('case_entries').select('sealed').where('id', '=', body.id)
    expect((await rows.executeTakeFirstOrThrow()).sealed.toString()).not.toContain('Too soon')
  })

  test('[E5] a case moved elsewhere meanwhile stays there, and its meeting goes on until it is ended', async () => {
    await start('Nkechi')
    await team.ask('Nkechi', 'PATCH', `/cases/${id}`, { stage: 'decided' })
    expect((await team.detail('Hana', id)).meeting).not.toBeNull()
    await end('Nkechi')
    expect(await team.detail('Hana', id)).toMatchObject({ stage: 'decided', meeting: null })
    expect((await past())[0]).toMatchObject({ hasObjection: null, objection: null })
  })

  test('[E5] that is over cannot be ended or steered; the next one is another', async () => {
    const { body: before } = await start('Nkechi')
    await end('Nkechi', {})
    expect((await end('Nkechi')).status).toBe(409)
    expect((await team.ask('Nkechi', 'PATCH', `/cases/${id}/meeting`, { question: 2 })).status).toBe(409)
    expect((await start('Nkechi')).body.id).not.toBe(before.id)
  })

  test('whoever only reads neither starts nor ends one, but reads the minutes', async () => {
    await team.give(id, 'Maria', 'read')
    expect((await start('Maria')).status).toBe(404)
    await start('Nkechi')
    expect((await end('Maria')).status).toBe(404)
    expect((await team.ask('Maria', 'GET', `/cases/${id}/meetings`)).status).toBe(200)
  })
})
