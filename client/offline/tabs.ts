// Several tabs share what is kept on a device. Each holds a lock for as long as it lives, so that another one can tell
// whether what waits to be sent still has somebody who sends it.

const prefix = 'greenroom-tab-'

/** This tab's name: another one after each reload. */
export const thisTab: string = crypto.getRandomValues(new Uint32Array(4)).join('-')

/** Held until the page is gone; where there are no locks every tab counts as gone, and sending twice does no harm. */
export function announceTab(): void {
  void navigator.locks?.request(prefix + thisTab, () => new Promise(() => {})).catch(() => {})
}

/** What this tab keeps for itself: a display's token, filed under a code name. It ends with the account as well. */
export function forgetInTab(): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('greenroom-')) sessionStorage.removeItem(key)
}

/** The tabs that live now. */
export async function livingTabs(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  return new Set([...names, thisTab])
}
