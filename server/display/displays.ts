// The sessions of room displays: made by a member for one case, with a token of their own, and worth something only while
// whoever made it may open the case. They end with the meeting.

import { randomUUID } from 'node:crypto'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Trx } from '../case/lock.ts'
import { countingAccess } from '../case/rights.ts'
import { drawToken, hashToken } from '../people/tokens.ts'
import type { Db } from '../platform/db.ts'

export type Display = { id: string; caseId: CaseId; expiresAt: Date }

/** @returns the token, which is told once and kept as its hash only */
export async function makeDisplay(trx: Trx, caseId: CaseId, by: MemberId, now: Date): Promise<string> {
  const token = drawToken()
  await trx.deleteFrom('displays').where('expires_at', '<=', now).execute()
  // The oldest make room: nobody has so many projectors, and each is a key to the case.
  const newest = trx
    .selectFrom('displays')
    .select('id')
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .limit(limits.maxDisplays - 1)
  await trx.deleteFrom('displays').where('case_id', '=', caseId).where('id', 'not in', newest).execute()
  await trx
    .insertInto('displays')
    .values({
      token_hash: hashToken(token),
      id: randomUUID(),
      case_id: caseId,
      made_by: by,
      created_at: now,
      expires_at: new Date(now.getTime() + limits.sessionHours * 3_600_000),
    })
    .execute()
  return token
}

/** The display behind a token now; undefined when it ended or its maker may not open the case any more. */
export async function findDisplay(db: Db, token: string, now: Date): Promise<Display | undefined> {
  if (token.length > 100) return undefined
  const row = await livingDisplays(db, now).where('d.token_hash', '=', hashToken(token)).executeTakeFirst()
  return row && { id: row.id, caseId: row.case_id, expiresAt: row.expires_at }
}

/** Which of the case's displays are worth something now. */
export async function displaysNow(db: Db, caseId: CaseId, now: Date): Promise<Set<string>> {
  const rows = await livingDisplays(db, now).where('d.case_id', '=', caseId).execute()
  return new Set(rows.map(({ id }) => id))
}

const livingDisplays = (db: Db, now: Date) =>
  db
    .selectFrom('displays as d')
    .innerJoin(countingAccess(db).select(['a.case_id as of', 'a.member_id as member']).as('maker'), (on) =>
      on.onRef('maker.of', '=', 'd.case_id').onRef('maker.member', '=', 'd.made_by'),
    )
    .select(['d.id', 'd.case_id', 'd.expires_at'])
    .where('d.expires_at', '>', now)
