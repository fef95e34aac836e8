// To whom this server sends: the push services of the browsers, and those that whoever runs it has named. Without the list
// a member could make it call any address.

const suffixes = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
]

const maxEndpointChars = 2_000

/**
 * The address in its one spelling, or undefined if it is none of a push service.
 * @param more origins beyond the browsers' own, from PUSH_SERVICES
 */
export function readPushAddress(endpoint: string, more: readonly string[]): string | undefined {
  const url = endpoint.length <= maxEndpointChars ? URL.parse(endpoint) : null
  if (!url || url.username || url.password || url.hash || url.href.length > maxEndpointChars) return undefined
  return more.includes(url.origin) || isOfBrowser(url) ? url.href : undefined
}

const isOfBrowser = ({ protocol, port, hostname }: URL): boolean =>
  protocol === 'https:' &&
  port === '' &&
  suffixes.some((suffix) => hostname === suffix || hostname.endsWith(`.${suffix}`))
