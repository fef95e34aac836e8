// A mail that a report came by, as it was read: who sent it, when, what it says. Itself it lies beside, as a file of the case.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

export const MailWords = z.object({
  /** As the mail has it: "Ana Reyes <ana@example.org>"; empty where it says nothing. */
  from: z.string(),
  subject: z.string(),
  /** ISO, by the clock of whoever sent it. */
  sentAt: z.string().optional(),
  /** Its words as plain text; `isCut`: there are more in the original. */
  text: z.string(),
  isCut: z.boolean(),
  /** What hangs on it. */
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.number() })),
})
export type MailWords = z.infer<typeof MailWords>

/** About a report. The entry's id is that of the file that the mail lies in. */
export const mail = entryKind('mail', MailWords)
