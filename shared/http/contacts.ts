// The HTTP contract of what whoever reported was told, how to reach them, and the event's clocks for it.

import { z } from 'zod'
import { contactKinds } from '../contacts/kinds.ts'
import { owedKinds } from '../contacts/owed.ts'
import { said } from '../entries/contact.ts'
import { EntryId, MemberId, ReportId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanText } from '../text/clean.ts'

const text = cleanText(limits.maxTextChars)
const moment = z.iso.datetime({ offset: true })

/** `at`: when they were told; now, where it is left out. `nextBy`: until when they hear again. */
export const ContactAsk = z.object({
  /** Drawn by the device: sent again, it is written down once. */
  id: EntryId.optional(),
  kind: z.enum(contactKinds),
  text: text.min(1, 'Write what they were told.'),
  at: moment.optional(),
  nextBy: moment.optional(),
  /** The report whose sender reads this text on the attendee page, with their receipt code: it is told now. */
  answers: ReportId.optional(),
})
export type ContactAsk = z.input<typeof ContactAsk>

export const Contact = z.object({
  id: EntryId,
  by: MemberId,
  writtenAt: z.iso.datetime(),
  kind: z.enum(contactKinds),
  text: z.string(),
  at: z.iso.datetime(),
  nextBy: z.iso.datetime().nullable(),
  /** The report whose sender can read it on the attendee page. */
  answers: ReportId.optional(),
})
export type Contact = z.infer<typeof Contact>
/** One that can't be read. */
export const DamagedContact = Contact.pick({ id: true, by: true, writtenAt: true }).extend({
  isDamaged: z.literal(true),
})

export const ReachAsk = z.object({ way: text, avoid: text, fears: said, wantsWord: said })
export type ReachAsk = z.input<typeof ReachAsk>
/** As it was said last, by whom and when. */
export const Reach = z.object({
  way: z.string(),
  avoid: z.string(),
  fears: said,
  wantsWord: said,
  by: MemberId,
  writtenAt: z.iso.datetime(),
})
export type Reach = z.infer<typeof Reach>

/** A word to the reporter that is owed, and until when. */
export const OwedWord = z.object({ kind: z.enum(owedKinds), dueAt: z.iso.datetime() })
export type OwedWord = z.infer<typeof OwedWord>

const Clock = z.object({ dueAt: z.iso.datetime(), metAt: z.iso.datetime().nullable() })

export const Contacts = z.object({
  contacts: z.array(z.union([Contact, DamagedContact])),
  /** Nothing where nobody has said it; damaged where what was said last can't be read. */
  reach: z.union([Reach, z.object({ isDamaged: z.literal(true) })]).nullable(),
  clocks: z.object({ acknowledge: Clock, outcome: Clock }),
  owed: OwedWord.nullable(),
  /** The reports whose senders can come back by the attendee page, and read what is written to them. */
  answerable: z.array(ReportId),
})
export type Contacts = z.infer<typeof Contacts>

/** Until when whoever reported hears that it came in, in hours; and what came of it, in days. */
export const EventClocks = z.object({
  acknowledgeHours: z.int().min(1, 'At least an hour.').max(240, 'At most 240 hours.'),
  outcomeDays: z.int().min(1, 'At least a day.').max(90, 'At most 90 days.'),
})
export type EventClocks = z.infer<typeof EventClocks>
