// What a member is told of pages: those of the cases they may open, their own, and what calls them now.

import type { Page, PageCall, Pages } from '#shared/http/pages.ts'
import type { CaseId, MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { OwnSealing } from '../case/entries.ts'
import { canCallSomebody, readOutside } from '../case/outside.ts'
import { countingAccess, givenAccess } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { isSince } from '../platform/set-back.ts'
import { waitingInLine } from './line.ts'
import { isOverFor } from './still-called.ts'

/** A page stands on its case for so long; without one, only while it may still be answered. */
const shownMs = 12 * 3_600_000

type Reading = { db: Db; seals: Pick<OwnSealing, 'unsealOwn'> }

/** Everything about pages that this member may know now. */
export async function readPages(reading: Reading, actor: Actor, now: Date): Promise<Pages> {
  const { db } = reading
  const rows = latestOfEach(await readRows(db, actor, now), now)
  const open = await readOpen(db, actor.member)
  const calls = await readCalls(
    db,
    rows.map(({ id }) => id),
  )
  const result: Pages = { incoming: [], pages: [] }
  for (const row of rows) {
    const own = calls.get(row.id) ?? []
    const page = await toPage(reading, row, own)
    const isShown = row.case_id === null ? isFresh(row, now) : open.has(row.case_id)
    if (row.isLatest && isShown) result.pages.push(page)
    if (isIncoming(row, own, actor.member, now)) {
      const { id, by, at, next, nextAt } = page
      const of = row.case_id && open.has(row.case_id) ? page.case : null
      result.incoming.push({ id, case: of, by, at, next, nextAt, isUrgent: row.is_urgent ?? false })
    }
  }
  return result
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
    .select(['c.code_name', 'c.is_urgent'])

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

/** The latest one of each case and, without a case, of each caller; and whatever may still call somebody. */
function latestOfEach(rows: readonly Row[], now: Date): (Row & { isLatest: boolean })[] {
  const seen = new Set<CaseId | MemberId>()
  return rows.flatMap((row) => {
    const of = row.case_id ?? row.made_by
    const isLatest = !seen.has(of)
    seen.add(of)
    return isLatest || isFresh(row, now) ? [{ ...row, isLatest }] : []
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
    }
    calls.set(row.page_id, [...(calls.get(row.page_id) ?? []), call])
  }
  return calls
}

async function toPage({ db, seals }: Reading, row: Row, calls: PageCall[]): Promise<Page> {
  const isCalling = row.outcome === null
  // Whoever runs the team and is on the case themselves need not be told.
  const isNobody =
    row.case_id !== null && calls.length === 0 && !isCalling && !(await canCallSomebody(db, row.case_id))
  const next = isCalling ? ((await waitingInLine(db, row))[0] ?? null) : null
  return {
    id: row.id,
    case: row.case_id && row.code_name !== null ? { id: row.case_id, codeName: row.code_name } : null,
    by: row.made_by,
    at: row.made_at.toISOString(),
    isForAll: row.is_for_all,
    state: row.outcome ?? 'calling',
    calls,
    next,
    nextAt: isCalling ? row.next_at.toISOString() : null,
    ...(isNobody && { outside: await readOutside(db, seals, row.event_id) }),
  }
}
