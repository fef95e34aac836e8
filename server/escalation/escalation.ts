// A page goes from one to the next until somebody is on the way. All of it stands in the database, so that a restart or
// another node goes on where it was; whoever changes a page holds its row.

import { randomUUID } from 'node:crypto'
import type { PageAnswer, PageAsk } from '#shared/http/pages.ts'
import type { CaseId, EventId, MemberId, PageId, ReportId } from '#shared/ids.ts'
import type { Trx } from '../case/lock.ts'
import { may } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { callNext, callsOf, type EscalationDeps, endPage, outcomeOf, type Row } from './call-next.ts'
import { followersOf, mayFollow } from './line.ts'
import { type PlaceSeals, sealWhere } from './where.ts'

/**
 * Calls the chair or a coordinator; a chair calls everybody. A page that runs already is gone on with: who presses twice has called
 * once, and who says danger the second time has said it.
 * @throws Problem not-available for a case that the actor may not open
 */
export const makePage = (deps: EscalationDeps, actor: Actor, ask: PageAsk): Promise<PageId> =>
  inTurn(deps, async (trx) => {
    if (ask.case && !(await may(trx, actor, 'read', ask.case))) throw problem('not-available')
    return callFor(deps, trx, actor, { ...ask, id: randomUUID() as PageId })
  }).then(({ id }) => id)

type Call = PageAsk & { id: PageId }
/** Nobody of the team where an attendee's report calls. */
export type Caller = Pick<Actor, 'event'> &
  ({ member: MemberId; role: Actor['role'] } | { member: null; role: null })

async function callFor(
  deps: EscalationDeps,
  trx: Trx,
  actor: Caller,
  { id, case: caseId, isUrgent = false }: Call,
): Promise<Row> {
  const now = deps.clock()
  const made = await trx
    .insertInto('pages')
    .values({
      id,
      event_id: actor.event,
      case_id: caseId ?? null,
      made_by: actor.member,
      made_at: now,
      is_for_all: actor.role === 'chair',
      next_at: now,
      says_danger: isUrgent,
      outcome: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id'])
    .executeTakeFirst()
  const running = await lockRunning(trx, actor, caseId)
  if (made) await callNext(deps, trx, running, now)
  else if (isUrgent)
    await trx.updateTable('pages').set({ says_danger: true }).where('id', '=', running.id).execute()
  return running
}

/**
 * Pages for the case of a report. The page has the report's id: the same report may come again when its answer was lost, and then
 * nobody is called a second time. Also where the writer may not open the case, as they are named in it: the line is that of the
 * case, so that nobody who is locked out of it is called, and the writer follows nothing.
 */
export async function pageOnce(
  deps: EscalationDeps,
  actor: Caller,
  { case: caseId, report }: { case: CaseId; report: ReportId },
): Promise<void> {
  const id = report as string as PageId
  const before = deps.db.selectFrom('pages').select('id').where('id', '=', id)
  if (await before.executeTakeFirst()) return
  await inTurn(deps, (trx) => callFor(deps, trx, actor, { id, case: caseId }))
}

/** Whether a report of an attendee calls somebody now: those that come meanwhile stand on the board, unless somebody may be in danger. */
export async function isAttendeeCalling(db: Db, event: EventId): Promise<boolean> {
  const running = db.selectFrom('pages').select('id').where('event_id', '=', event)
  const row = await running.where('made_by', 'is', null).where('outcome', 'is', null).executeTakeFirst()
  return row !== undefined
}

/** The one that runs: just made, or by somebody who pressed before. */
async function lockRunning(trx: Trx, { member, role }: Caller, caseId: CaseId | undefined): Promise<Row> {
  const running = trx
    .selectFrom('pages')
    .selectAll()
    .where('outcome', 'is', null)
    .where('is_for_all', '=', role === 'chair')
  const one = caseId
    ? running.where('case_id', '=', caseId)
    : running.where('case_id', 'is', null).where('made_by', '=', member)
  const row = await one.forUpdate().executeTakeFirst()
  // It ended between the two questions; pressing once more makes a new one.
  if (!row) throw problem('busy')
  return row
}

/**
 * Whoever was called answers; the latest answer of a member counts, on whichever device it was given.
 * @throws Problem not-available when they were not called, or may not know of it any more; conflict where they are there and
 *   never were on the way
 */
export async function answerPage(
  deps: EscalationDeps,
  member: MemberId,
  id: PageId,
  answer: PageAnswer | 'delivered',
): Promise<void> {
  await inTurn(deps, async (trx) => {
    const { page, call } = await lockCall(trx, member, id)
    const now = deps.clock()
    const seen = { delivered_at: call.delivered_at ?? now, seen_at: call.seen_at ?? now }
    const mine = trx.updateTable('page_calls').where('page_id', '=', id).where('member_id', '=', member)
    if (answer === 'delivered') await mine.set({ delivered_at: seen.delivered_at }).execute()
    else if (answer === 'seen' || call.answer === answer) await mine.set(seen).execute()
    else if (answer === 'here') {
      if (call.answer !== 'on-my-way') throw problem('conflict', 'Say that you are on the way first.')
      await mine.set({ here_at: call.here_at ?? now }).execute()
    } else {
      await mine.set({ ...seen, answer, answered_at: now, here_at: null }).execute()
      await goOn(deps, trx, page, { member, isChanged: call.answer !== null }, now)
    }
    return page
  })
}

/** What an answer means for the page: it is over, or the next one is called at once. */
async function goOn(
  deps: EscalationDeps,
  trx: Trx,
  page: Row,
  { member, isChanged }: { member: MemberId; isChanged: boolean },
  now: Date,
): Promise<void> {
  if (page.outcome === 'stopped') return
  const calls = await callsOf(trx, page.id)
  const outcome = outcomeOf(calls)
  if (page.is_for_all) {
    if (calls.every(({ answer }) => answer)) await endPage(trx, page.id, outcome)
    return
  }
  if (outcome === 'answered') await endPage(trx, page.id, outcome)
  // Who was on the way is not any more: the page calls again, unless another one does that already.
  else if (isChanged && page.outcome === 'answered') {
    if (await callsElsewhere(trx, page)) await endPage(trx, page.id, outcome)
    else {
      await trx.updateTable('pages').set({ outcome: null }).where('id', '=', page.id).execute()
      await callNext(deps, trx, { ...page, outcome: null }, now)
    }
  }
  // Whoever was passed over already has nobody after them to call.
  else if (page.outcome === null && calls[0]!.member_id === member) await callNext(deps, trx, page, now)
}

/** Whether another page of the same kind is running: of one case there is one. */
async function callsElsewhere(trx: Trx, page: Row): Promise<boolean> {
  const running = trx
    .selectFrom('pages')
    .select('id')
    .where('outcome', 'is', null)
    .where('is_for_all', '=', page.is_for_all)
  const one = page.case_id
    ? running.where('case_id', '=', page.case_id)
    : running.where('case_id', 'is', null).where('made_by', '=', page.made_by)
  return (await one.executeTakeFirst()) !== undefined
}

async function lockCall(trx: Trx, member: MemberId, id: PageId) {
  const page = await trx.selectFrom('pages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  const call = await trx
    .selectFrom('page_calls')
    .selectAll()
    .where('page_id', '=', id)
    .where('member_id', '=', member)
    .executeTakeFirst()
  if (!page || !call || !(await mayFollow(trx, member, page))) throw problem('not-available')
  return { page, call }
}

/**
 * Its caller says where they are, also once somebody is on the way.
 * @throws Problem not-available for anybody else, also of a case that they may not open any more
 */
export async function sayWhere(
  deps: EscalationDeps & { seals: PlaceSeals },
  member: MemberId,
  id: PageId,
  place: string,
): Promise<void> {
  await inTurn(deps, async (trx) => {
    const page = await lockOwn(trx, member, id)
    const sealed_place = await sealWhere(trx, deps.seals, page, place)
    await trx.updateTable('pages').set({ sealed_place }).where('id', '=', id).execute()
    return page
  })
}

/** @throws Problem not-available */
async function lockOwn(trx: Trx, member: MemberId, id: PageId): Promise<Row> {
  const page = await trx.selectFrom('pages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (page?.made_by !== member || !(await mayFollow(trx, member, page))) throw problem('not-available')
  return page
}

/**
 * Its caller stops a page: what rings is silent.
 * @throws Problem not-available for anybody else, also of a case that they may not open any more
 */
export async function stopPage(deps: EscalationDeps, member: MemberId, id: PageId): Promise<void> {
  await inTurn(deps, async (trx) => {
    const page = await lockOwn(trx, member, id)
    if (page.outcome === null) await endPage(trx, id, 'stopped')
    return page
  })
}

/** One change of a page in one transaction; whoever may know of it is told after the commit. */
async function inTurn<P extends Row | undefined>(
  { db, told }: EscalationDeps,
  change: (trx: Trx) => Promise<P>,
): Promise<P> {
  const done = await db.transaction().execute(async (trx) => {
    const page = await change(trx)
    return { page, members: page ? await followersOf(trx, page) : [] }
  })
  if (done.page) told(done.page.id, done.members)
  return done.page
}
