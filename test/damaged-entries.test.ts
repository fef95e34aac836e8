// What can't be read is said to be damaged, by its place, and takes nothing else of the case away: a box that was changed, one
// of a later version, one that is no words at all, and one without a field that is asked for today.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import type { SealKind } from '../server/platform/sealing.ts'
import { openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[RN6] damage in what is written down, on %s', (kind) => {
  let team: Team
  let id: CaseId
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(async () => {
    id = (await team.report('Hana', { whatHappened: 'What is whole.' })).case.id
  })

  /** A row as no act of ours would write it. */
  const write = async (
    kindOf: string,
    words: unknown,
    more: { about?: string; version?: number; id?: string } = {},
  ) => {
    const entry = more.id ?? randomUUID()
    const seal = await team.seals.sealOf(team.db, id)
    const sealed =
      typeof words === 'string'
        ? Buffer.from(words.padEnd(60, '.'))
        : seal.seal(kindOf as SealKind, entry, JSON.stringify(words))
    const last = team.db.selectFrom('case_entries').select(({ fn }) => fn.max('n').as('n'))
    const { n } = await last.where('case_id', '=', id).executeTakeFirstOrThrow()
    const place = { id: entry, case_id: id, kind: kindOf, n: n + 1, version: more.version ?? 1 }
    const row = { ...place, author_id: team.ids.Hana, at: team.clock(), about: more.about ?? null, sealed }
    await team.db.insertInto('case_entries').values(row).execute()
    return entry
  }
  const list = async (entry: string, role: 'witness' | 'reported') => {
    const row = { id: entry as never, case_id: id, role, member_id: null, created_by: team.ids.Hana }
    await team.db.insertInto('case_people').values(row).execute()
  }
  const detail = () => team.detail('Nkechi', id)

  test.each([
    ['a box that does not open', 'not sealed at all', 1],
    ['words of a later version', { whatHappened: 'x' }, 9],
    ['no words at all', [7], 1],
  ] as const)('a report: %s', async (_, words, version) => {
    const broken = await write('report', words, { version })
    await write('amendment', { words: 'Below it.' }, { about: broken })
    await write('amendment', 'not sealed at all', { about: broken })
    const { reports } = await detail()
    expect(reports[0]).toMatchObject({ whatHappened: 'What is whole.' })
    const below = { author: team.ids.Hana, at: team.clock().toISOString() }
    expect(reports[1]).toEqual({
      ...{ id: broken, takenBy: team.ids.Hana, at: team.clock().toISOString(), isDamaged: true },
      amendments: [
        { ...below, words: 'Below it.' },
        { ...below, isDamaged: true },
      ],
    })
    expect((await team.ask('Hana', 'POST', `/reports/${broken}/amendments`, { words: 'x' })).status).toBe(201)
  })

  test('a sealed row without a field that is asked for today is read as what it says', async () => {
    const old = await write('report', { where: 'The lobby' })
    const jun = await write('person', { name: 'Jun Avelar' })
    await list(jun, 'witness')
    const { reports, people } = await detail()
    expect(reports[1]).toMatchObject({ id: old, whatHappened: '', where: 'The lobby' })
    expect(people).toEqual([
      { id: jun, role: 'witness', memberId: null, name: 'Jun Avelar', aliases: [], badge: null },
    ])
  })

  test('a person is still listed, can be named anew, and no name of theirs is told by a mask meanwhile', async () => {
    const broken = await write('person', 'not sealed at all')
    await list(broken, 'reported')
    await team.addTask(id, { what: 'Call Corvin Haldane', who: team.ids.Dawit })
    expect((await detail()).people).toEqual([
      { id: broken, role: 'reported', memberId: null, isDamaged: true },
    ])
    // Dawit has the task and not the case: nobody can say which of its words are a name.
    const mine = async () => (await team.ask('Dawit', 'GET', '/my/tasks')).body.tasks.at(-1).what
    expect(await mine()).toBe('What is stored of this task is damaged.')
    expect((await detail()).next).toBeNull()
    const path = `/cases/${id}/people/${broken}`
    expect((await team.ask('Nkechi', 'PATCH', path, { role: 'witness' })).status).toBe(409)
    const named = await team.ask('Nkechi', 'PATCH', path, { name: 'Corvin Haldane' })
    expect([named.status, named.body.name]).toEqual([200, 'Corvin Haldane'])
    expect(await mine()).toBe('Call reported person')
  })

  test('minutes: the meeting is there, with who and when', async () => {
    await team.ask('Nkechi', 'POST', `/cases/${id}/meeting`, {})
    const { body: ended } = await team.ask('Nkechi', 'POST', `/cases/${id}/meeting/end`, {})
    await team.ask('Nkechi', 'POST', `/cases/${id}/meeting`, {})
    const second = await team.ask('Nkechi', 'POST', `/cases/${id}/meeting/end`, {})
    const entry = team.db.deleteFrom('case_entries').where('kind', '=', 'minutes').where('id', '=', ended.id)
    await entry.execute()
    await write('minutes', 'not sealed at all', { id: ended.id })
    const { status, body } = await team.ask('Hana', 'GET', `/cases/${id}/meetings`)
    expect(status).toBe(200)
    const { access: _access, openTasks: _tasks, objection: _objection, ...facts } = ended
    expect(body.meetings.find((one: { id: string }) => one.id === ended.id)).toEqual({
      ...facts,
      isDamaged: true,
    })
    expect(body.meetings).toContainEqual(second.body)
  })

  test('a task: the meeting ends, and the minutes have it', async () => {
    const task = await team.addTask(id, { what: 'Fetch the footage' })
    const sealed_what = Buffer.from('not sealed at all'.padEnd(60, '.'))
    await team.db.updateTable('tasks').set({ sealed_what }).where('task_id', '=', task).execute()
    await team.ask('Nkechi', 'POST', `/cases/${id}/meeting`, {})
    const { status, body } = await team.ask('Nkechi', 'POST', `/cases/${id}/meeting/end`, {})
    expect([status, body.openTasks[0]]).toEqual([
      200,
      expect.objectContaining({ id: task, what: 'What is stored of this task is damaged.' }),
    ])
  })

  test('a reason: who was let back in stands there without it', async () => {
    const lift = await write('lift', 'not sealed at all')
    await team.db
      .insertInto('exclusion_lifts')
      .values({
        id: lift,
        case_id: id,
        member_id: team.ids.Dawit,
        asked_by: team.ids.Hana,
        asked_at: team.clock(),
      })
      .execute()
    expect((await detail()).lifts).toMatchObject([{ member: team.ids.Dawit, reason: null }])
  })
})
