// That a file belongs to a case: what it is called, what it is by its content, and what was done to it. Its bytes lie sealed beside.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

export const FileWords = z.object({
  name: z.string(),
  /** By its content; what is not known is `application/octet-stream`. */
  type: z.string(),
  bytes: z.number(),
  /** A picture that was drawn anew: nothing hidden is in it. Everything else is as it was sent. */
  isCleaned: z.boolean(),
  hasPreview: z.boolean(),
})
export type FileWords = z.infer<typeof FileWords>

/** The entry's id is the file's. About a report, or about nothing where the file belongs to the case. */
export const file = entryKind('file', FileWords)
