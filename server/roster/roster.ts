// Who is on duty when: what was said of it as entries of the event, and as it holds now as rows, in one transaction. An act and
// its undo are the same act with other words, so that a shift keeps its id.

import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Shift } from '#shared/http/roster.ts'
import type { EventId, MemberId, ShiftId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { bookOfEvent, Entries, type OwnSealing } from '../case/entries.ts'
import type { Trx } from '../case/lock.ts'
import { isAccountAlive } from '../people/alive.ts'
import { lockTeam } from '../people/chairs.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Database } from '../platform/schema.ts'

export type RosterDeps = { db: Db; clock: () => Date; sealing: OwnSealing }

const hourMs = 3_600_000
/** Nobody plans, or mends, further away. */
const yearMs = 365 * 24 * hourMs

/** All shifts of those who are of the team now, the earliest first. */
export async function readRoster(db: Db, event: EventId, now: Date): Promise<Shift[]> {
  const rows = await db
    .selectFrom('shifts as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .selectAll('s')
    .where('s.event_id', '=', event)
    .where(isAccountAlive(now))
    .orderBy('s.starts_at')
    .orderBy('m.name')
    .orderBy('s.id')
    .execute()
  return rows.map(toShift)
}

const toShift = (row: Selectable<Database['shifts']>): Shift => ({
  id: row.id,
  member: row.member_id,
  from: row.starts_at.toISOString(),
  to: row.ends_at.toISOString(),
  isLead: row.is_lead,
})

/**
 * Puts shifts on the roster, all or none: new ones, and others in the place of those with the same id. What is there already
 * stays as it is.
 * @throws Problem bad-request for what is no shift, or where somebody is on duty already; conflict when the roster is full
 */
export async function addShifts(
  { db, clock, sealing }: RosterDeps,
  { event, member: author }: Pick<Actor, 'event' | 'member'>,
  asked: readonly Shift[],
  act: 'putShift' | 'addShifts',
): Promise<void> {
  const now = clock()
  await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    const entries = new Entries(trx, bookOfEvent(event, sealing), { author, now })
    const judge = await createJudge(trx, event, now)
    for (const [place, shift] of asked.entries()) {
      if (judge.isThere(shift, act === 'addShifts')) continue
      await judge.check(shift, act === 'putShift' ? '' : `shifts.${place}.`)
      const { id, ...words } = shift
      await entries.append('shift', words, { about: id })
      await writeRow(trx, event, shift)
    }
    if (entries.first) await noteTeamAct(trx, { event, by: author, act, about: entries.first, now })
  })
}

/** @throws Problem not-available for the id of another event's shift */
async function writeRow(trx: Trx, event: EventId, { id, member, from, to, isLead }: Shift): Promise<void> {
  const row = { member_id: member, starts_at: new Date(from), ends_at: new Date(to), is_lead: isLead }
  const written = await trx
    .insertInto('shifts')
    .values({ id, event_id: event, ...row })
    .onConflict((there) => there.column('id').doUpdateSet(row).where('shifts.event_id', '=', event))
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) throw problem('not-available')
}

/** What is on the roster and on the team, to hold new shifts against. */
async function createJudge(trx: Trx, event: EventId, now: Date) {
  const there = new Map((await readRoster(trx, event, now)).map((shift) => [shift.id, shift]))
  const { time_zone } = await trx
    .selectFrom('events')
    .select('time_zone')
    .where('id', '=', event)
    .executeTakeFirstOrThrow()
  const say = (iso: string) => sayTime(new Date(iso), now, time_zone)
  return {
    /** @param byTimes also under another id: a list that is brought in twice is there once */
    isThere: (shift: Shift, byTimes: boolean): boolean =>
      isSame(there.get(shift.id), shift) ||
      (byTimes && [...there.values()].some((one) => isSame(one, { ...shift, isLead: one.isLead }))),
    async check(shift: Shift, path: string): Promise<void> {
      const refuse = (field: string, message: string) =>
        problem('bad-request', undefined, [{ field: path + field, message }])
      const wrong = wrongTimes(shift, now)
      if (wrong) throw refuse(...wrong)
      const name = await nameOf(trx, event, shift.member, now)
      if (name === undefined) throw refuse('member', 'Choose somebody of the team.')
      const other = [...there.values()].find((one) => one.id !== shift.id && isOverlap(one, shift))
      if (other)
        throw refuse(
          'from',
          `${name} is on duty then: ${say(other.from)} to ${say(other.to)}. Change that one.`,
        )
      if (!there.has(shift.id) && there.size >= limits.maxShifts)
        throw problem('conflict', 'The roster is full. Take shifts off it that are over.')
      there.set(shift.id, shift)
    },
  }
}

const isSame = (one: Shift | undefined, { member, from, to, isLead }: Shift): boolean =>
  one?.member === member &&
  Date.parse(one.from) === Date.parse(from) &&
  Date.parse(one.to) === Date.parse(to) &&
  one.isLead === isLead

const isOverlap = (one: Shift, other: Shift): boolean =>
  one.member === other.member &&
  Date.parse(one.from) < Date.parse(other.to) &&
  Date.parse(other.from) < Date.parse(one.to)

/** @returns the field and what is wrong with it */
function wrongTimes({ from, to }: Shift, now: Date): [field: string, message: string] | undefined {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
  if (toMs <= fromMs) return ['to', 'The end has to come after the beginning.']
  if (toMs - fromMs > limits.maxShiftHours * hourMs)
    return ['to', `A shift is at most ${limits.maxShiftHours} hours long.`]
  if (Math.abs(fromMs - now.getTime()) > yearMs) return ['from', 'Name a day within a year.']
  return undefined
}

async function nameOf(trx: Trx, event: EventId, member: MemberId, now: Date): Promise<string | undefined> {
  const row = await trx
    .selectFrom('members as m')
    .select('m.name')
    .where('m.id', '=', member)
    .where('m.event_id', '=', event)
    .where(isAccountAlive(now))
    .executeTakeFirst()
  return row?.name
}

/** One that is gone already is gone. @throws Problem not-available for one that never was */
export async function removeShift(
  { db, clock, sealing }: RosterDeps,
  { event, member: author }: Actor,
  id: ShiftId,
): Promise<void> {
  const now = clock()
  await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    const gone = trx.deleteFrom('shifts').where('id', '=', id).where('event_id', '=', event)
    if ((await gone.executeTakeFirst()).numDeletedRows === 0n) {
      if (await wasThere(trx, event, id)) return
      throw problem('not-available')
    }
    const entries = new Entries(trx, bookOfEvent(event, sealing), { author, now })
    const about = await entries.append('shift-removal', {}, { id: randomUUID(), about: id })
    await noteTeamAct(trx, { event, by: author, act: 'removeShift', about, now })
  })
}

const wasThere = async (trx: Trx, event: EventId, id: ShiftId): Promise<boolean> =>
  (await trx
    .selectFrom('event_entries')
    .select('id')
    .where('event_id', '=', event)
    .where('kind', '=', 'shift-removal')
    .where('about', '=', id)
    .limit(1)
    .executeTakeFirst()) !== undefined
