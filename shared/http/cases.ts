// The HTTP contract of cases: reports that open them, the board, the case page, access, people, meetings.

import { z } from 'zod'
import { caseLevels } from '../access/rules.ts'
import { stages } from '../cases/stages.ts'
import { CaseId, MeetingId, MemberId, PersonId, ReportId, TaskId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanText } from '../text/clean.ts'

export const Stage = z.enum(stages)
export type Stage = z.infer<typeof Stage>

export const Level = z.enum(caseLevels)
export type Level = z.infer<typeof Level>

export const PersonRole = z.enum(['reporter', 'affected', 'reported', 'witness', 'other'])
export type PersonRole = z.infer<typeof PersonRole>

const line = cleanText(limits.maxLineChars)
const text = cleanText(limits.maxTextChars)

/** One of the five facts: words, or why there are none. */
export const Fact = z.union([line, z.object({ missing: z.enum(['unknown', 'refused', 'not-asked']) })])
export type Fact = z.infer<typeof Fact>

export const ReportAsk = z.object({
  /** Drawn by the device: sent again, it answers the same case. */
  id: ReportId.optional(),
  whatHappened: text,
  when: Fact.optional(),
  where: Fact.optional(),
  who: Fact.optional(),
  others: Fact.optional(),
  circumstances: Fact.optional(),
  ongoing: z.boolean().optional(),
  danger: z.boolean().optional(),
  /** Who told it, if the reporter wants that written down. */
  toldBy: line.optional(),
  /** In their own words (true) or summarised. */
  verbatim: z.boolean().optional(),
  /** Wishes they offered unasked. */
  wishes: text.optional(),
  involvesMembers: z.array(MemberId).max(50).optional(),
  codeName: z.string().max(40).optional(),
  /** Joins an existing case instead of opening one. */
  case: CaseId.optional(),
})
export type ReportAsk = z.input<typeof ReportAsk>

export const ReportAnswer = z.object({
  report: z.object({ id: ReportId }),
  case: z.object({ id: CaseId, codeName: z.string() }),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

export const Amendment = z.object({ author: MemberId, at: z.iso.datetime(), words: z.string() })

/** An account as it was frozen, and what was added below it. */
export const Report = ReportAsk.omit({ id: true, codeName: true, case: true, involvesMembers: true }).extend({
  id: ReportId,
  takenBy: MemberId,
  at: z.iso.datetime(),
  amendments: z.array(Amendment),
})
export type Report = z.infer<typeof Report>

export const AmendmentAsk = z.object({ words: text.min(1, 'Write what you want to add.') })

export const Meeting = z.object({
  id: MeetingId,
  startedAt: z.iso.datetime(),
  place: z.string().nullable(),
  /** The question shown on the room display. */
  question: z.int().min(1).max(4),
  /** By which phones of people on the case join; another one each meeting. */
  joinCode: z.string(),
})
export type Meeting = z.infer<typeof Meeting>

/** A card of the board. Never text of the record; names of listed people in `next.what` are masked to their roles. */
export const CaseCard = z.object({
  id: CaseId,
  codeName: z.string(),
  stage: Stage,
  stageSince: z.iso.datetime(),
  reportedAt: z.iso.datetime(),
  reportedBy: MemberId,
  isUrgent: z.boolean(),
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

export const CaseDetail = CaseCard.extend({
  access: z.array(z.object({ member: MemberId, level: Level, sinceAt: z.iso.datetime() })),
  people: z.array(PersonInCase),
  reports: z.array(Report),
  /** Members who must not be given tasks or access here. Told as «not possible», never why. */
  closedTo: z.array(MemberId),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export const CasePatch = z.object({ stage: Stage })

export const AccessAsk = z.object({ level: Level })

export const PersonAsk = z.object({
  name: cleanText(limits.maxNameChars).min(1, 'Write a name.'),
  role: PersonRole,
  aliases: z.array(cleanText(limits.maxNameChars).min(1)).max(20).default([]),
  badge: cleanText(40).optional(),
  memberId: MemberId.optional(),
})
export type PersonAsk = z.input<typeof PersonAsk>

/** What is left out stays as it is. Unlinking a member does not let them in again. */
export const PersonPatch = z.object({
  name: PersonAsk.shape.name.optional(),
  role: PersonRole.optional(),
  aliases: z.array(cleanText(limits.maxNameChars).min(1)).max(20).optional(),
  badge: cleanText(40).nullable().optional(),
  memberId: MemberId.nullable().optional(),
})
export type PersonPatch = z.infer<typeof PersonPatch>

export const ConflictAsk = z.object({ answer: z.enum(['none', 'conflict']) })
/** What a member newly given access sees before anything else: the names, and nothing else. */
export const ConflictCheck = z.object({ case: CaseId, reported: z.array(z.string()) })
export type ConflictCheck = z.infer<typeof ConflictCheck>
export const ConflictChecks = z.object({ checks: z.array(ConflictCheck) })

export const CaseCards = z.object({ cases: z.array(CaseCard) })

export const MeetingStartAsk = z.object({ place: line.optional() })
export const MeetingPatch = z.object({ question: z.int().min(1).max(4) })
export const MeetingEndAsk = z.object({ hasObjection: z.boolean().optional(), objection: text.optional() })

/** A meeting that has ended, with what it left: who could open the case, what was still to do, who objected. */
export const PastMeeting = Meeting.omit({ question: true, joinCode: true }).extend({
  startedBy: MemberId,
  endedAt: z.iso.datetime(),
  endedBy: MemberId,
  hasObjection: z.boolean().nullable(),
  objection: z.string().nullable(),
  access: z.array(MemberId),
  /** When names were shown on the room display, and by whom. */
  namesShown: z.array(z.object({ by: MemberId, at: z.iso.datetime(), until: z.iso.datetime() })),
  openTasks: z.array(
    z.object({
      id: TaskId,
      what: z.string(),
      who: MemberId.nullable(),
      due: z.iso.datetime().nullable(),
      dueWords: z.string().nullable(),
      state: z.enum(['open', 'accepted', 'cannot']),
    }),
  ),
})
export type PastMeeting = z.infer<typeof PastMeeting>
export const PastMeetings = z.object({ meetings: z.array(PastMeeting) })

export const CodeNames = z.object({ codeNames: z.array(z.string()) })
