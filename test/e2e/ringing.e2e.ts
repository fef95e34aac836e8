// Notifications on a locked phone, with the real service worker: what the server sends is opened with the device's key, handed
// to the worker as a push service would, and looked at where the phone shows it.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import { type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { Device, openPushService, type PushService } from '../helpers/push-service.ts'
import { type LockedPhone, lockedPhoneOf } from './locked-phone.ts'
import { openStage, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let service: PushService
let device: Device
let nkechi: Person
let priya: Person
let caseId: CaseId
let record: Copy
let seat: Seat
let phone: LockedPhone

beforeAll(async () => {
  service = await openPushService()
  device = new Device(service)
  stage = await openStage({ pushServices: [service.origin] })
  const people = await stage.house.people({ nkechi: 'chair', priya: 'staff' })
  priya = people.priya
  nkechi = people.nkechi
  caseId = (await stage.house.report(nkechi)).id
  record = await joinRecord(nkechi, caseId)
  seat = await stage.seat('phone', priya, true)
  await seat.context.grantPermissions(['notifications'], { origin: seat.origin })
  // A headless browser has no push service behind it: the subscription is ours, everything else is the browser's.
  await seat.context.addInitScript((given) => {
    let held: object | null = null
    const subscription = {
      endpoint: given.endpoint,
      toJSON: () => given,
      unsubscribe: async () => {
        held = null
        return true
      },
    }
    Object.assign(PushManager.prototype, {
      getSubscription: async () => held,
      subscribe: async () => {
        held = subscription
        return subscription
      },
    })
  }, device.subscription)
  await seat.go('/me')
  await until(() => seat.page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  phone = await lockedPhoneOf(seat.context, `${seat.origin}/`)
})
afterAll(async () => {
  await stage.close()
  await service.close()
})

const give = async (what: string): Promise<TaskId> => {
  const id = randomUUID() as TaskId
  const task = { id, what, who: priya.id, due: null, dueWords: null }
  expect(await record.push((doc) => addTask(doc, task))).toMatchObject({ ok: true })
  return id
}
/** The next message, as the push service hands it to the phone. */
const ringFor = async (id: string, kind: 'task' | 'page' = 'task') => {
  await until(() => service.calls.some(({ body }) => (device.open(body) as { id: string }).id === id))
  await phone.push({ kind, id })
}
const stateOf = async (id: TaskId) => {
  const { body } = await priya.ask('GET', '/api/my/tasks')
  const mine = (body as { tasks: { id: string; state: string; deliveredAt: string | null }[] }).tasks
  return mine.find((task) => task.id === id)
}

/** Told once it is shown: looked for earlier, Chromium takes what is not yet on the screen for gone, and drops it. */
const isShown = (id: TaskId) => until(async () => typeof (await stateOf(id))?.deliveredAt === 'string')

it('[NO4] is offered on the phone, and turned on with one tap', async () => {
  const { page } = seat
  await page.getByRole('button', { name: 'Turn on' }).click()
  await until(
    async () => (await stage.house.db.selectFrom('push_subscriptions').selectAll().execute()).length === 1,
  )
  await until(async () => (await page.getByRole('button', { name: 'Turn on' }).count()) === 0)
})

it('[NO4] is silent while the app is in sight', async () => {
  const id = await give('Bring water to room 4')
  await ringFor(id)
  await sees(seat.page.getByText('Bring water to room 4').first())
  expect(await phone.shown()).toEqual([])
})

it('[NO4] a locked phone shows that there is something, and nothing of it; its button accepts', async () => {
  await seat.page.close()
  const id = await give('Walk her to the hotel')
  await ringFor(id)
  await isShown(id)
  expect(await phone.shown()).toEqual([
    {
      title: 'Greenroom: something for you. Open it.',
      body: '',
      actions: ['Accept', 'I can’t'],
      data: { kind: 'task', id },
    },
  ])
  await phone.tap('accepted')
  await until(async () => (await stateOf(id))?.state === 'accepted')
  expect(await phone.shown()).toEqual([])
})

it('[NO4] what cannot be answered from the locked screen opens the app', async () => {
  const id = await give('Fetch the spare badge')
  await ringFor(id)
  await isShown(id)
  expect(await phone.shown()).toHaveLength(1)
  seat.cable.cut()
  await phone.tap('accepted')
  await until(async () => (await phone.shown()).length === 0)
  expect((await stateOf(id))?.state).toBe('open')
  seat.cable.mend()
})

it('[NO4] a page says that they are needed and no more; its button answers, and the caller sees it at once', async () => {
  await nkechi.ask('PUT', `/api/cases/${caseId}/access/${priya.id}`, { level: 'write' })
  const { body } = await nkechi.ask('POST', '/api/pages', { case: caseId })
  const { id } = (body as { page: { id: string } }).page
  const call = async () => {
    const { pages } = (await nkechi.ask('GET', '/api/pages')).body as {
      pages: { calls: { deliveredAt: string | null; answer: string | null }[] }[]
    }
    return pages[0]!.calls[0]!
  }
  await ringFor(id, 'page')
  await until(async () => (await call()).deliveredAt !== null)
  expect(await phone.shown()).toEqual([
    {
      title: 'Greenroom: you are needed now. Open it.',
      body: '',
      actions: ['On my way', 'I can’t'],
      data: { kind: 'page', id },
    },
  ])
  await phone.tap('on-my-way')
  await until(async () => (await call()).answer === 'on-my-way')
})
