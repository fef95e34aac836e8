// The HTTP contract of meetings: the one that runs, and what past ones left.

import { z } from 'zod'
import { CaseId, MeetingId, MemberId, TaskId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine, cleanText } from '../text/clean.ts'

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

/** Who has a device in the record of a case whose meeting runs. */
export const MeetingsNow = z.object({
  meetings: z.array(z.object({ case: CaseId, here: z.array(MemberId) })),
})
export type MeetingsNow = z.infer<typeof MeetingsNow>

export const MeetingStartAsk = z.object({ place: cleanLine(limits.maxLineChars).optional() })
export const MeetingPatch = z.object({ question: z.int().min(1).max(4) })
export const MeetingEndAsk = z.object({
  hasObjection: z.boolean().optional(),
  objection: cleanText(limits.maxTextChars).optional(),
})

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
/** One whose minutes can't be read. */
export const DamagedMeeting = PastMeeting.omit({ objection: true, access: true, openTasks: true }).extend({
  isDamaged: z.literal(true),
})
export type DamagedMeeting = z.infer<typeof DamagedMeeting>
export const PastMeetings = z.object({ meetings: z.array(z.union([PastMeeting, DamagedMeeting])) })
export type PastMeetings = z.infer<typeof PastMeetings>
