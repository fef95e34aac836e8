// Where this device's member takes part from, as they said it here for one meeting. Nothing is guessed from the device: a
// wide screen may stand in a hotel room. Kept for the device and the meeting, and told to whoever is in the record.

import { useEffect, useSyncExternalStore } from 'react'
import type { Place } from '#shared/protocol/events.ts'
import type { RecordConnection } from '../../../sync/record-connection.ts'

const key = 'greenroom-place'
const listeners = new Set<() => void>()
/** Where a browser keeps nothing it counts for as long as the tab. */
let latest = ''

/** `<meeting> <place>` of the meeting that was asked about last. */
function read(): string {
  try {
    return localStorage.getItem(key) ?? latest
  } catch {
    return latest
  }
}

/** Says it for this device, until the meeting is over. */
export function sayOwnPlace(meeting: string, place: Place): void {
  latest = `${meeting} ${place}`
  try {
    localStorage.setItem(key, latest)
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  // Another tab of this device was asked.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** What was said here for this meeting; undefined while nothing was. */
export function useOwnPlace(meeting: string | undefined): Place | undefined {
  const [of, place] = useSyncExternalStore(subscribe, read).split(' ')
  return of === meeting && (place === 'room' || place === 'phone') ? place : undefined
}

/** Tells the others where this member is, and whether this page is looked at, on whichever tab of the case they are. */
export function useTellPlace(record: RecordConnection, meeting: string | undefined): void {
  const place = useOwnPlace(meeting) ?? null
  useEffect(() => {
    const tell = () => record.setPresence({ place, isAway: document.visibilityState !== 'visible' })
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [record, place])
}
