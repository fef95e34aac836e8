// Where this device's member takes part from, as they said it here for one meeting. Nothing is guessed from the device: a
// wide screen may stand in a hotel room. Kept for the device and the meeting, and told to whoever is in the record.

import { useEffect, useSyncExternalStore } from 'react'
import type { Place } from '#shared/protocol/events.ts'
import { useMe } from '../../../api/queries.ts'
import type { RecordConnection } from '../../../sync/record-connection.ts'

const key = 'greenroom-place'
/** A day's meetings and whoever shares the device: what was said before those is asked again. */
const most = 8
const listeners = new Set<() => void>()
/** Where a browser keeps nothing it counts for as long as the tab. */
let latest = ''

/** A line for each: `<meeting> <member> <place>`, the latest first. */
function read(): string {
  try {
    return localStorage.getItem(key) ?? latest
  } catch {
    return latest
  }
}

/** Says it for this member on this device, until the meeting is over. */
export function sayOwnPlace(meeting: string, member: string, place: Place): void {
  const whose = `${meeting} ${member} `
  const others = read().split('\n')
  const kept = others.filter((line) => line !== '' && !line.startsWith(whose))
  latest = [whose + place, ...kept].slice(0, most).join('\n')
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

/** What this member said here for this meeting; undefined while nothing was. */
export function useOwnPlace(meeting: string | undefined): Place | undefined {
  const { data: me } = useMe()
  const whose = `${meeting} ${me?.member.id} `
  const lines = useSyncExternalStore(subscribe, read).split('\n')
  const place = lines.find((line) => line.startsWith(whose))?.slice(whose.length)
  return place === 'room' || place === 'phone' ? place : undefined
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
