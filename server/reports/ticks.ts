// Ticks of the first-response card: those that come with a report, those that are made later, and those that are taken back.

import type { z } from 'zod'
import type { Tick, TickAsk } from '#shared/http/first-response.ts'
import type { CaseId, EntryId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { type Act, command, type Question } from '../case/command.ts'
import type { Entries } from '../case/entries.ts'
import { keepOutNamed } from '../case/keep-out.ts'
import { type Said, saidInAddition } from '../case/named.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

type Sent = z.output<typeof TickAsk>

/** A device's clock may be ahead: nothing was done later than now. */
export const notAfter = (now: Date, at: string): string =>
  new Date(Math.min(now.getTime(), Date.parse(at))).toISOString()

/**
 * Writes down those that are not there yet. Call with the case locked.
 * @returns what the new ones say
 * @throws Problem not-available where the id of one is anything else's
 */
export async function addTicks(entries: Entries, now: Date, ticks: readonly Sent[]): Promise<Said[]> {
  const said: Said[] = []
  for (const { id, what, at } of ticks) {
    if (await entries.find('tick', id)) continue
    await entries.append('tick', { what, at: notAfter(now, at) }, { id })
    said.push(saidInAddition(id, what))
  }
  return said
}

/**
 * Those of a report that was taken before and comes again: made while it was not known whether it had arrived. They are its
 * writer's to add whatever they may do in its case; a case that was closed meanwhile takes no word.
 */
export async function addLateTicks(
  deps: CaseDeps,
  actor: Actor,
  caseId: CaseId,
  ticks: readonly Sent[],
): Promise<void> {
  if (!(await isOneMissing(deps.db, ticks)) || !(await isOpen(deps.db, actor, caseId))) return
  await command(deps, actor, caseId, {
    kind: 'takeReport',
    right: isOpen,
    act: async (act) => {
      await keepOutNamed(act, await addTicks(act.entries, act.now, ticks))
      act.after.tellCase({ part: 'reports' })
    },
  })
}

async function isOneMissing(db: Db, ticks: readonly Sent[]): Promise<boolean> {
  const ids = [...new Set(ticks.map(({ id }) => id))]
  if (ids.length === 0) return false
  const rows = db.selectFrom('case_entries').select('id').where('kind', '=', 'tick').where('id', 'in', ids)
  return (await rows.execute()).length < ids.length
}

const isOpen: Question = async (db, _actor, id) => {
  const row = db.selectFrom('cases').select('id').where('id', '=', id).where('stage', '<>', 'closed')
  return (await row.executeTakeFirst()) !== undefined
}

/** Writes one down, once however often it is sent. */
export async function addTick(act: Act, tick: Sent): Promise<Tick> {
  const { actor, now, entries, after, concerns } = act
  const before = await entries.find('tick', tick.id)
  const words = before?.words ?? { what: tick.what, at: notAfter(now, tick.at) }
  if (before) concerns(before.id)
  else {
    await keepOutNamed(act, await addTicks(entries, now, [tick]))
    after.tellCase({ part: 'reports' })
  }
  return { id: tick.id, by: actor.member, ...words }
}

/**
 * Takes one back, whoever made it; once, however often it is asked.
 * @throws Problem not-available where this case has no such tick
 */
export async function takeBackTick(
  { trx, caseId, entries, after, concerns }: Act,
  { tickId }: { tickId: EntryId },
): Promise<void> {
  const rows = await trx
    .selectFrom('case_entries')
    .select('kind')
    .where('case_id', '=', caseId)
    .where(({ or, and, eb }) =>
      or([
        and([eb('kind', '=', 'tick'), eb('id', '=', tickId)]),
        and([eb('kind', '=', 'tick-removal'), eb('about', '=', tickId)]),
      ]),
    )
    .execute()
  if (!rows.some(({ kind }) => kind === 'tick')) throw problem('not-available')
  concerns(tickId)
  if (rows.length > 1) return
  await entries.append('tick-removal', {}, { about: tickId })
  after.tellCase({ part: 'reports' })
}
