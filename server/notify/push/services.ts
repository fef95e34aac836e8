// To whom this server sends: the push services of the browsers, and those that whoever runs it has named. Without the list
// a member could make it call any address.

const suffixes = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
]

/** @param more origins beyond the browsers' own, from PUSH_SERVICES */
export function isPushService(endpoint: string, more: readonly string[]): boolean {
  const url = URL.parse(endpoint)
  if (!url || url.username || url.password) return false
  if (more.includes(url.origin)) return true
  if (url.protocol !== 'https:' || url.port !== '') return false
  return suffixes.some((suffix) => url.hostname === suffix || url.hostname.endsWith(`.${suffix}`))
}
