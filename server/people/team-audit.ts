// Acts on the team and not on a case: their rows are a chain of the event's own.

import type { EventId, MemberId } from '#shared/ids.ts'
import { appendToAudit } from '../case/audit.ts'
import type { Trx } from '../case/lock.ts'

type TeamAct = {
  event: EventId
  /** Nobody for whoever runs the server, and for what happens by itself. */
  by: MemberId | null
  /** The operation. */
  act: string
  /** The member or invitation that it is about. */
  about: string
  now: Date
}

/** Call in the transaction of the act, as the last of its locks. */
export const noteTeamAct = (trx: Trx, { event, by, act, about, now }: TeamAct): Promise<void> =>
  appendToAudit(trx, { chain: event, member: by, act, entry: about, at: now })
