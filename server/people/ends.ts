// Accounts that end: because the chair ends one, or by themselves when their time is over. From that moment on nobody is let in
// by it (alive.ts) and open connections end by their own clock (socket.ts); here the rest of it is done, at most a minute later.

import type { EventId, MemberId } from '#shared/ids.ts'
import type { HandOver } from '../case/hand-over.ts'
import type { LeadsChanged } from '../case/leads.ts'
import type { Clocked } from '../platform/clocked.ts'
import { Problem } from '../platform/errors.ts'
import { endMember } from './members.ts'
import type { Sessions } from './sessions.ts'

export type EndsDeps = Clocked & {
  /** Tasks of whoever leaves the team. */
  handOver: HandOver
  sessions: Pick<Sessions, 'endAllOf'>
  /** After an account was ended and its sessions are gone, with what became of the cases that it was on. */
  memberEnded(member: MemberId, leads: LeadsChanged): void | Promise<void>
  /** After somebody joined or left the team. */
  membersChanged(): void
}

/** `by`: see `endMember`. */
type End = { event: EventId; member: MemberId; by?: MemberId }

/** @throws Problem as `endMember` */
export async function endAccount(deps: EndsDeps, { event, member, by }: End): Promise<void> {
  const { handed, ...leads } = await endMember(deps, { event, member, now: deps.clock(), ...(by && { by }) })
  handed()
  await deps.sessions.endAllOf(member)
  deps.membersChanged()
  await deps.memberEnded(member, leads)
}

/** Ends the accounts whose time is over; call it about once a minute. */
export async function endDueAccounts(deps: EndsDeps): Promise<void> {
  const due = await deps.db
    .selectFrom('members')
    .select(['id as member', 'event_id as event'])
    .where('ends_at', '<=', deps.clock())
    .where('ended_at', 'is', null)
    .execute()
  const failed: unknown[] = []
  for (const one of due)
    await endAccount(deps, one).catch((error) => {
      // Another node was first; or this one fails, and the next must not wait for it.
      if (!(error instanceof Problem)) failed.push(error)
    })
  if (failed.length > 0) throw failed[0]
}
