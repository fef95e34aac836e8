// The HTTP contract of notifications on locked phones, and what such a message says: nothing but where to look.

import { z } from 'zod'
import { CaseId, EntryId, PageId, TaskId } from '../ids.ts'
import { shortText } from '../text/clean.ts'

/** The server's public key, as browsers want it (base64url). */
export const PushKey = z.object({ key: z.string() })
export type PushKey = z.infer<typeof PushKey>

export const notKeys = 'This is not the key of a device.'

/** As a browser describes its subscription. */
export const PushSubscriptionAsk = z.object({
  endpoint: shortText(2_000).pipe(z.url()),
  keys: z.object({
    /** A point of P-256 in 65 bytes; the server looks whether it is one. */
    p256dh: shortText(88).regex(/^[A-Za-z0-9_-]{87}=?$/, notKeys),
    /** 16 bytes. */
    auth: shortText(24).regex(/^[A-Za-z0-9_-]{22}(==)?$/, notKeys),
  }),
})
export type PushSubscriptionAsk = z.infer<typeof PushSubscriptionAsk>

/** The whole content of a message. Who it is for, what it says and about which case is asked after opening it. */
export const PushMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), id: TaskId }),
  z.object({ kind: z.literal('page'), id: PageId }),
  /** A task of theirs is due, or will be soon. */
  z.object({ kind: z.literal('reminder'), id: TaskId }),
  /** To whoever leads this case: a task of it is late, or a word is owed to whoever reported it. */
  z.object({ kind: z.literal('case'), id: CaseId }),
  /** The procedure in force is to be read. */
  z.object({ kind: z.literal('procedure'), id: EntryId }),
])
export type PushMessage = z.infer<typeof PushMessage>
