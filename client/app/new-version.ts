// After a new version was installed, the parts of this one are gone from the server: a screen that was not opened yet
// cannot be loaded any more. Then the page is loaded anew; the browser asks first while words are not sent.

import { useSyncExternalStore } from 'react'
import { workerAddress } from './trusted-types.ts'

const lastReloadKey = 'greenroom-reloaded-at'
const pauseMs = 60_000
const shellAfterMs = 4_000

/** Loads the page anew when a part of it is gone; once, not again and again when the network is to blame. */
export function reloadWhenPartsAreGone(): void {
  window.addEventListener('vite:preloadError', () => {
    if (!navigator.onLine) return
    try {
      const last = Number(sessionStorage.getItem(lastReloadKey) ?? 0)
      if (Date.now() - last < pauseMs) return
      sessionStorage.setItem(lastReloadKey, String(Date.now()))
    } catch {
      return
    }
    location.reload()
  })
}

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

/**
 * Keeps the app's own files on this device, so that it opens without a network. Only where pages are served securely.
 * @param isBuilt false while developing, where every file may change at any time
 */
export function keepShell(isBuilt: boolean): void {
  if (!isBuilt || !('serviceWorker' in navigator)) return
  // What waited before this page came is as new as the page, or older.
  const before = navigator.serviceWorker.getRegistration().then((one) => one?.waiting ?? null)
  const keep = () =>
    navigator.serviceWorker
      .register(workerAddress)
      .then(async (registration) => watchForNext(registration, await before))
      .catch(() => {
        // Blocked by the browser or its settings: the app works live only.
      })
  // It brings every file of the app: on a slow line the page that somebody waits for comes first.
  const later = () => setTimeout(keep, shellAfterMs)
  if (document.readyState === 'complete') later()
  else window.addEventListener('load', later, { once: true })
}

function watchForNext(registration: ServiceWorkerRegistration, before: ServiceWorker | null): void {
  const found = (worker: ServiceWorker | null) => {
    // The very first one replaces nothing.
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    for (const listener of listeners) listener()
  }
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => worker.state === 'installed' && found(worker))
  const { waiting: now } = registration
  if (now === before && !isKeptPage()) exchangeUnseen(now)
  else found(now)
  // One may be on its way already: it was found before anybody listened here.
  watch(registration.installing)
  registration.addEventListener('updatefound', () => watch(registration.installing))
}

/** Whether this page came from the device, and may be older than what waits. */
const isKeptPage = (): boolean => document.documentElement.dataset.kept !== undefined

/**
 * Lets a worker take over whose version this page is, while nobody looks: until the former one has ended all that it does, a
 * page that is asked for gets no answer, on a busy machine for a minute.
 */
function exchangeUnseen(worker: ServiceWorker | null): void {
  if (!worker) return
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') worker.postMessage('take-over')
  })
}

/** Whether a new version waits to be loaded. */
export const useNewVersion = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting !== undefined,
  )

/** What waited to be sent when the case was opened may still be on its way. */
const patienceMs = 5_000
const lookAgainMs = 100

/**
 * Loads the new version, as soon as nothing waits to be sent: the server hands out the new page, whichever worker is there. Whoever
 * has begun to type meanwhile keeps this one.
 * @param isFree whether nothing waits to be sent now
 */
export function loadNewVersion(isFree: () => boolean): void {
  let hasTyped = false
  const typed = () => {
    hasTyped = true
  }
  const begunAt = performance.now()
  document.addEventListener('beforeinput', typed, { capture: true })
  const timer = setInterval(() => {
    const isOver = hasTyped || performance.now() - begunAt > patienceMs
    if (!isOver && !isFree()) return
    clearInterval(timer)
    document.removeEventListener('beforeinput', typed, { capture: true })
    if (!isOver) location.reload()
  }, lookAgainMs)
}
