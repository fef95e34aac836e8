// What one device prefers. Kept on the device; says nothing about anybody.

import { useSyncExternalStore } from 'react'

const singleKeysKey = 'greenroom-single-keys'
const listeners = new Set<() => void>()

const read = (): boolean => {
  try {
    return localStorage.getItem(singleKeysKey) !== 'off'
  } catch {
    return true
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether single keys and sequences (G then B) are on; on unless switched off in Settings. */
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, read)

export function setSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(singleKeysKey, isOn ? 'on' : 'off')
  } catch {
    // A device that keeps nothing: the choice lasts for nobody, and nothing breaks.
  }
  for (const listener of listeners) listener()
}
