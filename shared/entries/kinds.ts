// Every kind of entry that a case or an event can have. A new one is a file beside this and a line here.

import { attendeeWord } from './attendee-word.ts'
import { callDecision } from './call-decision.ts'
import { contact, reach } from './contact.ts'
import { danger } from './danger.ts'
import type { EntryKind } from './entry-kind.ts'
import { eventNamed } from './event.ts'
import { eventNumbers } from './event-numbers.ts'
import { file } from './file.ts'
import { lift, liftAgreement } from './lift.ts'
import { mail } from './mail.ts'
import { minutes } from './minutes.ts'
import { person, personRemoval } from './person.ts'
import { plainWord } from './plain-word.ts'
import { procedure, procedureReading, procedureReminder, procedureTaken } from './procedure.ts'
import { reopening } from './reopening.ts'
import { amendment, report } from './report.ts'
import { shift, shiftRemoval } from './shift.ts'
import { tick, tickRemoval } from './tick.ts'

export const entryKinds = {
  [report.kind]: report,
  [amendment.kind]: amendment,
  [attendeeWord.kind]: attendeeWord,
  [person.kind]: person,
  [personRemoval.kind]: personRemoval,
  [minutes.kind]: minutes,
  [plainWord.kind]: plainWord,
  [lift.kind]: lift,
  [liftAgreement.kind]: liftAgreement,
  [reopening.kind]: reopening,
  [danger.kind]: danger,
  [callDecision.kind]: callDecision,
  [tick.kind]: tick,
  [tickRemoval.kind]: tickRemoval,
  [contact.kind]: contact,
  [reach.kind]: reach,
  [file.kind]: file,
  [mail.kind]: mail,
  [eventNamed.kind]: eventNamed,
  [procedure.kind]: procedure,
  [procedureReading.kind]: procedureReading,
  [procedureReminder.kind]: procedureReminder,
  [procedureTaken.kind]: procedureTaken,
  [eventNumbers.kind]: eventNumbers,
  [shift.kind]: shift,
  [shiftRemoval.kind]: shiftRemoval,
} as const

export type EntryName = keyof typeof entryKinds
export type WordsOf<K extends EntryName> =
  (typeof entryKinds)[K] extends EntryKind<string, infer W> ? W : never
