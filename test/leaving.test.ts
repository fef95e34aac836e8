// Whoever leaves a case, by whatever way, leaves no task behind: the lead has it at once, and is told.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask, setTaskState } from '#shared/record/edit.ts'
import { readTasks } from '#shared/record/read.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Copy, joinRecord, type Person, report, until } from './helpers/people.ts'

type Name = 'nkechi' | 'tomas' | 'hana' | 'maria' | 'soren'

describe.each(kinds)('[TT5] whoever leaves a case, on %s', (kind) => {
  let house: House
  let people: Record<Name, Person>
  let id: CaseId
  let copy: Copy
  let open: TaskId
  let done: TaskId
  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({
      nkechi: 'chair',
      tomas: 'coordinator',
      hana: 'staff',
      maria: 'staff',
      soren: 'staff',
    })
  })
  afterAll(() => house.close())

  const must = async (by: Person, method: string, path: string, body?: object) => {
    const answer = await by.ask(method, `/api${path}`, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status}`)
  }
  const give = async (who: Person, what: string) => {
    const task = randomUUID() as TaskId
    const { ok } = await copy.push((doc) =>
      addTask(doc, { id: task, what, who: who.id, due: null, dueWords: null }),
    )
    expect(ok).toBe(true)
    return task
  }
  const whose = (task: TaskId) => readTasks(copy.doc).find((one) => one.id === task)?.who
  const rowOf = (task: TaskId) =>
    house.db
      .selectFrom('tasks')
      .select(['who', 'state'])
      .where('case_id', '=', id)
      .where('task_id', '=', task)
      .executeTakeFirstOrThrow()

  beforeEach(async () => {
    id = (await report(people.hana)).id
    await must(people.nkechi, 'PUT', `/cases/${id}/access/${people.maria.id}`, { level: 'write' })
    copy = await joinRecord(people.nkechi, id)
    open = await give(people.maria, 'Ask the venue')
    done = await give(people.maria, 'Fetch a chair')
    await copy.push((doc) => setTaskState(doc, done, 'done', people.nkechi.id))
  })

  const ways: Record<string, () => Promise<void>> = {
    'steps back': () => must(people.maria, 'POST', `/cases/${id}/conflict`, { answer: 'conflict' }),
    'is taken off': () => must(people.nkechi, 'DELETE', `/cases/${id}/access/${people.maria.id}`),
    'is linked': () =>
      must(people.nkechi, 'POST', `/cases/${id}/people`, {
        name: 'M.',
        role: 'witness',
        memberId: people.maria.id,
      }),
    'is likely named': () =>
      must(people.nkechi, 'POST', `/cases/${id}/people`, { name: 'Maria Fontez', role: 'witness' }),
    'is named in a report': () =>
      must(people.hana, 'POST', '/reports', { whatHappened: 'x', case: id, who: 'Maria Fontes' }),
    'is likely named in a report': () =>
      must(people.hana, 'POST', '/reports', { whatHappened: 'Maria Fontes did.', case: id }),
  }
  test.each(Object.keys(ways))(
    '%s: what is still to do is the lead’s, on every screen, and the lead is told',
    async (way) => {
      const heard: string[] = []
      const { socket } = copy
      socket.on('news', (news) => heard.push(news.kind === 'task' ? `task ${news.task}` : news.kind))
      await ways[way]!()
      // In the transaction of the act itself: there is no moment at which nobody who can see it has it.
      expect(await rowOf(open)).toEqual({ who: people.nkechi.id, state: 'open' })
      expect(await rowOf(done)).toEqual({ who: people.maria.id, state: 'done' })
      // Another reported person is known by that report: she is asked, and opens it anew.
      await answerChecks(people.nkechi)
      if (way === 'is named in a report') copy = await joinRecord(people.nkechi, id)
      await until(() => whose(open) === people.nkechi.id)
      expect(whose(done)).toBe(people.maria.id)
      await until(() => heard.includes(`task ${open}`))
      const mine = await people.maria.ask('GET', '/api/my/tasks')
      expect(JSON.stringify(mine.body)).not.toContain(open)
      // The record goes on: what is written next stands behind it.
      await give(people.nkechi, 'Go on')
    },
  )

  test('the lead leaves: whoever leads then has them', async () => {
    const own = await give(people.nkechi, 'Call the venue')
    await must(people.nkechi, 'POST', `/cases/${id}/conflict`, { answer: 'conflict' })
    expect((await rowOf(own)).who).toBe(people.tomas.id)
  })

  test('the account ends: also tasks of cases that they were not on', async () => {
    const outside = await give(people.soren, 'Stand at the door')
    await must(people.nkechi, 'DELETE', `/members/${people.soren.id}`)
    expect((await rowOf(outside)).who).toBe(people.nkechi.id)
    await until(() => whose(outside) === people.nkechi.id)
  })
})
