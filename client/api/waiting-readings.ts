// "I have read it", said of the procedure: kept on this device first, so that a press without a network is sent when it is back.
// Said twice it counts once, and it stays as it was said first.

import type { EntryId } from '#shared/ids.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import { call, isProblem } from './ask.ts'

type WaitingReading = { id: EntryId }

const kind = 'reading'

/**
 * Says that this version has been read.
 * @returns when, by the server; undefined where it waits on this device
 * @throws ApiProblem where the server would not take it, or where nothing can wait here
 */
export async function sayRead(id: EntryId): Promise<string | undefined> {
  const keep = await offlineStoreHere
  const n = keep?.canRead('member')
    ? await keep.addRow('member', kind, { id }).catch(() => undefined)
    : undefined
  try {
    const { readAt } = await call('sayProcedureRead', { body: { id } })
    if (n !== undefined) await keep!.deleteRows([n])
    return readAt
  } catch (error) {
    if (n !== undefined && isWaiting(error)) return undefined
    if (n !== undefined) await keep!.deleteRows([n])
    throw error
  }
}

/** Whether "I have read it" waits here to be sent, of this version. */
export async function isReadingWaiting(keep: OfflineStore, id: EntryId): Promise<boolean> {
  return (await keep.rowsOf<WaitingReading>('member', kind)).some(({ facts }) => facts.id === id)
}

/** Sends what waits, and stops where the server cannot be reached. @returns how many were sent or refused */
export async function sendReadings(keep: OfflineStore): Promise<number> {
  let settled = 0
  for (const { n, facts } of await keep.rowsOf<WaitingReading>('member', kind)) {
    try {
      await call('sayProcedureRead', { body: { id: facts.id } })
    } catch (error) {
      // What is refused is a version that nobody knows any more: there is nothing to say about it.
      const isForGood = isProblem(error, 'not-available') || isProblem(error, 'bad-request')
      if (!isForGood) return settled
    }
    await keep.deleteRows([n])
    settled++
  }
  return settled
}

const isWaiting = (error: unknown): boolean => isProblem(error, 'offline') || isProblem(error, 'too-fast')
