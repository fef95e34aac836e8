// A phone that is locked, with the real service worker: what its system hands to the worker, and what it then shows.

import type { BrowserContext, Worker } from 'playwright-core'
import { until } from '../helpers/people.ts'

/** What the phone's system does with the worker. */
export type LockedPhone = {
  push: (message: unknown) => Promise<void>
  /** And waits until it is shown: looked for earlier, Chromium takes what is not yet on the screen for gone, and drops it. */
  pushAndShow: (message: unknown) => Promise<void>
  shown: () => Promise<{ title: string; body: string; actions: string[]; data: unknown }[]>
  /** Taps the notification; an action's name taps that button. */
  tap: (action?: string) => Promise<void>
}

export async function lockedPhoneOf(context: BrowserContext, origin: string): Promise<LockedPhone> {
  const beside = await context.newPage()
  const cdp = await context.newCDPSession(beside)
  let registrationId: string | undefined
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId
  })
  await cdp.send('ServiceWorker.enable')
  await until(() => registrationId !== undefined)
  const worker = (): Worker => context.serviceWorkers().at(-1)!
  const push = async (message: unknown) => {
    const data = JSON.stringify(message)
    await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: registrationId!, data })
  }
  return {
    push,
    pushAndShow: async (message) => {
      await worker().evaluate(() => {
        const scope = self as unknown as WorkerScope
        const { registration } = scope
        const show = registration.showNotification.bind(registration)
        scope.shown = new Promise((resolve, reject) => {
          registration.showNotification = (...given) => show(...given).then(resolve, reject)
        })
      })
      await push(message)
      await worker().evaluate(() => (self as unknown as WorkerScope).shown)
    },
    shown: () =>
      worker().evaluate(async () => {
        const { registration } = self as unknown as WorkerScope
        return (await registration.getNotifications()).map((one) => ({
          title: one.title,
          body: one.body,
          actions: ((one as unknown as { actions?: { title: string }[] }).actions ?? []).map(
            ({ title }) => title,
          ),
          data: one.data,
        }))
      }),
    tap: (action = '') =>
      worker().evaluate(async (name) => {
        const scope = self as unknown as WorkerScope
        const [notification] = await scope.registration.getNotifications()
        scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: name }))
      }, action),
  }
}
type WorkerScope = {
  registration: ServiceWorkerRegistration
  shown: Promise<void>
  dispatchEvent: (event: Event) => void
  NotificationEvent: new (type: string, init: object) => Event
}
