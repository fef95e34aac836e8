// A way back in for a member who lost their password or their device: a link that somebody who runs the team makes and hands
// over, good once and for a day, kept as a hash. Whoever holds it can become that member; so nobody makes one upwards, the
// team's list says who made it, and whoever made it while excluded from a case does not reach that case by it.

import type { z } from 'zod'
import { mayRecover } from '#shared/access/rules.ts'
import type { RecoveryAsk } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { askAnew } from '../case/ask-anew.ts'
import { appendToAudit } from '../case/audit.ts'
import { conflictOfNew } from '../case/conflicts.ts'
import { excludeUntilGiven } from '../case/exclusions.ts'
import type { LeadsChanged } from '../case/leads.ts'
import { lockCase, type Trx } from '../case/lock.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { isToCome } from '../platform/set-back.ts'
import { isAccountAlive } from './alive.ts'
import { countAttempt, forgetAttempts } from './attempt-limiter.ts'
import { lockTeam } from './chairs.ts'
import type { EndsDeps } from './ends.ts'
import { voidLinksOf } from './given-links.ts'
import { forgetDevicesOf } from './known-devices.ts'
import { lockCasesOf } from './members.ts'
import { hashPassword } from './passwords.ts'
import { deleteSessionsOf } from './session-row.ts'
import { noteTeamAct } from './team-audit.ts'
import { drawToken, hashToken } from './tokens.ts'

const lastsMs = limits.recoveryHours * 3_600_000

const noLongerGood = () => problem('expired link', 'This link is no longer good. Ask for a new one.')

type Wanted = { event: EventId; member: MemberId; now: Date }

/**
 * Makes one; an earlier one for this member is no longer good. The token is told this once.
 * @param by nobody: whoever runs the server
 * @throws Problem not-available for nobody, and for whom `by` may not
 */
export async function makeRecovery(
  db: Db,
  by: Pick<Actor, 'member'> | null,
  { event, member, now }: Wanted,
): Promise<{ token: string; expiresAt: Date }> {
  if (by?.member === member)
    throw problem('conflict', 'You are signed in: change your password in Settings instead.')
  const token = drawToken()
  const expiresAt = new Date(now.getTime() + lastsMs)
  await db.transaction().execute(async (trx) => {
    const [maker, of] = await readBoth(trx, by?.member ?? null, { event, member, now })
    // By the role that was given, confirmed or not: what is to come to somebody must not be taken from them before.
    if (!of || (by && !(maker && mayRecover(maker.acting_role, of.role)))) throw problem('not-available')
    const row = {
      token_hash: hashToken(token),
      made_by: by?.member ?? null,
      made_at: now,
      expires_at: expiresAt,
    }
    await trx
      .insertInto('recoveries')
      .values({ member_id: member, ...row })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(row))
      .execute()
    await noteTeamAct(trx, { event, by: by?.member ?? null, act: 'makeRecovery', about: member, now })
  })
  return { token, expiresAt }
}

/** Held, so that no role changes in between. */
async function readBoth(trx: Trx, maker: MemberId | null, { event, member, now }: Wanted) {
  const rows = await trx
    .selectFrom('members as m')
    .select(['m.id', 'm.role', 'm.acting_role'])
    .where('m.id', 'in', maker ? [maker, member] : [member])
    .where('m.event_id', '=', event)
    .where(isAccountAlive(now))
    .orderBy('m.id')
    .forShare('m')
    .execute()
  return [rows.find(({ id }) => id === maker), rows.find(({ id }) => id === member)] as const
}

/** Whose link it is. @throws Problem when it is wrong, used, void or too old, or the account has ended: always the same */
export async function lookAtRecovery(db: Db, token: string, now: Date) {
  const found = await db
    .selectFrom('recoveries as r')
    .innerJoin('members as m', 'm.id', 'r.member_id')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id as member', 'm.name', 'm.email', 'e.id as eventId', 'e.name as event', 'r.expires_at'])
    .where('r.token_hash', '=', hashToken(token))
    .where('e.is_current', '=', true)
    .where(isAccountAlive(now))
    .executeTakeFirst()
  if (!found || !isToCome(found.expires_at, now, lastsMs)) throw noLongerGood()
  const { member, eventId, name, email, event, expires_at } = found
  const told = { name, email, event: { name: event }, expiresAt: expires_at.toISOString() }
  return { member, event: eventId, told }
}

/** What follows from a use, to be told after the commit. `leads`: of the cases that are the member's no longer, or not before they have answered. */
type Recovered = { member: MemberId; sessions: string[]; leads: LeadsChanged; handed: () => void }

/**
 * Uses the link up: the password is theirs from now on, and nobody is signed in as them any more.
 * @throws Problem as `lookAtRecovery`; also when another use was first
 */
export async function recover(
  { db, handOver }: Pick<EndsDeps, 'db' | 'handOver'>,
  ask: z.output<typeof RecoveryAsk>,
  now: Date,
): Promise<Recovered> {
  // Before the costly hash, so that a stranger cannot make us hash.
  const { member, event } = await lookAtRecovery(db, ask.token, now)
  await countAttempt(db, 'recovery', ask.token, now)
  const lane = { key: `recovery ${hashToken(ask.token).toString('hex')}`, isKnown: true }
  const password_hash = await hashPassword(ask.password, lane)
  const done = await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    await lockCasesOf(trx, member)
    const { made_by } = await useUp(trx, { member, token: ask.token, now })
    const back = { password_hash, back_at: now, back_by: made_by }
    await trx.updateTable('members').set(back).where('id', '=', member).execute()
    await forgetDevicesOf(trx, member)
    // Whoever had the account meanwhile may have given links out.
    await voidLinksOf(trx, member, now)
    const after: (() => void)[] = []
    const leads = await leaveWhatIsClosedTo(trx, made_by, member, now)
    for (const caseId of leads.cases) after.push(await handOver(trx, caseId, [member]))
    const asked = await askAnewOfAll(trx, member, now)
    leads.cases.push(...asked.cases)
    leads.brought.push(...asked.brought)
    await noteTeamAct(trx, { event, by: member, act: 'recover', about: member, now })
    const handed = () => {
      for (const call of after) call()
    }
    return { member, leads, handed, sessions: await deleteSessionsOf(trx, member) }
  })
  await forgetAttempts(db, 'recovery', ask.token)
  return done
}

type Use = { member: MemberId; token: string; now: Date }

async function useUp(trx: Trx, { member, token, now }: Use): Promise<{ made_by: MemberId | null }> {
  const account = trx.selectFrom('members as m').select('m.id').where('m.id', '=', member)
  const living = await account.where(isAccountAlive(now)).forNoKeyUpdate('m').executeTakeFirst()
  const used = await trx
    .deleteFrom('recoveries')
    .where('member_id', '=', member)
    .where('token_hash', '=', hashToken(token))
    .returning(['made_by', 'expires_at'])
    .executeTakeFirst()
  if (!living || !used || !isToCome(used.expires_at, now, lastsMs)) throw noLongerGood()
  return used
}

/** Whoever holds the link now says for each case that is left whether there is a conflict, as if they were new to it. */
async function askAnewOfAll(trx: Trx, member: MemberId, now: Date): Promise<LeadsChanged> {
  const leads: LeadsChanged = { cases: [], brought: [] }
  const theirs = trx.selectFrom('case_access').select('case_id').where('member_id', '=', member)
  for (const { case_id: caseId } of await theirs.orderBy('case_id').execute()) {
    if ((await conflictOfNew(trx, caseId)) === 'unasked') continue
    const { cut, told } = await askAnew(trx, { caseId, now, only: member })
    if (cut.length === 0) continue
    leads.cases.push(caseId)
    leads.brought.push(...told.filter((one) => one !== member))
  }
  return leads
}

/**
 * Of the cases that whoever made the link is excluded from, the member has nothing any more: the link may have been used by the
 * one who made it. It goes on from link to link, because what stands here counts for the links that the member makes. Somebody
 * who may change the access gives it back, once they have spoken to the member.
 */
async function leaveWhatIsClosedTo(
  trx: Trx,
  maker: MemberId | null,
  member: MemberId,
  now: Date,
): Promise<LeadsChanged> {
  const leads: LeadsChanged = { cases: [], brought: [] }
  if (!maker) return leads
  const closed = await trx
    .selectFrom('case_exclusions')
    .select('case_id')
    .where('member_id', '=', maker)
    .orderBy('case_id')
    .execute()
  for (const { case_id: caseId } of closed) {
    await lockCase(trx, caseId)
    const { had, brought } = await excludeUntilGiven(trx, { caseId, member, now })
    if (!had) continue
    leads.cases.push(caseId)
    await appendToAudit(trx, { chain: caseId, member, act: 'recover', entry: null, at: now })
    leads.brought.push(...brought)
  }
  return leads
}
