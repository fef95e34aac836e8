// Invitations: a link that lets somebody in as coordinator or staff, a counted number of times, for a while. Kept as a
// hash. Used up, past its time, taken back or never made: whoever holds the link is told the same.

import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { InvitationAcceptAsk, InvitationAsk } from '#shared/http/people.ts'
import type { EventId, InvitationId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Asker } from './asker.ts'
import { insertMember, isEmailTaken } from './members.ts'
import { hashPassword } from './passwords.ts'
import { drawToken, hashToken } from './tokens.ts'

const columns = ['id', 'role', 'max_uses as maxUses', 'uses', 'expires_at as expiresAt'] as const
type Row = {
  id: InvitationId
  role: 'chair' | 'coordinator' | 'staff'
  maxUses: number
  uses: number
  expiresAt: Date
}
const told = (row: Row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })

const noLongerGood = () =>
  problem('expired invitation', 'This invitation is no longer good. Ask for a new one.')

/** Makes an invitation; the token is told this once. */
export async function invite(db: Db, asker: Asker, ask: z.output<typeof InvitationAsk>, now: Date) {
  const token = drawToken()
  const row = await db
    .insertInto('invitations')
    .values({
      id: randomUUID() as InvitationId,
      event_id: asker.event,
      token_hash: hashToken(token),
      role: ask.role,
      max_uses: ask.maxUses,
      expires_at: new Date(now.getTime() + ask.expiresInHours * 3_600_000),
      created_by: asker.member,
      created_at: now,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return { ...told(row), token }
}

/** The invitations that still let somebody in. */
export async function readOpenInvitations(db: Db, event: EventId, now: Date) {
  const rows = await selectOpen(db, now)
    .select(columns)
    .where('event_id', '=', event)
    .orderBy('created_at')
    .execute()
  return rows.map(told)
}

const selectOpen = (db: Db, now: Date) =>
  db
    .selectFrom('invitations')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .whereRef('uses', '<', 'max_uses')

/** Takes an invitation back. @throws Problem `not-available` if it is not open */
export async function revokeInvitation(db: Db, event: EventId, id: InvitationId, now: Date): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('id', 'in', selectOpen(db, now).select('id').where('id', '=', id).where('event_id', '=', event))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw problem('not-available')
}

/** What the page of an invitation shows before it is accepted. @throws Problem when it is no longer good */
export async function lookAtInvitation(db: Db, token: string, now: Date) {
  const found = await selectOpen(db, now)
    .innerJoin('events', 'events.id', 'invitations.event_id')
    .select(['invitations.role', 'events.name', 'expires_at as expiresAt'])
    .where('token_hash', '=', hashToken(token))
    .where('events.is_current', '=', true)
    .executeTakeFirst()
  if (!found) throw noLongerGood()
  return { role: found.role, event: { name: found.name }, expiresAt: found.expiresAt.toISOString() }
}

/** Counts one use and adds the member, both or neither. @throws Problem: no longer good, or the address is taken */
export async function acceptInvitation(
  db: Db,
  ask: z.output<typeof InvitationAcceptAsk>,
  now: Date,
): Promise<MemberId> {
  // Before the costly hash, so that a stranger cannot make us hash.
  await lookAtInvitation(db, ask.token, now)
  const passwordHash = await hashPassword(ask.password)
  try {
    return await db.transaction().execute(async (trx) => {
      const { event, role } = await takeOneUse(trx, ask.token, now)
      return insertMember(trx, { event, role, name: ask.name, email: ask.email, passwordHash, now })
    })
  } catch (error) {
    throw isEmailTaken(error) ? emailTaken() : error
  }
}

function emailTaken() {
  const message = 'Somebody on the team already has this address.'
  return problem('conflict', message, [{ field: 'email', message }])
}

async function takeOneUse(trx: Db, token: string, now: Date) {
  const taken = await trx
    .updateTable('invitations')
    .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
    .where('token_hash', '=', hashToken(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .whereRef('uses', '<', 'max_uses')
    .returning(['event_id as event', 'role'])
    .executeTakeFirst()
  if (!taken) throw noLongerGood()
  return taken
}
