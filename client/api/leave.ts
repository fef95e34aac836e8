// What becomes of this device once the server has said that nobody is signed in here any more. An account that has ended
// leaves nothing; where only the session is over, what waits to be sent stays, sealed, until its writer is back. Only our
// own server's word counts: whoever stands in between can neither wipe a device nor keep it from being wiped later.

import type { Standing } from '#shared/http/devices.ts'
import type { MemberId } from '#shared/ids.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import { call } from './ask.ts'
import { pausePush } from './push.ts'

const patienceMs = 5_000

type Left = Exclude<Standing, 'in'>
const listeners = new Set<(left: Left) => void>()
let underWay: Promise<Standing> | undefined

/** Called once the device is rid of it. @returns stops listening */
export function onLeft(listener: (left: Left) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks how things stand and does what follows; one at a time. @returns `in` when the word was about an earlier session */
export function leaveDevice(): Promise<Standing> {
  underWay ??= leave().finally(() => {
    underWay = undefined
  })
  return underWay
}

/** Until nothing is being wiped: whoever signs in next must not be caught up in it. */
export const whenLeft = async (): Promise<void> => void (await underWay)

async function leave(): Promise<Standing> {
  const keep = await offlineStoreHere
  const device = await keep?.identity()
  const is = await readStanding(device)
  if (is === 'in') return is
  await Promise.allSettled([
    pausePush(is === 'out' ? device?.member : undefined, keep),
    is === 'ended' ? keep?.end() : keep?.lock(),
  ])
  for (const listener of [...listeners]) listener(is)
  return is
}

/** Nothing that waits is lost by "out", and nothing can be read after it: it is what an answer that does not come counts as. */
async function readStanding(body: Awaited<ReturnType<OfflineStore['identity']>>): Promise<Standing> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const { is } = await call('readDeviceStanding', { body, signal })
    return is === 'in' || is === 'ended' ? is : 'out'
  } catch {
    return 'out'
  }
}

/** On pages that ask for nobody: a device that keeps something asks whether it still may. */
export async function lookWhetherOver(): Promise<void> {
  if (await (await offlineStoreHere)?.identity()) await call('readMe').catch(() => {})
}

/** Somebody has signed in: what another member left here goes before anything of theirs could be shown. */
export async function makeRoomFor(member: MemberId): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, patienceMs))
  await Promise.race([late, offlineStoreHere.then((keep) => keep?.deviceOf(member)).catch(() => {})])
}
