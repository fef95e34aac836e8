// Invitations: a link that lets somebody in with a role, a counted number of times, for a while. Kept as a
// hash. Used up, past its time, taken back or never made: whoever holds the link is told the same. Made in a case, it looks
// like every other to whoever holds it and to whoever lists it; what it carries is in carried-access.ts.

import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { InvitationAcceptAsk, InvitationAsk } from '#shared/http/people.ts'
import type { CaseId, EventId, InvitationId, MemberId } from '#shared/ids.ts'
import { type KeptOut, keepOutOfCases } from '../case/joined.ts'
import type { Trx } from '../case/lock.ts'
import { may } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { type Carried, noteArrival } from './carried-access.ts'
import { lockTeam } from './chairs.ts'
import { emailTaken, insertMember, isEmailTaken } from './members.ts'
import { hashPassword } from './passwords.ts'
import type { PeopleDeps } from './people-deps.ts'
import { noteTeamAct } from './team-audit.ts'
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

/**
 * Makes an invitation; the token is told this once.
 * @throws Problem not-available when it is for a case whose access the actor may not change, or for none
 */
export async function invite(db: Db, actor: Actor, ask: z.output<typeof InvitationAsk>, now: Date) {
  if (ask.case && !(await may(db, actor, 'change-access', ask.case))) throw problem('not-available')
  const token = drawToken()
  const id = randomUUID() as InvitationId
  const row = await db.transaction().execute(async (trx) => {
    await noteTeamAct(trx, { event: actor.event, by: actor.member, act: 'makeInvitation', about: id, now })
    return insertInvitation(trx, actor, { ...ask, id, token }, now)
  })
  return { ...told(row), token }
}

type Making = z.output<typeof InvitationAsk> & { id: InvitationId; token: string }

const insertInvitation = (trx: Trx, actor: Actor, ask: Making, now: Date) =>
  trx
    .insertInto('invitations')
    .values({
      id: ask.id,
      event_id: actor.event,
      token_hash: hashToken(ask.token),
      role: ask.role,
      max_uses: ask.maxUses,
      expires_at: new Date(now.getTime() + ask.expiresInHours * 3_600_000),
      created_by: actor.member,
      created_at: now,
      case_id: ask.case ?? null,
      level: ask.case ? (ask.level ?? 'write') : null,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()

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
export async function revokeInvitation(
  db: Db,
  { event, member }: Pick<Actor, 'event' | 'member'>,
  id: InvitationId,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('id', 'in', selectOpen(trx, now).select('id').where('id', '=', id).where('event_id', '=', event))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw problem('not-available')
    await noteTeamAct(trx, { event, by: member, act: 'revokeInvitation', about: id, now })
  })
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

/** `waitsIn`: the case that they may be let into, of which they are told nothing. */
export type Accepted = { member: MemberId; waitsIn: CaseId | undefined; keptOut: KeptOut[] }

/** Counts one use and adds the member, both or neither. @throws Problem: no longer good, or the address is taken */
export async function acceptInvitation(
  deps: Pick<PeopleDeps, 'db' | 'seals' | 'handOver'>,
  ask: z.output<typeof InvitationAcceptAsk>,
  now: Date,
): Promise<Accepted> {
  const { db } = deps
  // Before the costly hash, so that a stranger cannot make us hash.
  await lookAtInvitation(db, ask.token, now)
  const lane = { key: `invitation ${hashToken(ask.token).toString('hex')}`, isKnown: true }
  const passwordHash = await hashPassword(ask.password, lane)
  try {
    return await db.transaction().execute(async (trx) => {
      const { event, role, carried } = await takeOneUse(trx, ask.token, now)
      await lockTeam(trx, event)
      const newcomer = { event, role, name: ask.name, email: ask.email, passwordHash, now }
      const member = await insertMember(trx, newcomer)
      await noteTeamAct(trx, { event, by: member, act: 'acceptInvitation', about: member, now })
      const keptOut = await keepOutOfCases(trx, deps, { id: member, event, role, names: [ask.name] }, now)
      return { member, keptOut, waitsIn: carried && (await noteArrival(trx, member, carried, now)) }
    })
  } catch (error) {
    throw isEmailTaken(error) ? emailTaken() : error
  }
}

async function takeOneUse(trx: Db, token: string, now: Date) {
  const taken = await trx
    .updateTable('invitations')
    .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
    .where('token_hash', '=', hashToken(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .whereRef('uses', '<', 'max_uses')
    .returning(['event_id as event', 'role', 'case_id as caseId', 'level', 'created_by as by'])
    .executeTakeFirst()
  if (!taken) throw noLongerGood()
  const { event, role, caseId, level, by } = taken
  const carried: Carried | undefined = caseId && level ? { caseId, level, by } : undefined
  return { event, role, carried }
}
