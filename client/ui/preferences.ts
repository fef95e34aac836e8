// What one device prefers. Kept on the device; says nothing about anybody.

import { useSyncExternalStore } from 'react'

const singleKeysKey = 'greenroom-single-keys'
const accountKey = 'greenroom-account'
const listeners = new Set<() => void>()

const isOn = (key: string) => (): boolean => {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function put(key: string, value: boolean): void {
  try {
    localStorage.setItem(key, value ? 'on' : 'off')
  } catch {
    // A device that keeps nothing: the choice lasts for nobody, and nothing breaks.
  }
  for (const listener of listeners) listener()
}

/** Whether single keys and sequences (G then B) are on; on unless switched off in Settings. */
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, isOn(singleKeysKey))
export const setSingleKeys = (value: boolean): void => put(singleKeysKey, value)

/** Whether the account lies open beside the questions; it does until somebody folds it on this device. */
export const useAccountOpen = (): boolean => useSyncExternalStore(subscribe, isOn(accountKey))
export const setAccountOpen = (value: boolean): void => put(accountKey, value)
