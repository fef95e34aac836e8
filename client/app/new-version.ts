// After a new version was installed, the parts of this one are gone from the server: a screen that was not opened yet
// cannot be loaded any more. Then the page is loaded anew; the browser asks first while words are not sent.

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
