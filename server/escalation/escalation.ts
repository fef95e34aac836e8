// A page goes from one to the next until somebody is on the way. All of it stands in the database, so that a restart or
// another node goes on where it was; whoever changes a page holds its row.

import { randomUUID } from 'node:crypto'
import type { PageAnswer } from '#shared/http/pages.ts'
import type { CaseId, MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { may } from '../access/access.ts'
import type { Trx } from '../access/act.ts'
import type { Asker } from '../people/asker.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Database } from '../platform/schema.ts'
import { followersOf, mayFollow, waitingInLine } from './line.ts'

export type PagingDeps = {
  db: Db
  clock: () => Date
  /** One message for each device of these members, in the same transaction. */
  ring: (trx: Trx, page: PageId, members: readonly MemberId[], now: Date) => Promise<void>
  /** After the commit: screens ask again, devices ring. */
  told: (page: PageId, members: readonly MemberId[]) => void
}

type Row = Omit<Database['pages'], 'made_at'>

/**
 * Calls the chair or a coordinator; a chair calls everybody. A page that runs already is gone on with: who presses twice has called once.
 * @throws Problem not-available for a case that the asker may not open
 */
export async function makePage(deps: PagingDeps, asker: Asker, caseId: CaseId | undefined): Promise<PageId> {
  const id = randomUUID() as PageId
  const page = await inTurn(deps, async (trx) => {
    if (caseId && !(await may(trx, asker, 'read', caseId))) throw problem('not-available')
    const now = deps.clock()
    const made = await trx
      .insertInto('pages')
      .values({
        id,
        event_id: asker.event,
        case_id: caseId ?? null,
        made_by: asker.member,
        made_at: now,
        is_for_all: asker.role === 'chair',
        next_at: now,
        outcome: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id'])
      .executeTakeFirst()
    const running = await lockRunning(trx, asker, caseId)
    if (made) await callNext(deps, trx, running, now)
    return running
  })
  return page.id
}

/** The one that runs: just made, or by somebody who pressed before. */
async function lockRunning(trx: Trx, { member, role }: Asker, caseId: CaseId | undefined): Promise<Row> {
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

/** Calls who is next; without anybody left, the page is over. */
async function callNext(deps: PagingDeps, trx: Trx, page: Row, now: Date): Promise<void> {
  const waiting = await waitingInLine(trx, page)
  const next = page.is_for_all ? waiting : waiting.slice(0, 1)
  if (next.length === 0) {
    await endPage(trx, page.id, outcomeOf(await callsOf(trx, page.id)))
    return
  }
  await trx
    .insertInto('page_calls')
    .values(next.map((member_id) => ({ page_id: page.id, member_id, called_at: now, ...unanswered })))
    .execute()
  const next_at = new Date(now.getTime() + limits.pageSeconds * 1_000)
  await trx.updateTable('pages').set({ next_at }).where('id', '=', page.id).execute()
  await deps.ring(trx, page.id, next, now)
}

const unanswered = { delivered_at: null, seen_at: null, answer: null, answered_at: null }

const endPage = (trx: Trx, id: PageId, outcome: NonNullable<Row['outcome']>) =>
  trx.updateTable('pages').set({ outcome }).where('id', '=', id).execute()

/** The newest first. */
const callsOf = (trx: Trx, page: PageId) =>
  trx
    .selectFrom('page_calls')
    .select(['member_id', 'answer'])
    .where('page_id', '=', page)
    .orderBy('called_at', 'desc')
    .execute()

const outcomeOf = (calls: Awaited<ReturnType<typeof callsOf>>): 'answered' | 'unanswered' =>
  calls.some(({ answer }) => answer === 'on-my-way') ? 'answered' : 'unanswered'

/**
 * Whoever was called answers; the first answer of a member counts, on whichever device it was given.
 * @throws Problem not-available when they were not called, or may not know of it any more
 */
export async function answerPage(
  deps: PagingDeps,
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
    else if (answer === 'seen' || call.answer) await mine.set(seen).execute()
    else {
      await mine.set({ ...seen, answer, answered_at: now }).execute()
      await goOn(deps, trx, page, member, now)
    }
    return page
  })
}

/** What an answer means for the page: it is over, or the next one is called at once. */
async function goOn(deps: PagingDeps, trx: Trx, page: Row, member: MemberId, now: Date): Promise<void> {
  if (page.outcome === 'stopped') return
  const calls = await callsOf(trx, page.id)
  const outcome = outcomeOf(calls)
  if (page.is_for_all) {
    if (calls.every(({ answer }) => answer)) await endPage(trx, page.id, outcome)
    return
  }
  if (outcome === 'answered') await endPage(trx, page.id, outcome)
  // Whoever was passed over already has nobody after them to call.
  else if (page.outcome === null && calls[0]!.member_id === member) await callNext(deps, trx, page, now)
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
 * Its caller stops a page: what rings is silent.
 * @throws Problem not-available for anybody else, also of a case that they may not open any more
 */
export async function stopPage(deps: PagingDeps, member: MemberId, id: PageId): Promise<void> {
  await inTurn(deps, async (trx) => {
    const page = await trx.selectFrom('pages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (page?.made_by !== member || !(await mayFollow(trx, member, page))) throw problem('not-available')
    if (page.outcome === null) await endPage(trx, id, 'stopped')
    return page
  })
}

/** Calls the next one of every page whose time is up. One that cannot be gone on with does not hold up the others. */
export async function callWhoIsNext(deps: PagingDeps, failed: (error: unknown) => void): Promise<void> {
  const due = await deps.db
    .selectFrom('pages')
    .select('id')
    .where('outcome', 'is', null)
    .where('next_at', '<=', deps.clock())
    .orderBy('next_at')
    .limit(20)
    .execute()
  for (const { id } of due) {
    const goOnWith = inTurn(deps, async (trx) => {
      const now = deps.clock()
      const page = await trx
        .selectFrom('pages')
        .selectAll()
        .where('id', '=', id)
        .where('outcome', 'is', null)
        .where('next_at', '<=', now)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      // Another node has it, or somebody has answered meanwhile.
      if (page) await callNext(deps, trx, page, now)
      return page
    })
    await goOnWith.catch(failed)
  }
}

/** One change of a page in one transaction; whoever may know of it is told after the commit. */
async function inTurn<P extends Row | undefined>(
  { db, told }: PagingDeps,
  change: (trx: Trx) => Promise<P>,
): Promise<P> {
  const done = await db.transaction().execute(async (trx) => {
    const page = await change(trx)
    return { page, members: page ? await followersOf(trx, page) : [] }
  })
  if (done.page) told(done.page.id, done.members)
  return done.page
}

/** Whether a device of this member is still to be rung for the page. */
export const isStillCalledIn =
  (db: Db) =>
  async (id: PageId, member: MemberId): Promise<boolean> => {
    const page = await db
      .selectFrom('pages as p')
      .innerJoin('page_calls as c', 'c.page_id', 'p.id')
      .select(['p.id', 'p.case_id', 'p.made_by', 'p.outcome', 'p.is_for_all', 'c.answer', 'c.seen_at'])
      .where('p.id', '=', id)
      .where('c.member_id', '=', member)
      .executeTakeFirst()
    if (!page || page.answer || page.seen_at || isOverFor(page)) return false
    return mayFollow(db, member, page)
  }

/** Whether nobody else's answer is wanted any more. A call that nobody has answered can still be answered. */
export const isOverFor = (page: Pick<Row, 'outcome' | 'is_for_all'>): boolean =>
  page.outcome === 'stopped' || (page.outcome === 'answered' && !page.is_for_all)
