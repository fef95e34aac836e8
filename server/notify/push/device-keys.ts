// Whether a device's keys can be encrypted for. A message to keys that are none could never be sent, and would be tried
// until it is not worth it any more.

import { ECDH } from 'node:crypto'
import type { PushSubscriptionAsk } from '#shared/http/push.ts'

const uncompressed = 4
const [pointBytes, authBytes] = [65, 16]

/** The names of those that are not what they should be: `p256dh` a point on P-256, `auth` 16 bytes. */
export function wrongKeysOf({ p256dh, auth }: PushSubscriptionAsk['keys']): ('p256dh' | 'auth')[] {
  const wrong: ('p256dh' | 'auth')[] = []
  if (!isPoint(Buffer.from(p256dh, 'base64url'))) wrong.push('p256dh')
  if (Buffer.from(auth, 'base64url').length !== authBytes) wrong.push('auth')
  return wrong
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== pointBytes || bytes[0] !== uncompressed) return false
  try {
    // Refuses what does not lie on the curve.
    ECDH.convertKey(bytes, 'prime256v1')
    return true
  } catch {
    return false
  }
}
