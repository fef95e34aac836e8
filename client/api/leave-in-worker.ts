// What the service worker does once the server has said that nobody is signed in here any more, while the app is closed: the
// same as the app itself (leave.ts), by nothing but the browser's own means, because a worker is one file.

import { openKept, whenDone } from './kept-in-worker.ts'

/** As offline/store.ts names them. */
const storeNames = ['device', 'keys', 'rows', 'copies'] as const
const channelName = 'greenroom-keep'
const patienceMs = 5_000

type Device = { id: string; member: string; receipt?: string }
type Standing = 'in' | 'out' | 'ended'

const readDevice = (db: IDBDatabase): Promise<Device | undefined> =>
  whenDone(db.transaction('device').objectStore('device').get('this'))

/** An answer that does not come, or is not ours, counts as `out`: nothing that waits is lost by it. */
async function readStanding(device: Device | undefined): Promise<Standing> {
  const { member, id, receipt = '' } = device ?? {}
  try {
    const answer = await fetch('/api/device/standing', {
      method: 'POST',
      signal: AbortSignal.timeout(patienceMs),
      ...(device && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ member, device: id, receipt }),
      }),
    })
    const { is } = (await answer.json()) as { is?: unknown }
    return is === 'in' || is === 'ended' ? is : 'out'
  } catch {
    return 'out'
  }
}

/** All of it; or where only the session is over, all but what waits to be sent, and whose it is. */
async function wipe(db: IDBDatabase, isEnded: boolean, ringsFor: string | undefined): Promise<void> {
  const trx = db.transaction(storeNames, 'readwrite')
  const store = (name: (typeof storeNames)[number]) => trx.objectStore(name)
  const isWaiting = !isEnded && (await whenDone(store('rows').count())) > 0
  for (const name of ['keys', 'copies', ...(isEnded ? (['rows', 'device'] as const) : [])] as const)
    store(name).clear()
  if (!isWaiting) store('device').delete('this')
  if (!isEnded && ringsFor) store('device').put({ for: ringsFor }, 'rings')
  await new Promise((resolve, reject) => {
    trx.oncomplete = resolve
    trx.onabort = reject
  })
  new BroadcastChannel(channelName).postMessage(isEnded ? 'ended' : 'locked')
}

/** Rids the device of what may not be here any more; nobody is rung on it either. */
export async function leaveInWorker(registration: ServiceWorkerRegistration): Promise<void> {
  const db = await openKept()
  const device = db && (await readDevice(db))
  const is = await readStanding(device)
  if (is !== 'in') {
    for (const notification of await registration.getNotifications()) notification.close()
    const subscription = await registration.pushManager.getSubscription()
    await subscription?.unsubscribe()
    if (db) await wipe(db, is === 'ended', subscription ? device?.member : undefined)
  }
  db?.close()
}

/** Our own server's word that nobody is signed in here; a network in between that wants a sign-in of its own is not meant. */
export async function leaveIfOurs(registration: ServiceWorkerRegistration, answer: Response): Promise<void> {
  const { type } = (await answer.clone().json()) as { type?: unknown }
  if (type === 'urn:greenroom:problem:not-signed-in') await leaveInWorker(registration)
}
