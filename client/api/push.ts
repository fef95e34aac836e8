// Whether this device rings while the app is closed. It can where the browser has push and the member has allowed it; everywhere
// else new tasks are shown while the app is open.

import { useCallback, useEffect, useState } from 'react'
import type { PushKey } from '#shared/http/push.ts'
import { ask } from './ask.ts'

/** `blocked`: by the browser's settings, which only the person can change. */
export type PushState = 'unsupported' | 'blocked' | 'off' | 'on'

const isSupported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

async function registrationNow(): Promise<ServiceWorkerRegistration | undefined> {
  return isSupported() ? navigator.serviceWorker.getRegistration() : undefined
}

const subscriptionNow = async (): Promise<PushSubscription | null> =>
  (await (await registrationNow())?.pushManager.getSubscription()) ?? null

async function readState(): Promise<PushState> {
  if (!(await registrationNow())) return 'unsupported'
  if (Notification.permission === 'denied') return 'blocked'
  return (await subscriptionNow()) ? 'on' : 'off'
}

const tell = (subscription: PushSubscription): Promise<void> =>
  ask('PUT', '/api/push/subscription', {
    body: { endpoint: subscription.endpoint, keys: subscription.toJSON().keys },
  })

/** @throws where the browser or the server will not */
async function turnOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const registration = await registrationNow()
  const { key } = await ask<PushKey>('GET', '/api/push/key')
  const subscription = await registration?.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  if (subscription) await tell(subscription)
}

async function turnOff(): Promise<void> {
  await ask('DELETE', '/api/push/subscription')
  await (await subscriptionNow())?.unsubscribe()
}

/** A device that rings is told anew to each session: it was forgotten with the one before. */
export async function renewPush(): Promise<void> {
  const subscription = await subscriptionNow()
  if (subscription) await tell(subscription)
}

/** Whoever signs out is not rung here any more. */
export async function endPush(): Promise<void> {
  await (await subscriptionNow())?.unsubscribe()
  await closeNotifications()
}

/** What was shown on the locked screen is in the app now. */
export async function closeNotifications(): Promise<void> {
  const shown = (await (await registrationNow())?.getNotifications()) ?? []
  for (const notification of shown) notification.close()
}

export type Push = {
  /** Undefined until it is known. */
  state: PushState | undefined
  isBusy: boolean
  hasFailed: boolean
  set: (isOn: boolean) => void
}

export function usePush(): Push {
  const [state, setState] = useState<PushState>()
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const look = useCallback(async () => setState(await readState()), [])
  useEffect(() => {
    void look()
    // The worker comes some seconds after the first page.
    if (isSupported()) void navigator.serviceWorker.ready.then(look)
  }, [look])
  const set = useCallback(
    (isOn: boolean) => {
      setBusy(true)
      setFailed(false)
      void (isOn ? turnOn() : turnOff())
        .catch(() => setFailed(true))
        .then(look)
        .finally(() => setBusy(false))
    },
    [look],
  )
  return { state, isBusy, hasFailed, set }
}
