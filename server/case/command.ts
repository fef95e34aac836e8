// The one way of an act of authority on a case: its head row is locked, the right asked, the act done, its row written into
// the audit, all of it committed; then whoever it concerns is told, once. The lock comes before the question, so that no
// change of rights and no push can slip between the question and the deed.

import { type CaseAction, closedCase, mayInCase } from '#shared/access/rules.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { After } from './after.ts'
import { appendToAudit } from './audit.ts'
import type { CaseDeps } from './case-deps.ts'
import { bookOfCase, Entries } from './entries.ts'
import { lockCase, type Trx } from './lock.ts'
import { isOnlyClosed, levelsIn, may, type RightHolder } from './rights.ts'
import type { CaseSeal } from './seals.ts'

/** What an act is given. */
export type Act = {
  trx: Trx
  caseId: CaseId
  actor: RightHolder
  now: Date
  /** Asked for only where words are written or read: a case whose key is damaged can still be closed to somebody. */
  seal: () => Promise<CaseSeal>
  entries: Entries
  after: After
  /** Whom or what it is about, for the audit, where no entry is written. */
  concerns: (id: string) => void
}

/** Asks outside the ladder of levels, like that of somebody who has yet to answer the conflict check. */
export type Question = (db: Db, actor: RightHolder, caseId: CaseId) => Promise<boolean>

export type Command<T> = {
  /** What it is called in the audit, for good: the operation of its route. */
  kind: string
  right: CaseAction | Question
  act: (act: Act) => Promise<T>
}

/**
 * Does something to a case in one transaction, if the member may now, and tells of it after the commit.
 * @throws Problem not-available when they may not, or when there is no such case; conflict when it is closed to that
 */
export async function command<T>(
  deps: CaseDeps,
  actor: RightHolder,
  caseId: CaseId,
  { kind, right, act }: Command<T>,
): Promise<T> {
  // Asked before the lock too: whoever may not must not learn from waiting that somebody is at work there.
  const before =
    typeof right === 'string' ? may(deps.db, actor, right, caseId) : right(deps.db, actor, caseId)
  if (!(await before)) throw await refusal(deps.db, actor, right, caseId)
  return perform(deps, actor, caseId, {
    kind,
    act,
    ask: async (trx) => {
      if (!(await mayNow(trx, actor, right, caseId))) throw await refusal(trx, actor, right, caseId)
    },
  })
}

/** What an act of an attendee is given: nobody of the team does it. */
export type AttendeesAct = Omit<Act, 'actor'> & { actor: { member: null } }

/**
 * The same for an attendee, whose right is their receipt code: nobody asks here, the caller has.
 * @param ask throws where it does not hold any more, with the case locked
 */
export const commandOfAttendee = <T>(
  deps: CaseDeps,
  caseId: CaseId,
  {
    kind,
    ask,
    act,
  }: { kind: string; ask: (trx: Trx) => Promise<void>; act: (act: AttendeesAct) => Promise<T> },
): Promise<T> => perform(deps, { member: null }, caseId, { kind, ask, act })

async function perform<A extends { member: MemberId | null }, T>(
  deps: CaseDeps,
  actor: A,
  caseId: CaseId,
  {
    kind,
    ask,
    act,
  }: {
    kind: string
    ask: (trx: Trx) => Promise<void>
    act: (act: Omit<Act, 'actor'> & { actor: A }) => Promise<T>
  },
): Promise<T> {
  const after = new After(caseId)
  const done = await deps.db.transaction().execute(async (trx) => {
    await lockCase(trx, caseId)
    await ask(trx)
    const now = deps.clock()
    const seal = () => deps.seals.sealOf(trx, caseId)
    const entries = new Entries(trx, bookOfCase(caseId, seal), { author: actor.member, now })
    let concerned: string | null = null
    const concerns = (id: string) => {
      concerned = id
    }
    const answer = await act({ trx, caseId, actor, now, seal, entries, after, concerns })
    after.handed(await deps.handOver(trx, caseId, after.left))
    const entry = entries.first ?? concerned
    await appendToAudit(trx, { chain: caseId, member: actor.member, act: kind, entry, at: now })
    return answer
  })
  await after.tell(deps)
  return done
}

/** What is closed is said to whoever may see that; for everybody else there is no such case. */
async function refusal(db: Db, actor: RightHolder, right: Command<unknown>['right'], caseId: CaseId) {
  const isClosed = typeof right === 'string' && (await isOnlyClosed(db, actor, right, caseId))
  return isClosed ? problem('conflict', closedCase) : problem('not-available')
}

/** The role too as it is now: the one in hand is as old as the request. */
async function mayNow(
  trx: Trx,
  actor: RightHolder,
  right: CaseAction | Question,
  caseId: CaseId,
): Promise<boolean> {
  if (typeof right !== 'string') return right(trx, actor, caseId)
  const now = (await levelsIn(trx, [actor.member], caseId)).get(actor.member)
  return now !== undefined && mayInCase(now, right)
}
