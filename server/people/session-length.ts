// How long a session lasts. Twelve hours from when the password was last given, whatever happens; use carries it on to the end of the event's day, which
// is four in the morning; and nobody is put out of a running meeting. Carried on is only the session: the password is asked
// for again before what wants it, as before.

import type { z } from 'zod'
import type { SessionLength } from '#shared/http/people.ts'
import { limits } from '#shared/limits.ts'
import { localTime, momentOf } from '#shared/tasks/zone.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

const hoursMs = 3_600_000
const minutesMs = 60_000

/** How far use can carry a session whose password was given then, in the event's time zone. Never less than without use. */
export function latestEnd(givenAt: Date, timeZone: string): Date {
  const began = localTime(givenAt, timeZone)
  const day = began.hour < limits.dayEndsAtHour ? began.day : began.day + 1
  const dayEnd = momentOf({ ...began, day, hour: limits.dayEndsAtHour, minute: 0 }, timeZone)
  return new Date(Math.max(dayEnd.getTime(), withoutUse(givenAt)))
}

const withoutUse = (givenAt: Date): number => givenAt.getTime() + limits.sessionHours * hoursMs

/** Until when this session lasts, and how far use can carry it. */
export async function readLength(db: Db, actor: Actor): Promise<z.input<typeof SessionLength>> {
  const row = await ownRow(db, actor)
  const latest = latestEnd(givenAt(row), row.time_zone)
  const account = row.ends_at?.getTime() ?? Number.POSITIVE_INFINITY
  const endsAt = Math.min(row.expires_at.getTime(), account)
  return {
    endsAt: new Date(endsAt).toISOString(),
    latest: new Date(Math.max(endsAt, Math.min(latest.getTime(), account))).toISOString(),
    endsWithAccount: account <= row.expires_at.getTime(),
  }
}

/** It is in use: lasts on, as far as use can carry it. */
export async function stay(db: Db, actor: Actor, now: Date): Promise<void> {
  const row = await ownRow(db, actor)
  const given = givenAt(row)
  const used = Math.min(now.getTime() + limits.stayHours * hoursMs, latestEnd(given, row.time_zone).getTime())
  // Whoever has just given the password has all of its time again.
  const until = Math.max(used, withoutUse(given))
  const mine = db.updateTable('sessions').where('id', '=', actor.session)
  await mine
    .set({ expires_at: new Date(until) })
    .where('expires_at', '<', new Date(until))
    .where('expires_at', '>', now)
    .execute()
}

/** These are in a meeting that runs: none of them ends in the middle of it, within a day of the password. */
export async function carryThroughMeeting(db: Db, sessions: readonly string[], now: Date): Promise<void> {
  if (sessions.length === 0) return
  const soon = new Date(now.getTime() + limits.meetingCarryMinutes * minutesMs)
  const longest = new Date(soon.getTime() - limits.longestSessionHours * hoursMs)
  await db
    .updateTable('sessions')
    .set({ expires_at: soon })
    .where('id', 'in', [...sessions])
    .where('expires_at', '>', now)
    .where('expires_at', '<', soon)
    .where(({ or, eb }) => or([eb('created_at', '>', longest), eb('proved_at', '>', longest)]))
    .execute()
}

/** When the password was last given; for a phone that was let in, when that was. */
const givenAt = ({ created_at, proved_at }: { created_at: Date; proved_at: Date }): Date =>
  proved_at > created_at ? proved_at : created_at

/** @throws Problem not-signed-in where it ended a moment ago */
async function ownRow(db: Db, actor: Actor) {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['s.created_at', 's.proved_at', 's.expires_at', 'm.ends_at', 'e.time_zone'])
    .where('s.id', '=', actor.session)
    .executeTakeFirst()
  if (!row) throw problem('not-signed-in')
  return row
}
