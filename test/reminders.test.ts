// Reminders of tasks through the real server on both databases, with a clock that is put forward: whom they reach, once each, on
// screens and on devices, also over a restart and with a second node; and who hears nothing.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushMessage } from '#shared/http/push.ts'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask, assignTask, findTaskText, setTaskDue, setTaskState } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'
import { openSecondNode } from './helpers/second-node.ts'

type Name = 'nkechi' | 'hana' | 'maria' | 'priya' | 'dawit'
const names = ['nkechi', 'hana', 'maria', 'priya', 'dawit'] as const
type Opened = { add: (who: Person | null, due: Date | null) => Promise<TaskId>; push: Copy['push'] }
const minutesMs = (minutes: number) => minutes * 60_000

describe.each(kinds)('reminders on %s', (kind) => {
  let house: House
  let service: PushService
  let people: Record<Name, Person>
  let aheadMs: number
  /** 'hana soon <task>', as screens are told. */
  let heard: string[]
  /** What the devices were sent; a task that is given rings, too, and is left out. */
  let devices: Map<string, { name: Name; device: Device }>
  const ends: (() => unknown)[] = []
  const clock = () => new Date(Date.now() + aheadMs)
  const front = () => ({ pushServices: [service.origin], clock })

  beforeEach(async () => {
    aheadMs = 0
    heard = []
    devices = new Map()
    service = await openPushService()
    house = await openHouse(kind, front())
    people = await house.people({
      nkechi: 'chair',
      hana: 'staff',
      maria: 'staff',
      priya: 'staff',
      dawit: 'staff',
    })
  })
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
    await house.close()
    await service.close()
  })

  /** From here on what these people's screens and devices are told is written down. */
  async function listen(at: (person: Person) => Person = (person) => person): Promise<void> {
    for (const name of names) {
      const device = new Device(service)
      await people[name].ask('PUT', '/api/push/subscription', device.subscription)
      devices.set(device.path, { name, device })
      const socket = await at(people[name]).connect()
      ends.push(() => socket.disconnect())
      socket.on('news', (news) => {
        if (news.kind === 'task' && news.reminds) heard.push(`${name} ${news.reminds} ${news.task}`)
      })
    }
  }
  const rung = (): string[] =>
    service.calls
      .map(({ path, body }) => {
        const { name, device } = devices.get(path)!
        const { kind, id } = device.open(body) as PushMessage
        return `${name} ${kind} ${id}`
      })
      .filter((one) => !one.includes(' task '))
  const inMinutes = (minutes: number) => new Date(clock().getTime() + minutesMs(minutes))
  const waiting = async () => {
    const { rows } = await sql`select 1 from jobs where kind in ('tell-task', 'ring-device')
      or (kind like 'remind-%' and due_at <= ${clock()})`.execute(house.db)
    return rows.length
  }
  /** Which tasks have something still to come. */
  const left = async (): Promise<string[]> => {
    const rows = house.db.selectFrom('jobs').select('key').where('key', 'like', '% %')
    return (await rows.execute()).map(({ key }) => key)
  }
  /** The clock is put forward, and everything that is due is done. */
  const forward = async (minutes: number, { add, push }: Opened) => {
    aheadMs += minutesMs(minutes)
    // The runner looks when a time that it was told comes: of each reminder there is one in a moment, of nobody's task.
    const bells: TaskId[] = []
    for (const sinceDue of [5, 0, -15])
      bells.push(await add(null, new Date(inMinutes(sinceDue).getTime() + 100)))
    await until(async () => (await waiting()) === 0)
    for (const bell of bells) await push((doc) => partsOf(doc).tasks.delete(bell))
  }
  const open = async (by: Person, id: CaseId) => {
    const record = await joinRecord(by, id)
    const add = async (who: Person | null, due: Date | null): Promise<TaskId> => {
      const task = randomUUID() as TaskId
      const words = { id: task, what: 'Ask the night porter', dueWords: null }
      const said = await record.push((doc) =>
        addTask(doc, { ...words, who: who?.id ?? null, due: due?.toISOString() ?? null }),
      )
      expect(said).toMatchObject({ ok: true })
      return task
    }
    return { ...record, add }
  }

  it('[RM1, RM2] reminds who has it before and at the time, and the lead when it is late; nobody of what is not theirs to do any more', async () => {
    const { nkechi, hana, maria, priya, dawit } = people
    const { id } = await house.report(hana)
    const closing = await house.report(hana)
    await nkechi.ask('PUT', `/api/cases/${id}/access/${maria.id}`, { level: 'write' })
    if (kind === 'postgres') {
      const other = await openSecondNode(house, front())
      ends.push(other.close)
      await until(() => other.bus.isUp())
      await listen(other.here)
    } else await listen()
    const record = await open(nkechi, id)
    const due = inMinutes(20)
    const add = (who: Person | null) => record.add(who, due)
    const plain = await add(hana)
    // Whoever has a task without the case is reminded of it like anybody.
    const outside = await add(dawit)
    const [done, declined, removed, nobodys, given] = [
      await add(hana),
      await add(hana),
      await add(hana),
      await add(null),
      await add(hana),
    ]
    const [later, nearer, never, worded] = [
      await add(hana),
      await add(hana),
      await add(hana),
      await add(hana),
    ]
    // Whoever is locked out leaves it to the lead, who is the one to remind from then on.
    const handed = await add(priya)
    const other = await open(nkechi, closing.id)
    await other.add(hana, due)
    const shut = await nkechi.ask('PATCH', `/api/cases/${closing.id}`, { stage: 'closed' })
    expect([204, 200]).toContain(shut.status)
    await record.push((doc) => setTaskState(doc, done, 'done', nkechi.id))
    await hana.ask('POST', `/api/tasks/${declined}/answer`, { answer: 'cannot', case: id })
    await hana.ask('POST', `/api/tasks/${plain}/answer`, { answer: 'accepted', case: id })
    await record.push((doc) => partsOf(doc).tasks.delete(removed))
    await record.push((doc) => assignTask(doc, given, maria.id))
    await record.push((doc) => setTaskDue(doc, later, inMinutes(60).toISOString(), null))
    await record.push((doc) => setTaskDue(doc, nearer, inMinutes(3).toISOString(), null))
    await record.push((doc) => setTaskDue(doc, never, null, 'before keynote'))
    const named = { name: 'Priya Raman', role: 'witness', memberId: priya.id }
    expect((await nkechi.ask('POST', `/api/cases/${id}/people`, named)).status).toBe(201)

    const expected: string[] = []
    const ringing: string[] = []
    const hears = (who: Name, reminds: 'soon' | 'due' | 'late', ...tasks: TaskId[]) => {
      for (const task of tasks) {
        expected.push(`${who} ${reminds} ${task}`)
        ringing.push(reminds === 'late' ? `${who} case ${id}` : `${who} reminder ${task}`)
      }
    }
    const compare = async () => {
      await until(() => heard.length >= expected.length && rung().length >= ringing.length)
      expect(heard.toSorted()).toEqual(expected.toSorted())
      expect(rung().toSorted()).toEqual(ringing.toSorted())
    }
    await forward(4, record)
    hears('hana', 'due', nearer)
    await compare()
    await record.push((doc) => setTaskState(doc, nearer, 'done', nkechi.id))
    await forward(11.5, record)
    hears('hana', 'soon', plain, worded)
    hears('maria', 'soon', given)
    hears('dawit', 'soon', outside)
    hears('nkechi', 'soon', handed)
    await compare()
    // What is only worded anew, or whose time is only put otherwise, reminds once.
    await record.push((doc) => findTaskText(doc, worded)!.insert(0, 'Please: '))
    await record.push((doc) => setTaskDue(doc, worded, due.toISOString(), 'before keynote'))
    await forward(5, record)
    hears('hana', 'due', plain, worded)
    hears('maria', 'due', given)
    hears('dawit', 'due', outside)
    hears('nkechi', 'due', handed)
    await compare()
    await record.push((doc) => setTaskState(doc, worded, 'done', nkechi.id))
    await forward(15, record)
    hears('nkechi', 'late', plain, given, outside, handed)
    await compare()
    expect(heard.filter((one) => one.startsWith('priya') || one.includes(nobodys))).toEqual([])
    // Only what was moved away is still to come.
    expect([...new Set(await left())]).toEqual([`${id} ${later}`])
  }, 90_000)

  it('[RM1] reminds once over restarts, of one thing after a standstill, and of no time that had passed already', async () => {
    const { nkechi, hana } = people
    const { id } = await house.report(hana)
    await listen()
    const record = await open(nkechi, id)
    const restart = async () => {
      await house.restart()
      await until(async () => (await waiting()) === 0)
    }
    await record.add(hana, inMinutes(-16))
    await record.add(hana, inMinutes(30))
    const soonPassed = await record.add(hana, inMinutes(4))
    await until(async () => (await waiting()) === 0)
    aheadMs += minutesMs(1)
    await restart()
    expect(rung()).toEqual([])
    aheadMs += minutesMs(4)
    await restart()
    await until(() => rung().length > 0)
    await restart()
    expect(rung()).toEqual([`hana reminder ${soonPassed}`])
    const again = await open(nkechi, id)
    await again.push((doc) => setTaskState(doc, soonPassed, 'done', nkechi.id))
    service.calls.length = 0
    // Before the time, at the time and late: all three come due while nobody is there to tell of them.
    aheadMs += minutesMs(60)
    await restart()
    await until(() => rung().length > 0)
    await restart()
    expect(rung()).toEqual([`nkechi case ${id}`])
    expect(await left()).toEqual([])
  }, 60_000)
})
