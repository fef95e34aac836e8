import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MyTask } from '#shared/http/tasks.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('my tasks, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  const mine = async (name: Name): Promise<MyTask[]> => (await team.ask(name, 'GET', '/my/tasks')).body.tasks

  test('[F2] come from all cases, soonest first, those without a time last and in the order they came', async () => {
    const a = (await team.report('Hana')).case
    const b = (await team.report('Hana')).case
    const who = team.ids.Hana
    const at = (minutes: number) => new Date(team.clock().getTime() + minutes * 60_000)
    await team.addTask(a.id, { what: 'later', who, due: at(60).toISOString() })
    await team.addTask(b.id, { what: 'someday', who, assignedAt: at(-1) })
    await team.addTask(a.id, { what: 'first someday', who, assignedAt: at(-2), dueWords: 'before keynote' })
    await team.addTask(b.id, { what: 'overdue', who, due: at(-5).toISOString() })
    await team.addTask(b.id, { what: 'not mine', who: team.ids.Tomás })
    const tasks = await mine('Hana')
    expect(tasks.map((task) => task.what)).toEqual(['overdue', 'later', 'first someday', 'someday'])
    expect(tasks[2]).toMatchObject({
      case: { id: a.id, codeName: a.codeName, isOpenToMe: true },
      dueWords: 'before keynote',
      state: 'open',
      from: team.ids.Tomás,
    })
  })

  test('[F1] an acceptance counts for whoever gave it; what is settled stays for an hour', async () => {
    const { id } = (await team.report('Maria')).case
    const { Maria: who, Tomás: by } = team.ids
    const at = (minutes: number) => new Date(team.clock().getTime() + minutes * 60_000)
    await team.addTask(id, { what: '1', who, by: who, state: 'accepted', assignedAt: at(-9) })
    await team.addTask(id, { what: '2', who, by, state: 'accepted', assignedAt: at(-8) })
    await team.addTask(id, { what: '3', who, by, state: 'done', stateAt: at(-59), assignedAt: at(-7) })
    await team.addTask(id, { what: '4', who, by, state: 'done', stateAt: at(-61) })
    await team.addTask(id, { what: '5', who, by: who, state: 'cannot', stateAt: at(-59), assignedAt: at(-6) })
    await team.addTask(id, { what: '6', who, state: 'dropped' })
    const seen = (await mine('Maria')).map((task) => [task.what, task.state])
    expect(seen).toEqual([
      ['1', 'accepted'],
      ['2', 'open'],
      ['3', 'done'],
      ['5', 'cannot'],
    ])
  })

  test('[F4] without the case: what, when and its code name; no names, not from whom', async () => {
    const { id, codeName } = (await team.report('Hana')).case
    const corvin = { name: 'Corvin Haldane', role: 'reported', badge: 'A-113' }
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, corvin)
    await team.addTask(id, {
      what: 'Keep Corvin out',
      dueWords: 'before Haldane speaks',
      who: team.ids.Dawit,
    })
    expect(await mine('Dawit')).toMatchObject([
      {
        case: { id, codeName, isOpenToMe: false },
        what: 'Keep reported person out',
        dueWords: 'before reported person speaks',
        from: null,
      },
    ])
  })

  test('[N1] somebody locked out has no tasks there', async () => {
    const { id } = (await team.report('Hana')).case
    await team.addTask(id, { what: 'Hidden', who: team.ids.Priya })
    expect(await mine('Priya')).toHaveLength(1)
    const priya = { name: 'Somebody', role: 'witness', memberId: team.ids.Priya }
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, priya)
    expect(await mine('Priya')).toEqual([])
  })
})
