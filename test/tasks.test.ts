// Tasks from the record to the assignee's screens and back, through the real server on both databases.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MyTask } from '../shared/http/tasks.ts'
import type { TaskId } from '../shared/ids.ts'
import type { News, TaskReceipts } from '../shared/protocol/events.ts'
import { addTask, assignTask, findTaskText, setTaskState } from '../shared/record/edit.ts'
import { readTasks } from '../shared/record/read.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, type TestSocket, until, updateOf } from './helpers/people.ts'

const newsOf = (socket: TestSocket): News[] => {
  const heard: News[] = []
  socket.on('news', (news) => heard.push(news))
  return heard
}
const arrivals = (news: readonly News[]) => news.filter((item) => item.kind === 'task' && item.arrived)

async function myTasks(person: Person): Promise<MyTask[]> {
  const { body } = await person.ask('GET', '/api/my/tasks')
  return (body as { tasks: MyTask[] }).tasks
}

describe.each(kinds)('tasks on %s', (kind) => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(kind)
  })
  afterEach(() => house.close())

  async function opened() {
    const people = await house.people({ nkechi: 'chair', hana: 'staff', maria: 'staff' })
    const { id } = await house.report(people.hana)
    const nkechis = await joinRecord(people.nkechi, id)
    const task = randomUUID() as TaskId
    const give = (who: Person, what = 'Ask the venue for the camera footage') =>
      nkechis.push((doc) =>
        addTask(doc, { id: task, what, who: who.id, due: null, dueWords: 'before keynote' }),
      )
    const stateSeen = () => readTasks(nkechis.doc).find((view) => view.id === task)
    return { ...people, id, nkechis, task, give, stateSeen }
  }

  it('[TT1] from assigned to delivered to accepted to done, live on both sides', async () => {
    const { nkechi, maria, id, nkechis, task, give, stateSeen } = await opened()
    await nkechi.ask('PUT', `/api/cases/${id}/access/${maria.id}`, { level: 'write' })
    const phone = await maria.connect()
    const heard = newsOf(phone)
    const facts: TaskReceipts[] = []
    nkechis.socket.on('task:facts', (news) => facts.push(...news.facts))
    await give(maria)
    await until(() => arrivals(heard).length === 1, 1_000)
    expect(arrivals(heard)).toEqual([{ kind: 'task', case: id, task, arrived: true }])
    expect(await phone.emitWithAck('task:delivered', { case: id, task })).toEqual({ ok: true })
    await until(() => facts.some((fact) => fact.task === task && fact.deliveredAt !== null), 1_000)
    const answer = (of: string) => maria.ask('POST', `/api/tasks/${task}/answer`, { answer: of, case: id })
    expect((await answer('accepted')).status).toBe(200)
    await until(() => stateSeen()?.state === 'accepted' && stateSeen()?.by === maria.id, 1_000)
    expect((await answer('done')).status).toBe(200)
    await until(() => stateSeen()?.state === 'done', 1_000)
    expect(await myTasks(maria)).toMatchObject([{ id: task, state: 'done', dueWords: 'before keynote' }])
  })

  /** Jobs of telling; those that remind of a word to the reporter wait for hours. */
  const untold = () =>
    house.db.selectFrom('jobs').select('id').where('kind', 'in', ['tell-task', 'ring-device']).execute()

  it('[SY6] when the job of telling cannot be written, neither log nor task is', async () => {
    const { maria, nkechis, task } = await opened()
    const update = updateOf(nkechis.doc, (doc) =>
      addTask(doc, { id: task, what: 'Ask', who: maria.id, due: null, dueWords: null }),
    )
    await sql`alter table jobs rename to jobs_away`.execute(house.db)
    expect(await nkechis.pushBytes(update)).toEqual({ ok: false, why: 'not-saved' })
    await sql`alter table jobs_away rename to jobs`.execute(house.db)
    const count = (table: 'record_log' | 'tasks' | 'record_clients') =>
      house.db.selectFrom(table).selectAll().execute()
    for (const table of ['record_log', 'tasks', 'record_clients'] as const)
      expect(await count(table)).toEqual([])
    expect(await untold()).toEqual([])
    const heard = newsOf(await maria.connect())
    expect(await nkechis.pushBytes(update)).toMatchObject({ ok: true })
    for (const table of ['record_log', 'tasks', 'record_clients'] as const)
      expect(await count(table)).toHaveLength(1)
    await until(() => arrivals(heard).length === 1)
    await until(async () => (await untold()).length === 0)
  })

  it('[TT2] who is locked out or has lost the task meanwhile is not told', async () => {
    const { nkechi, hana, maria, id, nkechis, give, task } = await opened()
    const heard = newsOf(await maria.connect())
    // Given and taken back in one push: it is put in, the look before sending does not pass it.
    await nkechis.push((doc) => {
      addTask(doc, { id: task, what: 'Ask', who: maria.id, due: null, dueWords: null })
      assignTask(doc, task, hana.id)
    })
    await nkechi.ask('POST', `/api/cases/${id}/people`, {
      name: 'Maria Fontes',
      role: 'witness',
      memberId: maria.id,
    })
    heard.length = 0
    const other = randomUUID() as TaskId
    await nkechis.push((doc) =>
      addTask(doc, { id: other, what: 'Never for her', who: maria.id, due: null, dueWords: null }),
    )
    await give(hana)
    await until(async () => (await untold()).length === 0)
    expect(arrivals(heard)).toEqual([])
    expect(await myTasks(maria)).toEqual([])
    const answer = await maria.ask('POST', `/api/tasks/${other}/answer`, { answer: 'accepted', case: id })
    expect(answer.status).toBe(404)
  })

  it('[TT3, WM17] only the assignee accepts, nobody in their name, and an acceptance does not pass on', async () => {
    const { nkechi, hana, maria, id, nkechis, task, give } = await opened()
    await give(maria)
    expect((await hana.ask('POST', `/api/tasks/${task}/answer`, { answer: 'accepted' })).status).toBe(404)
    for (const [state, by] of [
      ['accepted', hana],
      ['done', hana],
      ['accepted', maria],
    ] as const) {
      const other = await joinRecord(nkechi, id)
      const said = await other.push((doc) => setTaskState(doc, task, state, by.id))
      expect(said).toEqual({ ok: false, why: 'breaks-record' })
    }
    // That Nkechi accepted what is Maria's counts for nothing.
    const fresh = await joinRecord(nkechi, id)
    await fresh.push((doc) => setTaskState(doc, task, 'accepted', nkechi.id))
    expect(await myTasks(maria)).toMatchObject([{ state: 'open' }])
    await maria.ask('POST', `/api/tasks/${task}/answer`, { answer: 'accepted', case: id })
    expect(await myTasks(maria)).toMatchObject([{ state: 'accepted' }])
    await until(() => readTasks(nkechis.doc)[0]?.by === maria.id)
    await nkechis.push((doc) => assignTask(doc, task, nkechi.id))
    expect(await myTasks(nkechi)).toMatchObject([{ state: 'open', deliveredAt: null }])
    expect(await myTasks(maria)).toEqual([])
  })

  it('[TT4] somebody without the case sees what, never why, and can answer', async () => {
    const { maria, id, give, stateSeen, task } = await opened()
    await give(maria)
    const [mine] = await myTasks(maria)
    expect(mine).toMatchObject({
      what: 'Ask the venue for the camera footage',
      case: { id, isOpenToMe: false },
    })
    expect((await maria.ask('GET', `/api/cases/${id}`)).status).toBe(404)
    expect((await maria.ask('POST', `/api/tasks/${task}/answer`, { answer: 'cannot' })).status).toBe(200)
    await until(() => stateSeen()?.state === 'cannot')
    await house.restart()
    expect((await maria.ask('POST', `/api/tasks/${task}/answer`, { answer: 'accepted' })).status).toBe(200)
    expect(await myTasks(maria)).toMatchObject([{ state: 'accepted' }])
  })

  it('rewording is told calmly, and the words arrive in My tasks', async () => {
    const { hana, nkechis, task, give } = await opened()
    await give(hana, 'Ask')
    for (const letter of ' the venue for the footage')
      await nkechis.push((doc) => findTaskText(doc, task)!.insert(findTaskText(doc, task)!.length, letter))
    expect(await myTasks(hana)).toMatchObject([{ what: 'Ask the venue for the footage' }])
  })

  it('an unknown task, another one’s and a made-up id get the same answer', async () => {
    const { maria, task } = await opened()
    const answers = await Promise.all(
      [task, randomUUID(), 'x'].map((id) => maria.ask('POST', `/api/tasks/${id}/answer`, { answer: 'done' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })
})

it('a delivery noted while somebody changes the words of the task is not lost', async () => {
  const house = await openHouse('postgres')
  try {
    const { nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(hana)
    const nkechis = await joinRecord(nkechi, id)
    const task = randomUUID() as TaskId
    await nkechis.push((doc) =>
      addTask(doc, { id: task, what: 'Ask the venue', who: hana.id, due: null, dueWords: null }),
    )
    const waits = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    let pushed: Promise<unknown> | undefined
    await house.db.transaction().execute(async (trx) => {
      const delivered = { delivered_at: new Date() }
      await trx.updateTable('tasks').set(delivered).where('task_id', '=', task).execute()
      pushed = nkechis.push((doc) => findTaskText(doc, task)!.insert(0, 'Please: '))
      await until(async () => (await waits.execute(house.db)).rows.length > 0)
    })
    expect(await pushed).toMatchObject({ ok: true })
    const row = await house.db.selectFrom('tasks').select('delivered_at').executeTakeFirstOrThrow()
    expect(row.delivered_at).not.toBeNull()
  } finally {
    await house.close()
  }
})
