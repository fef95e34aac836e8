// Reminders of the words owed to whoever reported, on both databases with a clock that is put forward and a server that begins anew
// at each moment: whoever leads hears of each clock once before and once when it was missed, and of nothing that is not owed.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordClocks, wordJobs, wordReminders } from '../server/case/word-jobs.ts'
import type { PushMessage } from '../shared/http/push.ts'
import type { CaseId, TaskId } from '../shared/ids.ts'
import { addTask } from '../shared/record/edit.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'

type Name = 'nkechi' | 'hana' | 'tomas'
const hourMs = 3_600_000
const wordKinds = wordClocks.flatMap((clock) =>
  wordReminders.map((reminder) => wordJobs[clock][reminder].name),
)

describe.each(kinds)('words that are owed, on %s', (kind) => {
  let house: House
  let service: PushService
  let people: Record<Name, Person>
  let aheadMs: number
  let devices: Map<string, { name: Name; device: Device }>
  const clock = () => new Date(Date.now() + aheadMs)

  beforeEach(async () => {
    aheadMs = 0
    devices = new Map()
    service = await openPushService()
    house = await openHouse(kind, { pushServices: [service.origin], clock })
    people = await house.people({ nkechi: 'chair', hana: 'staff', tomas: 'coordinator' })
    for (const name of ['nkechi', 'hana', 'tomas'] as const) await subscribe(name)
  })
  afterEach(async () => {
    await house.close()
    await service.close()
  })

  async function subscribe(name: Name): Promise<void> {
    const device = new Device(service)
    const said = await people[name].ask('PUT', '/api/push/subscription', device.subscription)
    expect(said.status).toBe(204)
    devices.set(device.path, { name, device })
  }
  /** What rang since it was asked last: 'nkechi case <case>'. */
  const rung = (): string[] =>
    service.calls.splice(0).map(({ path, body }) => {
      const { name, device } = devices.get(path)!
      const { kind, id } = device.open(body) as PushMessage
      return `${name} ${kind} ${id}`
    })
  /** Whatever is due by then is done by a server that begins anew, and what rang is told. */
  const hoursLater = async (hours: number): Promise<string[]> => {
    aheadMs += hours * hourMs
    // Whoever uses Greenroom stays signed in.
    await house.db
      .updateTable('sessions')
      .set({ expires_at: new Date(clock().getTime() + hourMs) })
      .execute()
    await house.restart()
    await until(async () => {
      const { rows } = await sql`select 1 from jobs where kind in ('tell-task', 'ring-device')
        or due_at <= ${clock()}`.execute(house.db)
      return rows.length === 0
    }, 20_000)
    return rung().toSorted()
  }
  const tell = (id: CaseId, word: object) =>
    people.nkechi.ask('POST', `/api/cases/${id}/contacts`, { text: 'We have it.', ...word })
  const left = async (id: CaseId): Promise<string[]> => {
    const rows = house.db.selectFrom('jobs').select('kind').where('key', '=', id).orderBy('kind')
    return (await rows.execute()).map((row) => row.kind)
  }

  it('[CT5] reminds whoever leads once before and once when it was missed, of each clock; nobody of what is met or not owed', async () => {
    const { nkechi, hana, tomas } = people
    const [missed, told, unwanted, closed] = [
      await house.report(hana),
      await house.report(hana),
      await house.report(hana),
      await house.report(hana),
    ]
    expect(await left(missed.id)).toEqual(wordKinds.toSorted())
    expect((await tell(told.id, { kind: 'acknowledged' })).status).toBe(201)
    const reach = { way: '', avoid: '', fears: 'not-asked', wantsWord: 'no' }
    expect((await nkechi.ask('PUT', `/api/cases/${unwanted.id}/reach`, reach)).status).toBe(204)
    await nkechi.ask('PATCH', `/api/cases/${closed.id}`, { stage: 'closed' })
    expect(await hoursLater(20.9)).toEqual([])
    expect(await hoursLater(0.2)).toEqual([`nkechi case ${missed.id}`])
    expect(await hoursLater(2.8)).toEqual([])
    // Whoever leads by then.
    const lead = await nkechi.ask('PUT', `/api/cases/${missed.id}/access/${tomas.id}`, { level: 'lead' })
    expect(lead.status).toBeLessThan(300)
    const steps = await nkechi.ask('PUT', `/api/cases/${missed.id}/access/${nkechi.id}`, { level: 'write' })
    expect(steps.status).toBeLessThan(300)
    expect(await hoursLater(0.2)).toEqual([`tomas case ${missed.id}`])
    expect(await hoursLater(24)).toEqual([])
    // An eighth of seven days before they are over: of both, to whoever leads each.
    expect(await hoursLater(7 * 24 * 0.875 - 48)).toEqual([
      `nkechi case ${told.id}`,
      `tomas case ${missed.id}`,
    ])
    expect((await tell(told.id, { kind: 'outcome' })).status).toBe(201)
    expect(await hoursLater(24)).toEqual([`tomas case ${missed.id}`])
    expect(await hoursLater(24 * 7)).toEqual([])
    const { rows } = await sql`select kind from jobs`.execute(house.db)
    expect(rows).toEqual([])
  }, 90_000)

  it('[CT5] another report of the case, and clocks that are set otherwise, remind by what is owed then', async () => {
    const { nkechi, hana } = people
    const made = await house.report(hana)
    expect((await tell(made.id, { kind: 'outcome' })).status).toBe(201)
    const another = { id: randomUUID(), whatHappened: 'She came back.', case: made.id }
    expect((await nkechi.ask('POST', '/api/reports', another)).status).toBe(201)
    const clocks = { acknowledgeHours: 48, outcomeDays: 9 }
    expect((await nkechi.ask('PUT', '/api/clocks', clocks)).status).toBe(200)
    expect(await hoursLater(30)).toEqual([])
    expect(await hoursLater(12.1)).toEqual([`nkechi case ${made.id}`])
    expect(await left(made.id)).toEqual([
      'remind-acknowledge-missed',
      'remind-outcome-missed',
      'remind-outcome-soon',
    ])
  }, 90_000)

  it('[CT5] a word that was promised is a task of whoever promised it, and reminds like any other', async () => {
    const { nkechi, hana } = people
    const made = await house.report(hana)
    const nextBy = new Date(clock().getTime() + 2 * hourMs).toISOString()
    expect((await tell(made.id, { kind: 'status', nextBy })).status).toBe(201)
    const record = await joinRecord(nkechi, made.id)
    const id = randomUUID() as TaskId
    const task = { id, what: 'Tell the reporter how it stands', who: nkechi.id, due: nextBy, dueWords: null }
    expect(await record.push((doc) => addTask(doc, task))).toMatchObject({ ok: true })
    record.socket.disconnect()
    expect((await hoursLater(1.95)).filter((one) => !one.includes(' task '))).toEqual([
      `nkechi reminder ${id}`,
    ])
    expect(await hoursLater(0.06)).toEqual([`nkechi reminder ${id}`])
    expect(await hoursLater(0.25)).toEqual([`nkechi case ${made.id}`])
  }, 90_000)
})
