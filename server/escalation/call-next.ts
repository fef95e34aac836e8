// Who is called next, and the job that does it when nobody has answered in time. The job is put in by the transaction that calls
// somebody, and moved by whichever calls the next one: there is one for each page that still calls.

import type { Selectable } from 'kysely'
import { z } from 'zod'
import { type MemberId, PageId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../case/lock.ts'
import { insideKind, type JobKind, type JobType } from '../jobs/kinds.ts'
import { enqueue } from '../jobs/rows.ts'
import type { Clocked } from '../platform/clocked.ts'
import type { Database } from '../platform/schema.ts'
import { followersOf, waitingInLine } from './line.ts'

export type EscalationDeps = Clocked & {
  /** One message for each device of these members, in the same transaction. */
  ring: (trx: Trx, page: PageId, members: readonly MemberId[], now: Date) => Promise<void>
  /** After the commit: screens ask again, devices ring. */
  told: (page: PageId, members: readonly MemberId[]) => void
}

export type Row = Omit<Selectable<Database['pages']>, 'made_at'>

/** From one to the next. */
export const stepMs = limits.pageSeconds * 1_000
/** Somebody is just answering: then it is looked at again. */
const answeringMs = 1_000
const pauseMs = 5_000
/** As long as a page may be answered. */
const mostTries = (limits.pageMinutes * 60_000) / pauseMs

const About = z.strictObject({ page: PageId })
export const callNextJob: JobType<z.output<typeof About>> = { name: 'call-next', about: About }

/** Calls who is next; without anybody left, the page is over. */
export async function callNext(deps: EscalationDeps, trx: Trx, page: Row, now: Date): Promise<void> {
  const waiting = await waitingInLine(trx, page, now)
  const next = page.is_for_all ? waiting : waiting.slice(0, 1)
  if (next.length === 0) {
    await endPage(trx, page.id, outcomeOf(await callsOf(trx, page.id)))
    return
  }
  const called_at = await afterAllCalls(trx, page.id, now)
  await trx
    .insertInto('page_calls')
    .values(next.map((member_id) => ({ page_id: page.id, member_id, called_at, ...unanswered })))
    .execute()
  const next_at = new Date(now.getTime() + stepMs)
  await trx.updateTable('pages').set({ next_at }).where('id', '=', page.id).execute()
  await callNextAt(trx, page.id, next_at, now)
  await deps.ring(trx, page.id, next, now)
}

const callNextAt = (trx: Trx, page: PageId, dueAt: Date, now: Date) =>
  enqueue(trx, callNextJob, [{ key: page, about: { page }, dueAt }], now)

/** The order of calls decides who is called next, so it stays what it was when the clock is put back. */
async function afterAllCalls(trx: Trx, page: PageId, now: Date): Promise<Date> {
  const { last } = await trx
    .selectFrom('page_calls')
    .select(({ fn }) => fn.max<Date | null>('called_at').as('last'))
    .where('page_id', '=', page)
    .executeTakeFirstOrThrow()
  return last && last >= now ? new Date(last.getTime() + 1) : now
}

const unanswered = { delivered_at: null, seen_at: null, answer: null, answered_at: null, here_at: null }

export const endPage = (trx: Trx, id: PageId, outcome: NonNullable<Row['outcome']>) =>
  trx.updateTable('pages').set({ outcome }).where('id', '=', id).execute()

/** The newest first. */
export const callsOf = (trx: Trx, page: PageId) =>
  trx
    .selectFrom('page_calls')
    .select(['member_id', 'answer'])
    .where('page_id', '=', page)
    .orderBy('called_at', 'desc')
    .execute()

export const outcomeOf = (calls: Awaited<ReturnType<typeof callsOf>>): 'answered' | 'unanswered' =>
  calls.some(({ answer }) => answer === 'on-my-way') ? 'answered' : 'unanswered'

export const callNextKind = (deps: EscalationDeps): JobKind =>
  insideKind(callNextJob, {
    backoffMs: () => pauseMs,
    mostTries,
    mostAheadMs: stepMs,
    isStillWanted: async (db, { page }) => {
      const rows = db.selectFrom('pages').select('id').where('id', '=', page).where('outcome', 'is', null)
      return (await rows.executeTakeFirst()) !== undefined
    },
    run: async (trx, about) => {
      const now = deps.clock()
      const page = await readRunning(trx, about.page).skipLocked().executeTakeFirst()
      if (!page) await callNextAt(trx, about.page, new Date(now.getTime() + answeringMs), now)
      else await callNext(deps, trx, page, now)
      return tellAfter(deps, trx, page)
    },
    // Whoever called must not wait for somebody who is never called.
    giveUp: async (trx, about) => {
      const page = await readRunning(trx, about.page).executeTakeFirst()
      if (page) await endPage(trx, page.id, outcomeOf(await callsOf(trx, page.id)))
      return tellAfter(deps, trx, page)
    },
  })

const readRunning = (trx: Trx, id: PageId) =>
  trx.selectFrom('pages').selectAll().where('id', '=', id).where('outcome', 'is', null).forUpdate()

/** Whoever may know of it is told after the commit. */
export async function tellAfter(
  { told }: Pick<EscalationDeps, 'told'>,
  trx: Trx,
  page: Row | undefined,
): Promise<() => void> {
  const members = page ? await followersOf(trx, page) : []
  return () => page && told(page.id, members)
}
