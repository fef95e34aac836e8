// One message on its way to one push service: encrypted for the device, signed for the service, and what its answer means.

import webPush from 'web-push'
import type { PushMessage, PushSubscriptionAsk } from '#shared/http/push.ts'
import type { ServerKey } from './server-key.ts'

/** `gone`: there is no such device any more. `refused`: trying again would not help. */
export type Outcome =
  | { is: 'sent' }
  | { is: 'gone' }
  | { is: 'refused'; status: number }
  | { is: 'later'; afterMs?: number }

const patienceMs = 10_000

/**
 * @param ttlSeconds for how long the service keeps it for a device that is off
 * @param subject whom a push service may write to: an https address
 * @param topic what it is one message by, 32 characters that tell nothing: a service that got it twice keeps one
 */
export async function deliver(given: {
  subscription: PushSubscriptionAsk
  message: PushMessage
  key: ServerKey
  subject: string
  ttlSeconds: number
  topic: string
}): Promise<Outcome> {
  const { subscription, message, key, subject, ttlSeconds, topic } = given
  const { endpoint, method, headers, body } = webPush.generateRequestDetails(
    subscription,
    JSON.stringify(message),
    {
      vapidDetails: { subject, ...key },
      TTL: ttlSeconds,
      urgency: 'high',
      topic,
      contentEncoding: 'aes128gcm',
    },
  )
  // fetch counts the length itself.
  const { 'Content-Length': _, ...rest } = headers as Record<string, string>
  try {
    const answer = await fetch(endpoint, {
      method,
      headers: rest,
      body: new Uint8Array(body!),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    await answer.body?.cancel()
    return outcomeOf(answer.status, answer.headers.get('retry-after'))
  } catch {
    // No network, or a service that does not answer.
    return { is: 'later' }
  }
}

/** By RFC 8030; services differ only in which of these they use. */
function outcomeOf(status: number, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) return { is: 'sent' }
  if (status === 404 || status === 410) return { is: 'gone' }
  if (status !== 429 && status < 500) return { is: 'refused', status }
  const seconds = Number(retryAfter)
  return { is: 'later', ...(retryAfter && seconds > 0 && { afterMs: seconds * 1_000 }) }
}
