// The HTTP contract of notifications on locked phones, and what such a message says: nothing but where to look.

import { z } from 'zod'
import { PageId, TaskId } from '../ids.ts'

/** The server's public key, as browsers want it (base64url). */
export const PushKey = z.object({ key: z.string() })
export type PushKey = z.infer<typeof PushKey>

/** As a browser describes its subscription. */
export const PushSubscriptionAsk = z.object({
  endpoint: z.url().max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}(==)?$/),
  }),
})
export type PushSubscriptionAsk = z.infer<typeof PushSubscriptionAsk>

/** The whole content of a message. Who it is for, what it says and about which case is asked after opening it. */
export const PushMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), id: TaskId }),
  z.object({ kind: z.literal('page'), id: PageId }),
])
export type PushMessage = z.infer<typeof PushMessage>
