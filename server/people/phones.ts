// A member adds a phone of theirs: by a code that they make where they are signed in, good once and for minutes. The phone's
// session then waits: it is nobody, until somebody who may let it in does so. That is whoever runs the team, and the lead of a
// running meeting that the member is in; who is not in that meeting cannot tell from any phone that it runs.

import type { WaitingPhone } from '#shared/http/phones.ts'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { countingAccess } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { isToCome } from '../platform/set-back.ts'
import { isAccountAlive } from './alive.ts'
import { drawShortCode, hashToken } from './tokens.ts'

const codeLength = 8

/** The code; an earlier one of this session is no longer good. */
export async function makePhoneCode(
  db: Db,
  actor: Actor,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const code = drawShortCode(codeLength)
  const expiresAt = new Date(now.getTime() + limits.phoneCodeMinutes * 60_000)
  const row = { code_hash: hashToken(code), member_id: actor.member, expires_at: expiresAt }
  await db
    .insertInto('phone_codes')
    .values({ ...row, session_id: actor.session })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(row))
    .execute()
  return { code, expiresAt }
}

/** Uses the code up. @returns whose it was; undefined when it is wrong, used or too old, or the account has ended */
export async function usePhoneCode(db: Db, code: string, now: Date): Promise<MemberId | undefined> {
  const row = await db
    .deleteFrom('phone_codes')
    .where('code_hash', '=', hashToken(code))
    .returning(['member_id', 'expires_at'])
    .executeTakeFirst()
  if (!row || !isToCome(row.expires_at, now, limits.phoneCodeMinutes * 60_000)) return undefined
  const member = await db
    .selectFrom('members as m')
    .select('m.id')
    .where('m.id', '=', row.member_id)
    .where(isAccountAlive(now))
    .executeTakeFirst()
  return member?.id
}

type Somebody = { id: MemberId; name: string }

/** Who may let a phone of this member in, now: whoever runs the team, and the leads of their meetings. */
export async function mayLetIn(db: Db, member: MemberId): Promise<Somebody[]> {
  const runners = await findRunners(db, member)
  const known = new Set(runners.map(({ id }) => id))
  return [...runners, ...(await findMeetingLeads(db, member)).filter(({ id }) => !known.has(id))]
}

/** Of those, who is told of something that the leads of meetings did: for the others nothing has happened. */
export async function toldOf(db: Db, phone: WaitingPhone & { isRunner: boolean }): Promise<MemberId[]> {
  const all = (await mayLetIn(db, phone.member)).map(({ id }) => id)
  if (phone.isRunner) return all
  const runners = new Set((await findRunners(db, phone.member)).map(({ id }) => id))
  return all.filter((id) => !runners.has(id))
}

/** The chair and the coordinators, whatever meetings there are: from who is asked nobody can tell that one runs. */
async function findRunners(db: Db, member: MemberId): Promise<Somebody[]> {
  const running = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('ended_at', 'is', null)
    .where('acting_role', 'in', ['chair', 'coordinator'])
    .orderBy('acting_role')
    .orderBy('created_at')
    .execute()
  const others = running.filter(({ id }) => id !== member)
  // Whoever runs the team alone lets their own phone in.
  return others.length > 0 ? others : running
}

async function findMeetingLeads(db: Db, member: MemberId): Promise<Somebody[]> {
  const mine = countingAccess(db).select('a.case_id').where('a.member_id', '=', member)
  return countingAccess(db)
    .innerJoin('meetings as t', 't.case_id', 'a.case_id')
    .select(['m.id', 'm.name'])
    .distinct()
    .where('t.ended_at', 'is', null)
    .where('a.level', '=', 'lead')
    .where('a.case_id', 'in', mine)
    .where('a.member_id', '<>', member)
    .execute()
}

/**
 * The phones that this member may let in now. To those who run the team one stays until they or another of them have
 * answered, or its time is over: what the lead of a meeting did with it would tell them that a meeting runs.
 */
export async function readWaitingPhones(
  db: Db,
  actor: Actor,
  now: Date,
): Promise<(WaitingPhone & { isRunner: boolean })[]> {
  const rows = await db
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .select(['s.id', 's.member_id as member', 's.created_at as since', 's.waits'])
    .where('s.shown_until', '>', now)
    .where('s.expires_at', '>', now)
    .where('m.ended_at', 'is', null)
    .orderBy('s.created_at')
    .execute()
  const isAmong = (people: readonly Somebody[]) => people.some(({ id }) => id === actor.member)
  const mine: (WaitingPhone & { isRunner: boolean })[] = []
  for (const { id, member, since, waits } of rows) {
    const isRunner = isAmong(await findRunners(db, member))
    if (isRunner || (waits && isAmong(await findMeetingLeads(db, member))))
      mine.push({ id, member, since: since.toISOString(), isRunner })
  }
  return mine
}

export const firstNames = (people: readonly { name: string }[]): string[] =>
  people.map(({ name }) => firstNameOf(name))
