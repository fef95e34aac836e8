// What a member is told of pages: those of the cases they may open, their own, and what calls them now.

import type { DangerCall } from '#shared/entries/danger.ts'
import type { IncomingPage, Page, PageCall, Pages } from '#shared/http/pages.ts'
import type { CaseId, MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { readDangerCalls } from '../case/danger.ts'
import { canCallSomebody, readOutside } from '../case/outside.ts'
import { countingAccess, givenAccess } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import { type Db, isDatabaseAway } from '../platform/db.ts'
import { isSince } from '../platform/set-back.ts'
import { waitingInLine } from './line.ts'
import { isOverFor } from './still-called.ts'
import { openWhere, type PlaceSeals } from './where.ts'

/** A page stands on its case for so long; without one, only while it may still be answered. */
const shownMs = 12 * 3_600_000

type Reading = { db: Db; seals: PlaceSeals; clock: () => Date }

/** Everything about pages that this member may know now. */
export async function readPages(reading: Reading, actor: Actor): Promise<Pages> {
  const { db, clock } = reading
  const now = clock()
  const { member } = actor
  const rows = markLatest(await readRows(db, actor, now))
  const open = await readOpen(db, member)
  const calls = await readCalls(
    db,
    rows.map(({ id }) => id),
  )
  const result: Pages = { incoming: [], pages: [] }
  for (const row of rows) {
    const own = calls.get(row.id) ?? []
    const isOpen = row.case_id === null || open.has(row.case_id)
    const isShown = row.isLatest && isOpen && (row.case_id !== null || isFresh(row, now))
    const isIn = isIncoming(row, own, member, now)
    const isMine = isComing(row, own, member)
    if (!isShown && !isIn && !isMine) continue
    const page = await toPage(reading, row, own)
    const told = isOpen ? page : withoutCase(page, member)
    if (isShown || isMine) result.pages.push(told)
    if (isIn) result.incoming.push(await toIncoming(reading, row, told))
  }
  return result
}

/** For somebody who may not open its case yet: that they are called, by whom, and their own answer. */
const withoutCase = (page: Page, member: MemberId): Page => ({
  ...page,
  case: null,
  place: null,
  calls: page.calls.filter((call) => call.member === member),
})

async function toIncoming({ db, seals }: Reading, row: Row, page: Page): Promise<IncomingPage> {
  const { id, case: of, by, at, isForAll, isUrgent, place, next, nextAt } = page
  const told = { id, case: of, by, at, isForAll, isUrgent, place, next, nextAt }
  if (!row.is_urgent || !row.case_id) return { ...told, called: null }
  const { case_id } = row
  const made = await seals
    .sealOf(db, case_id)
    .then((seal) => readDangerCalls(db, seal, case_id))
    .catch(noSeal)
  return { ...told, called: made ? whomOf(made) : null }
}

/** A damaged key of a case keeps nobody from being called. */
function noSeal(error: unknown): undefined {
  if (isDatabaseAway(error)) throw error
}

const whomOf = (calls: readonly DangerCall[]): NonNullable<IncomingPage['called']> =>
  calls.some(({ whom }) => whom === 'security')
    ? 'security'
    : calls.length === 0
      ? 'nobody'
      : (calls.find(({ whom }) => whom)?.whom ?? 'somebody')

/** Whoever is on the way, until they say that they are there. */
function isComing(row: Row, calls: readonly PageCall[], member: MemberId): boolean {
  const mine = calls.find((call) => call.member === member)
  return mine?.answer === 'on-my-way' && !mine.hereAt && row.outcome !== 'stopped'
}

/** One page, for whoever has just made it. */
export async function readPage(reading: Reading, id: PageId): Promise<Page> {
  const { db } = reading
  const row = await pageRows(db).where('p.id', '=', id).executeTakeFirstOrThrow()
  return toPage(reading, row, (await readCalls(db, [id])).get(id) ?? [])
}

/** The cases that this member may open now: of others they are told no more than that they are called. */
async function readOpen(db: Db, member: MemberId): Promise<ReadonlySet<CaseId>> {
  const rows = countingAccess(db).select('a.case_id').where('a.member_id', '=', member)
  return new Set((await rows.execute()).map((row) => row.case_id))
}

const pageRows = (db: Db) =>
  db
    .selectFrom('pages as p')
    .leftJoin('cases as c', 'c.id', 'p.case_id')
    .selectAll('p')
    .select(['c.code_name', 'c.is_urgent', 'c.stage'])

type Row = Awaited<ReturnType<typeof readRows>>[number]

function readRows(db: Db, { member, event }: Actor, now: Date) {
  const mine = countingAccess(db).select('a.case_id').where('a.member_id', '=', member)
  const asked = givenAccess(db).select('a.case_id').where('a.member_id', '=', member)
  const called = db.selectFrom('page_calls').select('page_id').where('member_id', '=', member)
  return pageRows(db)
    .where('p.event_id', '=', event)
    .where('p.made_at', '>', new Date(now.getTime() - shownMs))
    .where(({ or, and, eb }) =>
      or([
        eb('p.case_id', 'in', mine),
        and([eb('p.case_id', 'in', asked), eb('p.id', 'in', called)]),
        and([eb('p.case_id', 'is', null), or([eb('p.made_by', '=', member), eb('p.id', 'in', called)])]),
      ]),
    )
    .orderBy('p.made_at', 'desc')
    .orderBy('p.id')
    .execute()
}

/** The latest one of each case and, without a case, of each caller. */
function markLatest(rows: readonly Row[]): (Row & { isLatest: boolean })[] {
  const seen = new Set<CaseId | MemberId | null>()
  return rows.map((row) => {
    const of = row.case_id ?? row.made_by
    const isLatest = !seen.has(of)
    seen.add(of)
    return { ...row, isLatest }
  })
}

const isFresh = (row: Row, now: Date): boolean =>
  row.outcome === null || isSince(row.next_at, now, limits.pageMinutes * 60_000)

function isIncoming(row: Row, calls: readonly PageCall[], member: MemberId, now: Date): boolean {
  const mine = calls.find((call) => call.member === member)
  return mine !== undefined && !mine.answer && !isOverFor(row) && isFresh(row, now)
}

async function readCalls(db: Db, pages: readonly PageId[]): Promise<Map<PageId, PageCall[]>> {
  if (pages.length === 0) return new Map()
  const rows = await db
    .selectFrom('page_calls as c')
    .innerJoin('members as m', 'm.id', 'c.member_id')
    .selectAll('c')
    .where('c.page_id', 'in', pages)
    .orderBy('c.called_at')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  const calls = new Map<PageId, PageCall[]>()
  for (const row of rows) {
    const call: PageCall = {
      member: row.member_id,
      at: row.called_at.toISOString(),
      deliveredAt: row.delivered_at?.toISOString() ?? null,
      seenAt: row.seen_at?.toISOString() ?? null,
      answer: row.answer,
      answeredAt: row.answered_at?.toISOString() ?? null,
      hereAt: row.here_at?.toISOString() ?? null,
    }
    calls.set(row.page_id, [...(calls.get(row.page_id) ?? []), call])
  }
  return calls
}

/** Once a case is closed, nobody's safety hangs on it any more. */
const isInDanger = ({ is_urgent, stage }: Row): boolean => is_urgent === true && stage !== 'closed'

async function toPage({ db, seals, clock }: Reading, row: Row, calls: PageCall[]): Promise<Page> {
  const isCalling = row.outcome === null
  const next = isCalling ? ((await waitingInLine(db, row, clock()))[0] ?? null) : null
  const outside = await outsideOf({ db, seals, clock }, row, calls)
  return {
    id: row.id,
    case: row.case_id && row.code_name !== null ? { id: row.case_id, codeName: row.code_name } : null,
    by: row.made_by,
    at: row.made_at.toISOString(),
    isForAll: row.is_for_all,
    isUrgent: row.says_danger || isInDanger(row),
    place: await openWhere(db, seals, row),
    state: row.outcome ?? 'calling',
    calls,
    next,
    nextAt: isCalling ? row.next_at.toISOString() : null,
    ...(outside !== undefined && { outside }),
  }
}

/** Whom to turn to outside the team, where nobody of it is left to call; undefined where that is not to be said. */
async function outsideOf(
  { db, seals }: Reading,
  row: Row,
  calls: readonly PageCall[],
): Promise<Page['outside']> {
  if (row.outcome === null) return undefined
  if (row.case_id !== null && calls.length === 0)
    // Whoever runs the team and is on the case themselves need not be told.
    return (await canCallSomebody(db, row.case_id)) ? undefined : readOutside(db, seals, row.event_id)
  if (row.outcome !== 'unanswered' || row.is_for_all) return undefined
  return (await readOutside(db, seals, row.event_id)) ?? undefined
}
