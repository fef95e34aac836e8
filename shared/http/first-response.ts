// The HTTP contract of the first response: what was ticked on its card, whose decision a call was, and the numbers to call.

import { z } from 'zod'
import { whoseDecision } from '../entries/call-decision.ts'
import { numberUse } from '../entries/event-numbers.ts'
import { EntryId, MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine, fewOf } from '../text/clean.ts'
import { phone } from './phone-number.ts'

/** `what`: in the words of the card. `at`: when it was ticked. */
export const TickAsk = z.object({
  /** Drawn by the device: sent again, it is written down once. */
  id: EntryId,
  what: cleanLine(limits.maxLineChars).min(1),
  at: z.iso.datetime(),
})
export type TickAsk = z.input<typeof TickAsk>

/** A tick of the card: who, when, and by whom it was taken back. */
export const Tick = z.object({
  id: EntryId,
  by: MemberId,
  at: z.iso.datetime(),
  what: z.string(),
  takenBack: z.object({ by: MemberId, at: z.iso.datetime() }).optional(),
})
export type Tick = z.infer<typeof Tick>
/** One that can't be read. */
export const DamagedTick = Tick.omit({ what: true }).extend({ isDamaged: z.literal(true) })

/** Whose decision it was to call security or the police, and because of what. */
export const CallDecisionSaid = z.object({
  whose: whoseDecision,
  because: cleanLine(limits.maxLineChars).default(''),
})

export const CallDecisionAsk = CallDecisionSaid.extend({
  /** Drawn by the device: sent again, it is written down once. */
  id: EntryId.optional(),
  /** The report, or the word about a danger, that says that somebody called. */
  about: EntryId,
})
export type CallDecisionAsk = z.input<typeof CallDecisionAsk>

/** As it was said last, by whom and when. */
export const CallDecision = z.object({
  about: EntryId,
  by: MemberId,
  at: z.iso.datetime(),
  whose: whoseDecision,
  because: z.string(),
})
export type CallDecision = z.infer<typeof CallDecision>

const EventNumber = z.object({
  use: numberUse,
  name: cleanLine(limits.maxNameChars).min(1, 'Write whose number it is.'),
  phone: phone.min(1, 'Write the number.'),
})
export type EventNumber = z.infer<typeof EventNumber>

/** The numbers to call, in the order in which they are shown. */
export const EventNumbers = z.object({ numbers: fewOf(EventNumber, limits.maxEventNumbers) })
export type EventNumbers = z.infer<typeof EventNumbers>
