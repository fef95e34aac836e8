// How a session is written down, and taken away.

import { randomUUID } from 'node:crypto'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { hashToken } from './tokens.ts'

type NewSession = {
  member: MemberId
  token: string
  now: Date
  /** What kind of device, in words. */
  device: string
  /** It is nobody's until somebody lets it in, and ends soon if nobody does. */
  waits?: boolean
}

export async function insertSession(
  db: Db,
  { member, token, now, device, waits = false }: NewSession,
): Promise<void> {
  const lastsMs = waits ? limits.phoneWaitMinutes * 60_000 : limits.sessionHours * 3_600_000
  await db
    .insertInto('sessions')
    .values({
      token_hash: hashToken(token),
      id: randomUUID(),
      member_id: member,
      created_at: now,
      expires_at: new Date(now.getTime() + lastsMs),
      // Who is let in has given no password.
      proved_at: waits ? new Date(0) : now,
      waits,
      shown_until: waits ? new Date(now.getTime() + lastsMs) : null,
      device,
      seen_at: now,
    })
    .execute()
}

/** All of a member, also those that wait to be let in. @param except that one stays @returns which, to tell of after the commit */
export async function deleteSessionsOf(db: Db, member: MemberId, except?: string): Promise<string[]> {
  let theirs = db.deleteFrom('sessions').where('member_id', '=', member)
  if (except) theirs = theirs.where('id', '<>', except)
  return (await theirs.returning('id').execute()).map(({ id }) => id)
}
