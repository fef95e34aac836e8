// A member adds a phone of theirs: by a code that they make where they are signed in, good once and for minutes. The phone's
// session then waits: it is nobody, until somebody who may let it in does so. That is the lead of a running meeting the
// member is in, or where there is none, whoever runs the team.

import type { WaitingPhone } from '#shared/http/phones.ts'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { countingAccess } from '../access/access.ts'
import type { Db } from '../platform/db.ts'
import type { Asker } from './asker.ts'
import { drawShortCode, hashToken } from './tokens.ts'

const codeLength = 8

/** The code; an earlier one of this session is no longer good. */
export async function makePhoneCode(
  db: Db,
  asker: Asker,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const code = drawShortCode(codeLength)
  const expiresAt = new Date(now.getTime() + limits.phoneCodeMinutes * 60_000)
  const row = { code_hash: hashToken(code), member_id: asker.member, expires_at: expiresAt }
  await db
    .insertInto('phone_codes')
    .values({ ...row, session_id: asker.session })
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
  if (!row || row.expires_at <= now) return undefined
  const member = await db
    .selectFrom('members')
    .select('id')
    .where('id', '=', row.member_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return member?.id
}

/** Who may let a phone of this member in, now. */
export async function mayLetIn(db: Db, member: MemberId): Promise<{ id: MemberId; name: string }[]> {
  const mine = countingAccess(db).select('a.case_id').where('a.member_id', '=', member)
  const leads = await countingAccess(db)
    .innerJoin('meetings as t', 't.case_id', 'a.case_id')
    .select(['m.id', 'm.name'])
    .distinct()
    .where('t.ended_at', 'is', null)
    .where('a.level', '=', 'lead')
    .where('a.case_id', 'in', mine)
    .execute()
  const others = leads.filter(({ id }) => id !== member)
  if (others.length > 0) return others
  const running = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('ended_at', 'is', null)
    .where('role', 'in', ['chair', 'coordinator'])
    .orderBy('role')
    .execute()
  const rest = running.filter(({ id }) => id !== member)
  // Whoever runs the team alone lets their own phone in.
  return rest.length > 0 ? rest : running
}

/** The phones that this member may let in now. */
export async function readWaitingPhones(db: Db, asker: Asker, now: Date): Promise<WaitingPhone[]> {
  const rows = await db
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .select(['s.id', 's.member_id as member', 's.created_at as since'])
    .where('s.waits', '=', true)
    .where('s.expires_at', '>', now)
    .where('m.ended_at', 'is', null)
    .orderBy('s.created_at')
    .execute()
  const mine: WaitingPhone[] = []
  for (const row of rows)
    if ((await mayLetIn(db, row.member)).some(({ id }) => id === asker.member))
      mine.push({ id: row.id, member: row.member, since: row.since.toISOString() })
  return mine
}

export const firstNames = (people: readonly { name: string }[]): string[] =>
  people.map(({ name }) => firstNameOf(name))
