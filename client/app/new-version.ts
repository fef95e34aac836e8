// After a new version was installed, the parts of this one are gone from the server: a screen that was not opened yet
// cannot be loaded any more. Then the page is loaded anew; the browser asks first while words are not sent.

import { useSyncExternalStore } from 'react'

const lastReloadKey = 'greenroom-reloaded-at'
const pauseMs = 60_000

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
  navigator.serviceWorker
    .register('/service-worker.js')
    .then(watchForNext)
    .catch(() => {
      // Blocked by the browser or its settings: the app works live only.
    })
}

function watchForNext(registration: ServiceWorkerRegistration): void {
  const found = (worker: ServiceWorker | null) => {
    // The very first one replaces nothing.
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    for (const listener of listeners) listener()
  }
  found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => worker.state === 'installed' && found(worker))
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

/** A worker may have requests under way and take its time; the server hands out the new page in any case. */
const handOverMs = 1_500

/**
 * Loads the new version; to be called when nobody is typing and nothing waits to be sent.
 * @param isStillFree asked once more right before: whoever has begun to type meanwhile keeps this page
 */
export function loadNewVersion(isStillFree: () => boolean): void {
  let isDone = false
  const load = () => {
    if (isDone) return
    isDone = true
    if (isStillFree()) location.reload()
  }
  navigator.serviceWorker.addEventListener('controllerchange', load, { once: true })
  setTimeout(load, handOverMs)
  waiting?.postMessage('take-over')
}
