// The HTTP contract of paging: to call the chair or a coordinator now, and what comes of it.

import { z } from 'zod'
import { CaseId, MemberId, PageId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine } from '../text/clean.ts'
import { Outside } from './outside.ts'

export const PageAsk = z.object({
  case: CaseId.optional(),
  /** Somebody may be in danger: said where there is no case yet that says it of itself. */
  isUrgent: z.boolean().optional(),
})
export type PageAsk = z.infer<typeof PageAsk>

/** Where whoever called is, in their words; empty: nothing is said. */
export const PagePlaceAsk = z.object({ place: cleanLine(limits.maxLineChars) })

export const PageAnswer = z.enum(['seen', 'on-my-way', 'cannot', 'here'])
export type PageAnswer = z.infer<typeof PageAnswer>
export const PageAnswerAsk = z.object({ answer: PageAnswer })

const time = z.iso.datetime()
const OfCase = z.object({ id: CaseId, codeName: z.string() }).nullable()

/** One member who was called, and how far it got. */
export const PageCall = z.object({
  member: MemberId,
  at: time,
  /** A device of theirs rang. */
  deliveredAt: time.nullable(),
  seenAt: time.nullable(),
  answer: z.enum(['on-my-way', 'cannot']).nullable(),
  answeredAt: time.nullable(),
  /** Whoever was on the way said that they are there. */
  hereAt: time.nullable(),
})
export type PageCall = z.infer<typeof PageCall>

/** A page as its caller and those in its case see it. */
export const Page = z.object({
  id: PageId,
  case: OfCase,
  /** Nobody of the team where an attendee's report calls. */
  by: MemberId.nullable(),
  at: time,
  /** Made by a chair: everybody is called at once. */
  isForAll: z.boolean(),
  /** Somebody may be in danger. */
  isUrgent: z.boolean(),
  /** Where whoever called is, if they said so. */
  place: z.string().nullable(),
  /** `calling` until somebody is on the way, nobody is left to call, or it was stopped. */
  state: z.enum(['calling', 'answered', 'unanswered', 'stopped']),
  /** In the order in which they were called. */
  calls: z.array(PageCall),
  /** Who is called next if nobody answers until then; null when nobody is left. */
  next: MemberId.nullable(),
  nextAt: time.nullable(),
  /**
   * Said where nobody of the team can be called for its case: whom to turn to, or nobody where the event names none. Also where
   * everybody was called, or there was nobody to call, and nobody comes, if the event names somebody.
   */
  outside: Outside.nullable().optional(),
})
export type Page = z.infer<typeof Page>

/** A page that calls whoever asks, and waits for their answer. Without its case where they have yet to answer the conflict check. */
export const IncomingPage = Page.pick({
  id: true,
  case: true,
  by: true,
  at: true,
  isForAll: true,
  isUrgent: true,
  place: true,
  next: true,
  nextAt: true,
}).extend({
  /** Whom somebody has called for help in danger; null where that is not known. */
  called: z.enum(['security', 'police', 'somebody', 'nobody']).nullable(),
})
export type IncomingPage = z.infer<typeof IncomingPage>

/**
 * The latest page of each case that one may see, those without a case that one made or was called by, those that one is on the
 * way to, and what calls one now.
 */
export const Pages = z.object({ incoming: z.array(IncomingPage), pages: z.array(Page) })
export type Pages = z.infer<typeof Pages>
