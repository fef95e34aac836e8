// Whether this device rings while the app is closed. It can where the browser has push and the member has allowed it; everywhere
// else new tasks are shown while the app is open.

import { useCallback, useEffect, useState } from 'react'
import type { MemberId } from '#shared/ids.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import { call } from './ask.ts'

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
  call('putPushSubscription', {
    // What a browser makes has both keys, or the server says what is missing.
    body: { endpoint: subscription.endpoint, keys: { p256dh: '', auth: '', ...subscription.toJSON().keys } },
  })

/** @throws where the browser or the server will not */
async function turnOn(): Promise<void> {
  if ((await Notification.requestPermission()) === 'granted') await subscribe()
}

async function subscribe(): Promise<void> {
  const registration = await registrationNow()
  const { key } = await call('readPushKey')
  const subscription = await registration?.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  if (!subscription) return
  try {
    await tell(subscription)
  } catch (error) {
    // Otherwise it would look switched on, and nobody would ever ring it.
    await subscription.unsubscribe()
    throw error
  }
}

async function turnOff(): Promise<void> {
  await call('removePushSubscription')
  await (await subscriptionNow())?.unsubscribe()
}

/** A device that rings is told anew to each session: it was forgotten with the one before. */
export async function renewPush(member: MemberId): Promise<void> {
  const rangFor = await (await offlineStoreHere)?.takeRinging()
  const subscription = await subscriptionNow()
  if (subscription) await tell(subscription)
  else if (rangFor === member && isSupported() && Notification.permission === 'granted') await subscribe()
}

/** Nobody is signed in here any more, so nobody is rung. @param backFor who finds it on again when they are back */
export async function pausePush(
  backFor: MemberId | undefined,
  keep: OfflineStore | undefined,
): Promise<void> {
  await closeNotifications()
  const subscription = await subscriptionNow()
  if (subscription && backFor) await keep?.noteRinging(backFor)
  await subscription?.unsubscribe()
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
