// The HTTP contract of cases: reports that open them, the board, the case page, access, people.

import { z } from 'zod'
import { caseLevels } from '../access/rules.ts'
import { stages } from '../cases/stages.ts'
import { Called, DangerCall, dangerSays } from '../entries/danger.ts'
import { ReportWords } from '../entries/report.ts'
import { reportWays } from '../entries/report-ways.ts'
import { CaseId, EntryId, MemberId, PersonId, ReportId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine, cleanText, fewOf, shortText } from '../text/clean.ts'
import { OwedWord } from './contacts.ts'
import { CallDecision, CallDecisionSaid, DamagedTick, Tick, TickAsk } from './first-response.ts'
import { DamagedMail, MailAsk, MailOfReport } from './mails.ts'
import { Meeting } from './meetings.ts'
import { Outside } from './outside.ts'

export const Stage = z.enum(stages)
export type Stage = z.infer<typeof Stage>

export const Level = z.enum(caseLevels)
export type Level = z.infer<typeof Level>

export const PersonRole = z.enum(['reporter', 'affected', 'reported', 'witness', 'other'])
export type PersonRole = z.infer<typeof PersonRole>

const line = cleanText(limits.maxLineChars)
const name = cleanLine(limits.maxNameChars).min(1, 'Write a name.')
const aliases = fewOf(cleanLine(limits.maxNameChars).min(1), 20)
const badge = cleanLine(40)
const text = cleanText(limits.maxTextChars)

/** One of the five facts: words, or why there are none. */
export const Fact = z.union([line, z.object({ missing: z.enum(['unknown', 'refused', 'not-asked']) })])
export type Fact = z.infer<typeof Fact>

export const ReportAsk = z.object({
  /** Drawn by the device: sent again, it answers the same case. */
  id: ReportId.optional(),
  whatHappened: text,
  /** How it arrived; left out: it was told to whoever takes it. */
  way: z.enum(reportWays).optional(),
  /** The mail it came by, of which all parts are here: it is kept with the report as it came. */
  mail: MailAsk.optional(),
  when: Fact.optional(),
  where: Fact.optional(),
  who: Fact.optional(),
  others: Fact.optional(),
  circumstances: Fact.optional(),
  ongoing: z.boolean().optional(),
  danger: z.boolean().optional(),
  /** Whoever took it has called security or the police: when, and whom. */
  hasCalled: z.boolean().optional(),
  calledAt: z.iso.datetime().optional(),
  calledWhom: Called.optional(),
  calledDecision: CallDecisionSaid.optional(),
  /** What was ticked of the first-response card. Sent again with more of them, those are added. */
  ticks: fewOf(TickAsk, limits.maxTicks).optional(),
  /** Who told it, if the reporter wants that written down. */
  toldBy: cleanLine(limits.maxLineChars).optional(),
  /** In their own words (true) or summarised. */
  verbatim: z.boolean().optional(),
  /** Wishes they offered unasked. */
  wishes: text.optional(),
  involvesMembers: fewOf(MemberId, 50).optional(),
  codeName: shortText(40).optional(),
  /** Calls the chair or a coordinator for its case as soon as it is there; once, however often it is sent. */
  pages: z.boolean().optional(),
  /** Joins an existing case instead of opening one. */
  case: CaseId.optional(),
})
export type ReportAsk = z.input<typeof ReportAsk>

export const ReportAnswer = z.object({
  report: z.object({ id: ReportId }),
  case: z.object({ id: CaseId, codeName: z.string() }),
  /** Everybody of the team who could lead it is named in it: it waits for somebody from outside. */
  nobodyLeads: z.literal(true).optional(),
  /** Said where nobody who runs the team can be called for it: whom to turn to, or nobody where the event names none. */
  outside: Outside.nullable().optional(),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

/** `author`: nobody of the team where the attendee who sent the report added it. */
export const Amendment = z.object({ author: MemberId.nullable(), at: z.iso.datetime(), words: z.string() })
export type Amendment = z.infer<typeof Amendment>

/** Stored in a way that does not open: what is known of it without its words. */
const damaged = { isDamaged: z.literal(true) }
export const DamagedAmendment = Amendment.omit({ words: true }).extend(damaged)
export type DamagedAmendment = z.infer<typeof DamagedAmendment>

/** An account as it was frozen, and what was added below it. */
export const Report = ReportWords.extend({
  whatHappened: z.string(),
  id: ReportId,
  /** Nobody of the team where it came by the attendee's page. */
  takenBy: MemberId.nullable(),
  at: z.iso.datetime(),
  amendments: z.array(z.union([Amendment, DamagedAmendment])),
  mail: z.union([MailOfReport, DamagedMail]).optional(),
})
export type Report = z.infer<typeof Report>
export const DamagedReport = Report.pick({ id: true, takenBy: true, at: true, amendments: true }).extend(
  damaged,
)
export type DamagedReport = z.infer<typeof DamagedReport>
/** Something that was said about a danger after a report of it, in order. */
export const DangerSaid = z.object({
  id: EntryId.optional(),
  by: MemberId,
  at: z.iso.datetime(),
  says: dangerSays,
  whom: Called.optional(),
})
export type DangerSaid = z.infer<typeof DangerSaid>
export const Reports = z.object({
  reports: z.array(z.union([Report, DamagedReport])),
  danger: z.array(DangerSaid).optional(),
  /** What was ticked of the first-response card, also what was taken back. */
  ticks: z.array(z.union([Tick, DamagedTick])).optional(),
  /** Whose decision calls were: one at most for each. */
  decisions: z.array(CallDecision).optional(),
})
export type Reports = z.infer<typeof Reports>

export const DangerAsk = z.object({
  /** Drawn by the device: sent again, it is written down once. */
  id: EntryId.optional(),
  says: dangerSays,
  whom: Called.optional(),
  /** Of a call: whose it was. */
  decision: CallDecisionSaid.optional(),
})
export type DangerAsk = z.input<typeof DangerAsk>

export const AmendmentAsk = z.object({
  /** Drawn by the device: sent again, it is added once. */
  id: EntryId.optional(),
  words: text.min(1, 'Write what you want to add.'),
})

/** A card of the board. Never text of the record; names of listed people in `next.what` are masked to their roles. */
export const CaseCard = z.object({
  id: CaseId,
  codeName: z.string(),
  stage: Stage,
  stageSince: z.iso.datetime(),
  reportedAt: z.iso.datetime(),
  /** Nobody of the team where it came by the attendee's page. */
  reportedBy: MemberId.nullable(),
  /** Somebody may be in danger. */
  isUrgent: z.boolean(),
  /** Who has called for help since that began; only of a case in which somebody may be in danger, where it can be read. */
  calls: z.array(DangerCall).optional(),
  /** The next word that is owed to whoever reported. */
  owed: OwedWord.optional(),
  next: z
    .object({
      what: z.string(),
      who: MemberId.nullable(),
      due: z.iso.datetime().nullable(),
      dueWords: z.string().nullable(),
    })
    .nullable(),
  tasks: z.object({ done: z.int(), total: z.int() }),
  team: z.array(MemberId),
  meeting: Meeting.nullable(),
  level: Level,
})
export type CaseCard = z.infer<typeof CaseCard>

export const PersonInCase = z.object({
  id: PersonId,
  name: z.string(),
  role: PersonRole,
  aliases: z.array(z.string()),
  badge: z.string().nullable(),
  memberId: MemberId.nullable(),
})
export type PersonInCase = z.infer<typeof PersonInCase>
/** Somebody whose name can't be read. */
export const DamagedPerson = PersonInCase.pick({ id: true, role: true, memberId: true }).extend(damaged)
export type DamagedPerson = z.infer<typeof DamagedPerson>
export const PeopleInCase = z.object({ people: z.array(z.union([PersonInCase, DamagedPerson])) })
export type PeopleInCase = z.infer<typeof PeopleInCase>
export type ListedPerson = PeopleInCase['people'][number]

/** Why somebody was excluded by mistake: the first of two has to say so, the second may. */
export const LiftAsk = z.object({ reason: text.optional() })
export type LiftAsk = z.infer<typeof LiftAsk>
/** `false`: one of two has asked. */
export const LiftAnswer = z.object({ isLifted: z.boolean() })
export type LiftAnswer = z.infer<typeof LiftAnswer>

/** Somebody let back in, or, while nobody has agreed, asked to be. */
export const LiftOnRecord = z.object({
  member: MemberId,
  askedBy: MemberId,
  askedAt: z.iso.datetime(),
  /** Nothing where it can't be read. */
  reason: z.string().nullable(),
  agreedBy: MemberId.nullable(),
  agreedAt: z.iso.datetime().nullable(),
  agreedReason: z.string().nullable(),
})
export type LiftOnRecord = z.infer<typeof LiftOnRecord>

export const CaseAccess = z.object({
  access: z.array(
    z.object({
      member: MemberId,
      level: Level,
      sinceAt: z.iso.datetime(),
      /** They have yet to answer the conflict question, and see nothing of the case before. */
      isAsked: z.literal(true).optional(),
    }),
  ),
  /** Members who must not be given tasks or access here. Told as «not possible», never why. */
  excluded: z.array(MemberId),
  /** Members who are likely named here: somebody on the case is to say whether it is them. Until then they have nothing of it. */
  likenesses: z.array(MemberId),
  lifts: z.array(LiftOnRecord),
})
export type CaseAccess = z.infer<typeof CaseAccess>

/** A case whole: each of its parts has a route of its own, too. */
export const CaseDetail = CaseCard.extend(CaseAccess.shape).extend(PeopleInCase.shape).extend(Reports.shape)
export type CaseDetail = z.infer<typeof CaseDetail>

export const CasePatch = z.object({
  stage: Stage,
  /** Only if it still stands there: a move that is taken back takes back nobody else's. */
  from: Stage.optional(),
  /** Why it is reopened, where it was closed. */
  reason: text.optional(),
})
export type CasePatch = z.infer<typeof CasePatch>

export const AccessAsk = z.object({ level: Level })

export const PersonAsk = z.object({
  /** Drawn by the device: sent again, they are listed once. */
  id: PersonId.optional(),
  name,
  role: PersonRole,
  aliases: aliases.default([]),
  badge: badge.optional(),
  memberId: MemberId.optional(),
})
export type PersonAsk = z.input<typeof PersonAsk>

/** What is left out stays as it is. Unlinking a member does not let them in again. */
export const PersonPatch = z.object({
  name: name.optional(),
  role: PersonRole.optional(),
  aliases: aliases.optional(),
  badge: badge.nullable().optional(),
  memberId: MemberId.nullable().optional(),
})
export type PersonPatch = z.infer<typeof PersonPatch>

/** What is nobody's name in a case, and so is shown on its room display however large it is written. */
export const KnownWords = z.object({ words: z.array(z.string()) })
export type KnownWords = z.infer<typeof KnownWords>
/** A word that looked like a name and is none. */
export const PlainWordAsk = z.object({ word: cleanLine(limits.maxNameChars).min(1) })

/** "Is this our Tomás Ibarra?" */
export const LikenessAnswer = z.object({ isThem: z.boolean() })
export type LikenessAnswer = z.infer<typeof LikenessAnswer>

export const ConflictAsk = z.object({ answer: z.enum(['none', 'conflict']) })
/** What a member newly given access sees before anything else: the names, and nothing else. */
export const ConflictCheck = z.object({ case: CaseId, reported: z.array(z.string()) })
export type ConflictCheck = z.infer<typeof ConflictCheck>
export const ConflictChecks = z.object({ checks: z.array(ConflictCheck) })

export const CaseCards = z.object({ cases: z.array(CaseCard) })

export const CodeNames = z.object({ codeNames: z.array(z.string()) })
