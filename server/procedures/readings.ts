// Who has read which version of the procedure, by their own word, and reminding those who have not. That it was said is the entry
// itself: it has no words, and so the rows alone are asked.

import type { ProcedureReaders } from '#shared/http/procedure.ts'
import type { EntryId, EventId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { bookOfEvent, Entries, type OwnSealing } from '../case/entries.ts'
import { lockTeam } from '../people/chairs.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import type { Actor } from '../platform/actor.ts'
import type { Clocked } from '../platform/clocked.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { isSince } from '../platform/set-back.ts'
import { ownProcedure } from './own-procedure.ts'

export type ReadingDeps = Clocked & { sealing: OwnSealing }

type Saying = 'procedure-reading' | 'procedure-reminder'
const saidOf = (db: Db, kind: Saying, about: EntryId) =>
  db
    .selectFrom('event_entries')
    .select(['author_id', 'at'])
    .where('kind', '=', kind)
    .where('about', '=', about)

/** @returns when this member said that they have read it, ISO; null where they have not */
export async function findReading(db: Db, about: EntryId, member: MemberId): Promise<string | null> {
  const said = saidOf(db, 'procedure-reading', about).where('author_id', '=', member)
  return (await said.orderBy('n').limit(1).executeTakeFirst())?.at.toISOString() ?? null
}

/** Whether a device of theirs is still to be rung for it. */
export const isStillToRead = async (db: Db, about: EntryId, member: MemberId): Promise<boolean> =>
  (await findReading(db, about, member)) === null

/**
 * Writes down that this member has read a version, once.
 * @returns when they said so first, ISO
 * @throws Problem not-available for what is no procedure of the event
 */
export async function sayRead(
  { db, clock, sealing }: ReadingDeps,
  { event, member }: Actor,
  about: EntryId,
): Promise<string> {
  if (!(await isOfEvent(db, event, about))) throw problem('not-available')
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    const before = await findReading(trx, about, member)
    if (before) return before
    const now = clock()
    await new Entries(trx, bookOfEvent(event, sealing), { author: member, now }).append(
      'procedure-reading',
      {},
      { about },
    )
    await noteTeamAct(trx, { event, by: member, act: 'sayProcedureRead', about, now })
    return now.toISOString()
  })
}

async function isOfEvent(db: Db, event: EventId, id: EntryId): Promise<boolean> {
  if (id === ownProcedure.id) return true
  const row = db.selectFrom('event_entries').select('id').where('kind', '=', 'procedure').where('id', '=', id)
  return (await row.where('event_id', '=', event).executeTakeFirst()) !== undefined
}

/** Everybody of the team by when they read it. */
export async function readReaders(
  { db, clock }: ReadingDeps,
  event: EventId,
  id: EntryId,
): Promise<ProcedureReaders> {
  const members = db.selectFrom('members').select('id').where('event_id', '=', event)
  const team = await members.where('ended_at', 'is', null).orderBy('created_at').orderBy('id').execute()
  const said = await saidOf(db, 'procedure-reading', id).orderBy('n', 'desc').execute()
  const readAt = new Map(said.map(({ author_id, at }) => [author_id, at.toISOString()]))
  const last = await saidOf(db, 'procedure-reminder', id).orderBy('n', 'desc').limit(1).executeTakeFirst()
  const isSoon = last !== undefined && isSince(last.at, clock(), pauseMs)
  return {
    id,
    readers: team.map(({ id: member }) => ({ member, readAt: readAt.get(member) ?? null })),
    remindedAt: last?.at.toISOString() ?? null,
    nextReminderAt: isSoon ? new Date(last.at.getTime() + pauseMs).toISOString() : null,
  }
}

const pauseMs = limits.procedureReminderMinutes * 60_000

/** In the transaction of the reminder: every device of theirs rings. */
export type RingReaders = (
  trx: Parameters<typeof noteTeamAct>[0],
  procedure: EntryId,
  members: readonly MemberId[],
  now: Date,
) => Promise<void>

/**
 * Reminds those who have not read the version in force.
 * @returns whom
 * @throws Problem conflict where another is in force by now, and where they were reminded less than an hour ago
 */
export function remindReaders(
  deps: ReadingDeps & { ring: RingReaders },
  { event, member: by }: Actor,
  { id, inForce }: { id: EntryId; inForce: EntryId },
): Promise<MemberId[]> {
  const { db, clock, sealing, ring } = deps
  return db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    if (id !== inForce) throw problem('conflict', 'Another procedure is in force by now.')
    const { readers, nextReminderAt } = await readReaders({ ...deps, db: trx }, event, id)
    if (nextReminderAt) throw problem('conflict', 'They were reminded less than an hour ago.')
    const now = clock()
    const whom = readers.flatMap(({ member, readAt }) => (readAt === null && member !== by ? [member] : []))
    await new Entries(trx, bookOfEvent(event, sealing), { author: by, now }).append(
      'procedure-reminder',
      {},
      { about: id },
    )
    await ring(trx, id, whom, now)
    await noteTeamAct(trx, { event, by, act: 'remindProcedureReaders', about: id, now })
    return whom
  })
}
