// The HTTP contract of arrivals: whoever joined by a link from a case waits until somebody who may change its access has
// said who they are.

import { z } from 'zod'
import { CaseId, MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { fewOf } from '../text/clean.ts'
import { PersonRole } from './cases.ts'

/** The levels that a link can carry: a lead is chosen among those who are there. */
export const CarriedLevel = z.enum(['write', 'read'])
export type CarriedLevel = z.infer<typeof CarriedLevel>

/** Somebody in the case, or kept out of it, whose name is like the newcomer's. */
export const Likeness = z.object({ name: z.string(), role: PersonRole.nullable() })
export type Likeness = z.infer<typeof Likeness>

/** Somebody who waits to be let into a case that I may change the access of. */
export const Arrival = z.object({
  member: MemberId,
  case: CaseId,
  level: CarriedLevel,
  /** Who gave them the link. */
  by: MemberId,
  at: z.iso.datetime(),
  /** Whose names are like theirs; to be looked at before they are let in. */
  likes: z.array(Likeness),
})
export type Arrival = z.infer<typeof Arrival>
export const Arrivals = z.object({ arrivals: z.array(Arrival) })

export const ArrivalsAsk = z.object({
  members: fewOf(MemberId, limits.maxInvitationUses),
  isLetIn: z.boolean(),
})
/** Whose waiting this answer has ended. */
export const ArrivalsAnswer = z.object({ members: z.array(MemberId) })
