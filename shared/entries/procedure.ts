// A procedure that the event adopted, whole as it came. The last one is in force; each is kept for the cases that were opened under it.
// Beside it who has read which, and when those who had not were reminded.

import { z } from 'zod'
import { entryKind } from './entry-kind.ts'

/** `source`, `licence` and `version` in the words of whoever adopted it; empty where they gave none. */
export const procedure = entryKind(
  'procedure',
  z.object({ markdown: z.string(), source: z.string(), licence: z.string(), version: z.string() }),
)

/** About a procedure: its author has read it. */
export const procedureReading = entryKind('procedure-reading', z.object({}))

/** About a procedure: those who had not read it were reminded. */
export const procedureReminder = entryKind('procedure-reminder', z.object({}))

/** In a case, about the version that it goes by from then on; `from` is the one before. */
export const procedureTaken = entryKind('procedure-taken', z.object({ from: z.string() }))
