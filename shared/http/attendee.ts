// The HTTP contract of the attendee's page: a report without an account, coming back to it with a receipt code, and the switch.

import { z } from 'zod'
import { EntryId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanText, shortText } from '../text/clean.ts'
import { ReportAsk } from './cases.ts'

/** What an attendee tells; all of it can be left out but not everything. */
export const AttendeeWords = ReportAsk.pick({
  when: true,
  where: true,
  who: true,
  others: true,
  circumstances: true,
  ongoing: true,
  danger: true,
  toldBy: true,
}).extend({ whatHappened: cleanText(limits.maxTextChars).default('') })
export type AttendeeWords = z.output<typeof AttendeeWords>

export const PublicReportAsk = AttendeeWords.extend({
  /** 32 random bytes (base64url), drawn by whoever sends it: sent again with the same, it answers the same code and opens nothing. */
  key: shortText(43)
    .regex(/^[\w-]{43}$/)
    .optional(),
})
/** The receipt code: words to write down. It is told this once. */
export const PublicReportAnswer = z.object({ code: z.string() })

/** Spaces, hyphens, lines and capitals do not matter, and of each word the first four letters do. */
const code = shortText(1_000)
export const ReturnAsk = z.object({ code })

const written = { id: EntryId, at: z.iso.datetime(), by: z.enum(['you', 'team']) }
export const ReturnMessage = z.object({ ...written, text: z.string() })
export type ReturnMessage = z.infer<typeof ReturnMessage>
/** One that can't be read. */
export const DamagedReturnMessage = z.object({ ...written, isDamaged: z.literal(true) })

/** What was written since the report, on both sides, oldest first; the report itself is not given out again. */
export const Return = z.object({
  sentAt: z.iso.datetime(),
  messages: z.array(z.union([ReturnMessage, DamagedReturnMessage])),
})
export type Return = z.infer<typeof Return>

export const ReturnMessageAsk = z.object({
  code,
  /** Drawn by whoever sends it: sent again, it is written down once. */
  id: EntryId.optional(),
  text: cleanText(limits.maxTextChars).min(1, 'Write what you want to add.'),
})

/** `address`: what the page's address ends with (`/r/…`); nothing before it was first switched on. */
export const EventSettings = z.object({ publicReports: z.boolean(), address: z.string().nullable() })
export type EventSettings = z.infer<typeof EventSettings>
export const EventSettingsAsk = z.object({ publicReports: z.boolean() })
