// Asking the browser to wake the service worker when the network is back, for a report that waits.

type Syncing = ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }

/** @returns whether the browser has said that it will, also when this page is closed */
export async function askToSendLater(): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration()
    const { sync } = (registration ?? {}) as Syncing
    if (!registration?.active || !sync) return false
    await sync.register('report')
    return true
  } catch {
    // Switched off by its owner, or not given to a page like this one: it is sent while a page is open.
    return false
  }
}

/** The service worker says that the network is back, or what it has done meanwhile. */
export function onWorkerNetwork(listener: () => void): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data === 'network') listener()
  })
}
