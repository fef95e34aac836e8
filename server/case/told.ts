// How a case stands with its reporter, as its row knows it, and the clocks of the event.

import type { Selectable } from 'kysely'
import type { Clocks, Told } from '#shared/contacts/owed.ts'
import type { CaseId, EventId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import type { Trx } from './lock.ts'

export const toldColumns = [
  'owed_since',
  'told_at',
  'outcome_told_at',
  'next_word_by',
  'wants_no_word',
  'stage',
] as const
type ToldRow = Pick<Selectable<Database['cases']>, (typeof toldColumns)[number]>

export const toldOf = (row: ToldRow): Told => ({
  owedSince: row.owed_since.toISOString(),
  toldAt: row.told_at?.toISOString() ?? null,
  outcomeAt: row.outcome_told_at?.toISOString() ?? null,
  nextBy: row.next_word_by?.toISOString() ?? null,
  wantsNoWord: row.wants_no_word,
  isClosed: row.stage === 'closed',
})

export const readTold = async (db: Db, id: CaseId): Promise<Told> =>
  toldOf(await db.selectFrom('cases').select(toldColumns).where('id', '=', id).executeTakeFirstOrThrow())

export async function readClocks(db: Db, event: EventId): Promise<Clocks> {
  const { acknowledge_hours, outcome_days } = await db
    .selectFrom('events')
    .select(['acknowledge_hours', 'outcome_days'])
    .where('id', '=', event)
    .executeTakeFirstOrThrow()
  return { acknowledgeHours: acknowledge_hours, outcomeDays: outcome_days }
}

export type CaseTold = { id: CaseId; told: Told; clocks: Clocks }

/** Of one case, or of all of an event, always in the same order; nothing where there is no such case. */
export async function readToldIn(db: Db, of: { case: CaseId } | { event: EventId }): Promise<CaseTold[]> {
  const all = db
    .selectFrom('cases as c')
    .innerJoin('events as e', 'e.id', 'c.event_id')
    .select(['c.id', 'c.owed_since', 'c.told_at', 'c.outcome_told_at', 'c.next_word_by', 'c.wants_no_word'])
    .select(['c.stage', 'e.acknowledge_hours as acknowledgeHours', 'e.outcome_days as outcomeDays'])
    .orderBy('c.id')
  const rows = 'case' in of ? all.where('c.id', '=', of.case) : all.where('c.event_id', '=', of.event)
  return (await rows.execute()).map(({ id, acknowledgeHours, outcomeDays, ...row }) => ({
    ...{ id, told: toldOf(row), clocks: { acknowledgeHours, outcomeDays } },
  }))
}

/** Another report of it: whoever made that one has heard nothing yet. */
export const oweAnew = (trx: Trx, id: CaseId, now: Date) =>
  trx
    .updateTable('cases')
    .set({ owed_since: now, told_at: null, outcome_told_at: null })
    .where('id', '=', id)
    .execute()
