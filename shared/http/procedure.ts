// The HTTP contract of the event's procedure: what is understood of a text before anything is adopted, and the one in force.

import { z } from 'zod'
import { EntryId, MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { clauseNames } from '../procedure/clause-names.ts'
import { encodings } from '../procedure/decode.ts'
import { cleanLine, shortText } from '../text/clean.ts'

/** Nothing of it is trimmed or made alike: lines are counted as they came. */
const Markdown = shortText(limits.maxProcedureChars).overwrite((text) => text.toWellFormed())

/** `encoding`: what the text was read from where it came as bytes. */
export const ProcedureText = z.object({ markdown: Markdown, encoding: z.enum(encodings).optional() })

/** `isMended`: lines that went through two encodings are made whole first. */
export const ProcedureAsk = z.object({
  markdown: Markdown,
  isMended: z.boolean().default(false),
  source: cleanLine(limits.maxLineChars).default(''),
  licence: cleanLine(limits.maxLineChars).default(''),
  version: cleanLine(limits.maxNameChars).default(''),
})

/** Lines one after the other, from 1, both ends included. */
const Stretch = z.object({ from: z.int(), to: z.int() })

export const ProcedureClause = z.object({
  name: z.enum(clauseNames),
  heading: z.string(),
  lines: z.array(Stretch),
  body: z.string(),
  items: z.array(z.string()),
})

export const ProcedurePreview = z.object({
  /** The text that was understood, to be adopted as it is. */
  markdown: z.string(),
  encoding: z.enum(encodings).nullable(),
  clauses: z.array(ProcedureClause),
  notPlaced: z.array(Stretch),
  oddities: z.array(z.object({ line: z.int(), message: z.string(), proposal: z.string().nullable() })),
  /** Lines that went through two encodings. */
  brokenLines: z.int(),
})

export const Procedure = z.object({
  /** Of this version: each that was adopted has its own, and so has the one that Greenroom brings. */
  id: EntryId,
  clauses: z.array(ProcedureClause),
  notPlaced: z.array(Stretch),
  markdown: z.string(),
  source: z.string(),
  licence: z.string(),
  version: z.string(),
  /** Null for the one that Greenroom brings, which nobody adopted. */
  adopted: z.object({ id: EntryId, by: MemberId, at: z.iso.datetime() }).nullable(),
  /** What the event adopted last can't be read; this is the one that Greenroom brings. */
  isDamaged: z.boolean(),
  /** When whoever asks said that they have read this version. */
  readAt: z.iso.datetime().nullable(),
})
export type Procedure = z.infer<typeof Procedure>

/** The version that a case goes by, without its text, which is read as a version of the procedure. */
export const CaseProcedure = Procedure.pick({
  ...{ id: true, source: true, licence: true, version: true, adopted: true, isDamaged: true },
}).extend({
  /** Of its clause of links, those that lead somewhere: the policy, what attendees are told to expect. */
  links: z.array(z.object({ words: z.string(), href: z.string() })),
  /** A later one that is in force: whoever leads may take it. */
  newer: z.object({ id: EntryId, version: z.string(), at: z.iso.datetime() }).nullable(),
  /** Who took this one in place of the one that the case was opened under. */
  taken: z.object({ by: MemberId, at: z.iso.datetime() }).nullable(),
})
export type CaseProcedure = z.infer<typeof CaseProcedure>

/** Which version is meant. */
export const ProcedureVersion = z.object({ id: EntryId })

export const ProcedureReading = z.object({ id: EntryId, readAt: z.iso.datetime() })

/** Of the version in force: who of the team has read it, in no order that tells anything. */
export const ProcedureReaders = z.object({
  id: EntryId,
  readers: z.array(z.object({ member: MemberId, readAt: z.iso.datetime().nullable() })),
  /** When those who have not were reminded last. */
  remindedAt: z.iso.datetime().nullable(),
  /** From when on they may be again; null where that is now. */
  nextReminderAt: z.iso.datetime().nullable(),
})
export type ProcedureReaders = z.infer<typeof ProcedureReaders>
