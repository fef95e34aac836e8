// The live connection begins while the page's code still arrives: on a phone in a crowd it takes as long as a script. The
// first screen behind the sign-in takes it over.

import type { CaseId } from '#shared/ids.ts'
import { offlineStoreHere } from '../offline/offline-store.ts'
import type { Live, LiveOptions } from '../sync/live.ts'

/** How this app connects. */
export const liveOptions: LiveOptions = {
  keep: offlineStoreHere,
}

let waiting: Live | undefined
let isLate = false

/** Connects. @param caseId of the record that will be shown first; it is joined as soon as both are there */
export async function connectEarly(caseId: Promise<CaseId | undefined>): Promise<void> {
  const { createLive } = await import('../sync/live.ts')
  // A screen that was faster has a connection of its own.
  if (isLate) return
  const live = createLive(liveOptions)
  waiting = live
  const id = await caseId
  if (!id) return
  const { makeRecords } = await import('../sync/open-records.ts')
  live.canOpen(makeRecords)
  // Held by nobody: where no screen shows it, it goes again.
  live.peekRecord(id)
}

/** The connection that has begun, once. */
export function takeEarlyLive(): Live | undefined {
  isLate = true
  const taken = waiting
  waiting = undefined
  return taken
}
