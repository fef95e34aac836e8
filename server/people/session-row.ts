// How a session is written down.

import { randomUUID } from 'node:crypto'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { hashToken } from './tokens.ts'

/** @param waits it is nobody's until somebody lets it in, and ends soon if nobody does */
export async function insertSession(
  db: Db,
  member: MemberId,
  token: string,
  now: Date,
  waits = false,
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
    })
    .execute()
}
