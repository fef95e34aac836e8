// Notifications on locked phones, against a push service of our own on loopback: what it is sent can be read by the device
// alone and says nothing of a case; what it cannot take is tried again; a device that is gone is forgotten.

import { createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask, assignTask } from '#shared/record/edit.ts'
import { keepSubscription } from '../server/notify/push/subscriptions.ts'
import type { Actor } from '../server/platform/actor.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'

let house: House
let service: PushService
let nkechi: Person
let priya: Person
let hana: Person
let caseId: CaseId
let record: Copy
/** How far the house's clock runs ahead. */
let aheadMs = 0
/** Where it stands still. */
let stillMs: number | undefined

beforeAll(async () => {
  service = await openPushService()
  house = await openHouse('postgres', {
    pushServices: [service.origin],
    clock: () => new Date(stillMs ?? Date.now() + aheadMs),
  })
  const people = await house.people({ nkechi: 'chair', priya: 'staff', hana: 'staff' })
  nkechi = people.nkechi
  priya = people.priya
  hana = people.hana
})
afterAll(async () => {
  await house.close()
  await service.close()
})
beforeEach(async () => {
  stillMs = undefined
  service.calls.length = 0
  service.answers.length = 0
  await house.db.deleteFrom('push_subscriptions').execute()
  caseId = (await house.report(nkechi)).id
  record = await joinRecord(nkechi, caseId)
})

const words = 'Walk Corvin Haldane’s colleague to the harbour hotel'
const give = async (who: Person): Promise<TaskId> => {
  const id = randomUUID() as TaskId
  const task = { id, what: words, who: who.id, due: null, dueWords: null }
  expect(await record.push((doc) => addTask(doc, task))).toMatchObject({ ok: true })
  return id
}
const subscribe = async (person: Person): Promise<Device> => {
  const device = new Device(service)
  const { status } = await person.ask('PUT', '/api/push/subscription', device.subscription)
  expect(status).toBe(204)
  return device
}
const rings = () => house.db.selectFrom('jobs').selectAll().where('kind', '=', 'ring-device')
const waiting = async () => (await rings().execute()).length
const devices = async () => (await house.db.selectFrom('push_subscriptions').selectAll().execute()).length

it('[NO1] a device alone can read its message, which names the task by its id and says nothing else', async () => {
  const device = await subscribe(priya)
  const id = await give(priya)
  await until(() => service.calls.length === 1)
  const [call] = service.calls
  expect(device.open(call!.body)).toEqual({ kind: 'task', id })
  expect(call!.path).toBe(device.path)
  expect(call!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' })
  expect(Number(call!.headers.ttl)).toBeGreaterThan(3_500)
  const all = JSON.stringify(call!.headers) + call!.body.toString('latin1')
  for (const secret of ['Corvin', 'harbour', caseId, id, priya.id, nkechi.id])
    expect(all).not.toContain(secret)
  await until(async () => (await waiting()) === 0)
})

it('[NO1] messages are signed with the server’s own key, which a restart does not change', async () => {
  const { body: before } = await priya.ask('GET', '/api/push/key')
  await subscribe(priya)
  await give(priya)
  await until(() => service.calls.length === 1)
  const { key } = before as { key: string }
  const signature = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/.exec(
    service.calls[0]!.headers.authorization!,
  )!
  const [, head, claims, signed, told] = signature
  expect(told).toBe(key)
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signed!, 'base64url'),
  )
  expect(isRight).toBe(true)
  expect(JSON.parse(Buffer.from(claims!, 'base64url').toString()).aud).toBe(service.origin)
  await house.restart()
  record = await joinRecord(nkechi, caseId)
  expect((await priya.ask('GET', '/api/push/key')).body).toEqual(before)
  const stored = await house.db.selectFrom('server_keys').selectAll().execute()
  expect(stored).toHaveLength(1)
  expect(Buffer.from(stored[0]!.sealed).toString('latin1')).not.toContain(key)
})

it('[NO2] a busy service is tried again, and after as long as it asks for', async () => {
  await subscribe(priya)
  service.answers.push({ status: 503 }, { status: 429, headers: { 'retry-after': '120' } })
  await give(priya)
  const dueInMs = async () => {
    const row = await rings().executeTakeFirstOrThrow()
    return { tries: row.tries, inMs: (row.due_at?.getTime() ?? 0) - Date.now() - aheadMs }
  }
  await until(async () => service.calls.length === 1 && Math.abs((await dueInMs()).inMs) < 5_000)
  expect((await dueInMs()).tries).toBe(1)
  aheadMs += 3_000
  await until(async () => service.calls.length === 2 && (await dueInMs()).inMs > 60_000, 10_000)
  aheadMs += 121_000
  await until(() => service.calls.length === 3, 10_000)
  await until(async () => (await waiting()) === 0)
})

it('[NO2, SY21] a service that asks for no pause is not asked again and again without one', async () => {
  await subscribe(priya)
  service.answers.push(
    ...Array.from({ length: 30 }, () => ({ status: 429, headers: { 'retry-after': '0.001' } })),
  )
  stillMs = Date.now() + aheadMs
  for (let at = 0; at < 20; at++) await give(priya)
  const dueInMs = async () =>
    (await rings().execute()).map(({ due_at }) => (due_at?.getTime() ?? 0) - stillMs!)
  await until(async () => (await dueInMs()).filter((ms) => ms === 2_000).length === 20, 15_000)
  expect(service.calls).toHaveLength(20)
  stillMs = undefined
})

it('[NO2] a service that cannot be reached loses nothing; after an hour it is not worth ringing any more', async () => {
  const device = new Device(service)
  const nowhere = { ...device.subscription, endpoint: `${service.origin}/cut` }
  await priya.ask('PUT', '/api/push/subscription', nowhere)
  service.answers.push({ status: 500 })
  await give(priya)
  await until(async () => service.calls.length === 1 && (await waiting()) === 1)
  aheadMs += 61 * 60_000
  await until(async () => (await waiting()) === 0, 10_000)
  expect(service.calls).toHaveLength(1)
})

it.each([404, 410])('[NO2] a device that is gone (%s) is forgotten', async (status) => {
  await subscribe(priya)
  service.answers.push({ status })
  await give(priya)
  await until(async () => (await devices()) === 0)
  expect(await waiting()).toBe(0)
})

it('[NO2] what a service will never take is not sent again, and the device stays', async () => {
  await subscribe(priya)
  service.answers.push({ status: 413 })
  await give(priya)
  await until(async () => service.calls.length === 1 && (await waiting()) === 0)
  expect(await devices()).toBe(1)
})

it('[PG4] a message is tried again when the clock was put back meanwhile', async () => {
  await subscribe(priya)
  service.answers.push({ status: 503 })
  await give(priya)
  await until(async () => service.calls.length === 1 && (await waiting()) === 1)
  aheadMs -= 3_600_000
  await until(() => service.calls.length === 2, 10_000)
  await until(async () => (await waiting()) === 0)
  aheadMs += 3_600_000
})

it('[NO5] a device with keys that nothing can be encrypted for is refused, by the name of the key', async () => {
  const { endpoint, keys } = new Device(service).subscription
  const point = Buffer.from(keys.p256dh, 'base64url')
  const offCurve = Buffer.from(point)
  offCurve[64]! ^= 1
  const compressed = Buffer.concat([Buffer.from([2]), point.subarray(1)])
  const bad: [object, string][] = [
    [{ p256dh: offCurve.toString('base64url') }, 'keys.p256dh'],
    [{ p256dh: compressed.toString('base64url') }, 'keys.p256dh'],
    [{ p256dh: Buffer.alloc(65, 4).toString('base64url') }, 'keys.p256dh'],
    [{ p256dh: Buffer.alloc(65).toString('base64url') }, 'keys.p256dh'],
    [{ p256dh: point.subarray(0, 33).toString('base64url') }, 'keys.p256dh'],
    [{ p256dh: 'B'.repeat(256 * 256) }, 'keys.p256dh'],
    [{ auth: randomBytes(15).toString('base64url') }, 'keys.auth'],
    [{ auth: randomBytes(17).toString('base64url') }, 'keys.auth'],
    [{ auth: '' }, 'keys.auth'],
  ]
  for (const [wrong, field] of bad) {
    const sent = { endpoint, keys: { ...keys, ...wrong } }
    const { status, body } = await priya.ask('PUT', '/api/push/subscription', sent)
    expect([wrong, status]).toEqual([wrong, 400])
    expect((body as { errors: object[] }).errors).toEqual([{ field, message: expect.any(String) }])
  }
  expect(await devices()).toBe(0)
})

it('[NO5] a device that was kept with such keys is forgotten at the first message, and holds up no other', async () => {
  const { subscription } = new Device(service)
  const actor = await house.db
    .selectFrom('sessions')
    .select('id')
    .where('member_id', '=', hana.id)
    .executeTakeFirstOrThrow()
  const keys = { ...subscription.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') }
  const bad = { endpoint: subscription.endpoint, keys }
  const ofHana = { member: priya.id, session: actor.id } as Actor
  await keepSubscription(house.db, house.sealing, ofHana, bad, new Date())
  await subscribe(priya)
  expect(await devices()).toBe(2)
  await give(priya)
  await until(() => service.calls.length === 1)
  await until(async () => (await waiting()) === 0 && (await devices()) === 1)
})

it('[NO3] nobody is rung for what is not theirs any more', async () => {
  await subscribe(priya)
  service.answers.push({ status: 503 })
  const id = await give(priya)
  await until(() => service.calls.length === 1)
  expect(await record.push((doc) => assignTask(doc, id, nkechi.id))).toMatchObject({ ok: true })
  aheadMs += 10_000
  await until(async () => (await waiting()) === 0, 10_000)
  expect(service.calls).toHaveLength(1)
})

it('[NO3] a device is reached as long as its session lasts, and only that member’s', async () => {
  await subscribe(priya)
  const other = await house.accept(
    ((await nkechi.ask('POST', '/api/invitations', { role: 'staff' })).body as { token: string }).token,
    'maria',
  )
  await subscribe(other)
  expect(await devices()).toBe(2)
  await other.ask('POST', '/api/sign-out')
  expect(await devices()).toBe(1)
  await priya.ask('DELETE', '/api/push/subscription')
  expect(await devices()).toBe(0)
  await give(priya)
  const settled = house.db.selectFrom('jobs').select('id').where('kind', 'in', ['tell-task', 'ring-device'])
  await until(async () => (await settled.execute()).length === 0)
  expect(service.calls).toHaveLength(0)
})

it('[NO3] only addresses of push services are taken', async () => {
  const ours = new Device(service).subscription
  for (const endpoint of [
    'http://127.0.0.1:9/send',
    'https://169.254.169.254/latest/meta-data',
    'https://fcm.googleapis.com.example.org/x',
    'https://examplefcm.googleapis.com.evil.example/x',
    'http://fcm.googleapis.com/x',
    'https://user:secret@fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'file:///etc/hosts',
    `https://fcm.googleapis.com/${'x'.repeat(2_000)}`,
    'https://fcm.googleapis.com/x#y',
    'https://fcm.googleapis.com./x',
    'https://142.250.1.1/x',
    'https://[::1]/x',
  ]) {
    const { status } = await priya.ask('PUT', '/api/push/subscription', { ...ours, endpoint })
    expect([endpoint, status]).toEqual([endpoint, 400])
  }
  for (const endpoint of ['https://fcm.googleapis.com/fcm/send/x', 'https://web.push.apple.com/x']) {
    const { status } = await priya.ask('PUT', '/api/push/subscription', { ...ours, endpoint })
    expect([endpoint, status]).toEqual([endpoint, 204])
  }
})

it('a device that shows a task says so by HTTP, also without a live connection', async () => {
  const id = await give(priya)
  expect((await nkechi.ask('POST', `/api/tasks/${id}/delivered`)).status).toBe(404)
  expect((await priya.ask('POST', `/api/tasks/${randomUUID()}/delivered`)).status).toBe(404)
  expect((await priya.ask('POST', `/api/tasks/${id}/delivered`)).status).toBe(204)
  const { body } = await priya.ask('GET', '/api/my/tasks')
  const mine = (body as { tasks: { id: string; deliveredAt: string | null }[] }).tasks
  expect(mine.find((task) => task.id === id)?.deliveredAt).not.toBeNull()
})

it('[HR3] the team hears that somebody can be rung, or cannot any more, and nothing of a device that says so again', async () => {
  const watching = await nkechi.connect()
  let heard = 0
  watching.on('news', ({ kind }) => {
    if (kind === 'members') heard += 1
  })
  const device = new Device(service)
  const put = () => hana.ask('PUT', '/api/push/subscription', device.subscription)
  const drop = () => hana.ask('DELETE', '/api/push/subscription')
  await put()
  await until(() => heard === 1)
  for (let again = 0; again < 3; again++) await put()
  await drop()
  await drop()
  // News comes in its order: what the others would have told came before this.
  await put()
  await until(() => heard >= 3)
  expect(heard).toBe(3)
})
