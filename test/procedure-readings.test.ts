// Who has read the procedure, on both databases: each member says so for a version, whoever adopts procedures sees who has, and
// reminds the others, who are rung by a message that says nothing.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushMessage } from '../shared/http/push.ts'
import type { News } from '../shared/protocol/events.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'

type Name = 'nkechi' | 'hana' | 'tomas' | 'priya'
const minuteMs = 60_000

describe.each(kinds)('reading the procedure, on %s', (kind) => {
  let house: House
  let service: PushService
  let people: Record<Name, Person>
  let aheadMs = 0
  const devices = new Map<string, { name: Name; device: Device }>()
  const heard: string[] = []

  beforeAll(async () => {
    service = await openPushService()
    const clock = () => new Date(Date.now() + aheadMs)
    house = await openHouse(kind, { pushServices: [service.origin], clock })
    people = await house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', priya: 'staff' })
    for (const name of ['nkechi', 'tomas', 'hana', 'priya'] as const) {
      const device = new Device(service)
      await people[name].ask('PUT', '/api/push/subscription', device.subscription)
      devices.set(device.path, { name, device })
      const socket = await people[name].connect()
      socket.on('news', (news: News) => {
        if (news.kind === 'procedure') heard.push(`${name}${news.reminds ? ' reminded' : ''}`)
      })
    }
  })
  afterAll(async () => {
    await house.close()
    await service.close()
  })

  const ask = async (name: Name, method: string, path: string, body?: object) => {
    const { status, body: said } = await people[name].ask(method, `/api/procedure${path}`, body)
    return { status, body: said as never as Record<string, never> & { id: string; readers: never[] } }
  }
  const inForce = async (name: Name) => (await ask(name, 'GET', '')).body
  const read = (name: Name, id: string) => ask(name, 'POST', '/readings', { id })
  const readers = async () => {
    const { body } = await ask('tomas', 'GET', '/readers')
    const nameOf = new Map(Object.entries(people).map(([name, { id }]) => [id, name]))
    const found = body.readers as { member: string; readAt: string | null }[]
    return found
      .filter(({ readAt }) => readAt)
      .map(({ member }) => nameOf.get(member as never))
      .toSorted()
  }
  const rung = (): string[] =>
    service.calls
      .splice(0)
      .map(({ path, body }) => {
        const { name, device } = devices.get(path)!
        return `${name} ${JSON.stringify(device.open(body) as PushMessage)}`
      })
      .toSorted()
  /** Every message has gone out. */
  const settled = () =>
    until(async () => {
      const jobs = house.db.selectFrom('jobs').select('id').where('kind', '=', 'ring-device')
      return (await jobs.execute()).length === 0
    }, 20_000)

  it('[PD8] each says for a version that they have read it, once; whoever adopts procedures sees who has', async () => {
    const { id } = await inForce('hana')
    expect((await inForce('hana')).readAt).toBeNull()
    const first = await read('hana', id)
    expect(first.status).toBe(200)
    aheadMs += minuteMs
    expect((await read('hana', id)).body).toEqual(first.body)
    expect((await inForce('hana')).readAt).toBe(first.body.readAt)
    expect((await inForce('priya')).readAt).toBeNull()
    expect(await readers()).toEqual(['hana'])
    await until(() => heard.length >= 2)
    expect(heard.splice(0).toSorted().slice(0, 2)).toEqual(['nkechi', 'nkechi'])
    const rows = house.db.selectFrom('event_entries').select('id').where('kind', '=', 'procedure-reading')
    expect(await rows.execute()).toHaveLength(1)
    const acts = house.db.selectFrom('audit').select('member_id').where('act', '=', 'sayProcedureRead')
    expect(await acts.execute()).toEqual([{ member_id: people.hana.id }])
  })

  it('[PD8] staff see nothing of who has read it, and nobody reads what is no procedure', async () => {
    expect((await ask('priya', 'GET', '/readers')).status).toBe(404)
    const { id } = await inForce('priya')
    expect((await ask('priya', 'POST', '/reminders', { id })).status).toBe(404)
    expect((await read('priya', randomUUID())).status).toBe(404)
    expect(await readers()).toEqual(['hana'])
  })

  it('[PD9] those who have not are reminded once, by a message that says nothing; again after an hour', async () => {
    const { id } = await inForce('nkechi')
    heard.length = 0
    const first = await ask('nkechi', 'POST', '/reminders', { id })
    expect([first.status, first.body.nextReminderAt]).toEqual([200, expect.any(String)])
    await settled()
    const message = JSON.stringify({ kind: 'procedure', id })
    expect(rung()).toEqual([`priya ${message}`, `tomas ${message}`])
    await until(() => heard.length >= 2)
    expect(heard.toSorted()).toEqual(['priya reminded', 'tomas reminded'])
    expect((await ask('tomas', 'POST', '/reminders', { id })).status).toBe(409)
    expect((await read('priya', id)).status).toBe(200)
    aheadMs += 60 * minuteMs
    expect((await ask('nkechi', 'POST', '/reminders', { id })).status).toBe(200)
    await settled()
    expect(rung()).toEqual([`tomas ${message}`])
  })

  it('[PD8, PD9] another version is read anew; a word about the former one still counts for that, and reminds of nothing', async () => {
    const { id: former } = await inForce('tomas')
    const text = { markdown: '# First response\n- Sit down', source: 'https://example.org/p', version: '2' }
    const made = (await ask('tomas', 'POST', '', text)).body
    expect([made.version, made.readAt, made.id === former]).toEqual(['2', null, false])
    expect(await readers()).toEqual([])
    // It was said without a network, before.
    expect((await read('tomas', former)).status).toBe(200)
    expect(await readers()).toEqual([])
    expect((await ask('nkechi', 'POST', '/reminders', { id: former })).status).toBe(409)
    expect((await read('tomas', made.id)).status).toBe(200)
    expect(await readers()).toEqual(['tomas'])
  })
})
