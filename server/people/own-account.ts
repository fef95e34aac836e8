// What a member changes about their own account: name, address, password; and where they are signed in.

import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { MePatch, OwnSession, PasswordAsk } from '#shared/http/people.ts'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { type KeptOut, keepOutOfCases } from '../case/joined.ts'
import type { Trx } from '../case/lock.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Database } from '../platform/schema.ts'
import { voidRecoveriesOf } from './given-links.ts'
import { emailTaken, isEmailTaken } from './members.ts'
import { openOwnWord, sealOwnWord } from './own-words.ts'
import { hashPassword } from './passwords.ts'
import type { PeopleDeps } from './people-deps.ts'
import { deleteSessionsOf } from './session-row.ts'
import { laneOf, proveAgain } from './sign-in.ts'

type Changed = { isRenamed: boolean; isChanged: boolean; keptOut: KeptOut[] }
type Deps = Pick<PeopleDeps, 'db' | 'clock' | 'seals' | 'sealing' | 'handOver'>

/** @returns what is different now. @throws Problem conflict when the address is taken */
export async function changeMe(deps: Deps, actor: Actor, patch: z.output<typeof MePatch>): Promise<Changed> {
  const { db, clock } = deps
  try {
    return await db.transaction().execute(async (trx) => {
      // Named by the new name, they are as if they had always had it.
      const { member: id, event, role } = actor
      const called = patch.name === undefined ? undefined : { id, event, role, names: [patch.name] }
      const keptOut = called ? await keepOutOfCases(trx, deps, called, clock()) : []
      const mine = trx
        .selectFrom('members')
        .select(['name', 'email', 'sealed_phone', 'sealed_speaks'])
        .where('id', '=', actor.member)
      const { phone, speaks, ...plain } = patch
      const { name: before, email, ...sealed } = await mine.forNoKeyUpdate().executeTakeFirstOrThrow()
      const isRenamed = patch.name !== undefined && patch.name !== before
      if (isRenamed) await keepName(trx, actor, before)
      const own = resealed(deps, id, { phone, speaks }, sealed)
      const isSaid = Object.keys(own).length > 0
      const isChanged = isRenamed || isSaid || (patch.email !== undefined && patch.email !== email)
      const changed = { ...plain, ...own }
      if (isChanged) await trx.updateTable('members').set(changed).where('id', '=', actor.member).execute()
      return { isRenamed, isChanged, keptOut }
    })
  } catch (error) {
    throw isEmailTaken(error) ? emailTaken() : error
  }
}

type Sealed = Pick<Selectable<Database['members']>, 'sealed_phone' | 'sealed_speaks'>

/** What of these words is other than before, sealed. */
function resealed(
  { sealing }: Deps,
  id: MemberId,
  said: Record<'phone' | 'speaks', string | undefined>,
  before: Sealed,
): Partial<Sealed> {
  const changed: Partial<Sealed> = {}
  for (const word of ['phone', 'speaks'] as const) {
    const [text, was] = [said[word], openOwnWord(sealing, word, id, before[`sealed_${word}`])]
    if (text !== undefined && text !== (was ?? ''))
      changed[`sealed_${word}`] = sealOwnWord(sealing, word, id, text)
  }
  return changed
}

/** Whoever is named in a case by a name of theirs is excluded from it, whatever they are called since. */
async function keepName(trx: Trx, { member }: Actor, name: string): Promise<void> {
  await trx
    .insertInto('former_names')
    .values({ member_id: member, name })
    .onConflict((known) => known.doNothing())
    .execute()
  const names = await trx.selectFrom('former_names').select('name').where('member_id', '=', member).execute()
  if (names.length <= limits.maxFormerNames) return
  const message = 'You have had too many names. Ask the chair for a new invitation.'
  throw problem('conflict', message, [{ field: 'name', message }])
}

/**
 * Another password for the old one; everywhere else they are signed in no longer, and a way back in that was made for them is void.
 * @returns the sessions that ended. @throws Problem: the old one is wrong, also when it was changed meanwhile
 */
export async function changePassword(
  db: Db,
  actor: Actor,
  ask: z.output<typeof PasswordAsk>,
  now: Date,
): Promise<string[]> {
  const old = await proveAgain(db, actor, ask.password, now)
  const password_hash = await hashPassword(ask.newPassword, laneOf(actor))
  return db.transaction().execute(async (trx) => {
    // Held against what was proved: whoever got back in meanwhile must not be put out again by the one they put out.
    const changed = await trx
      .updateTable('members')
      .set({ password_hash })
      .where('id', '=', actor.member)
      .where('password_hash', '=', old)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw problem('wrong-pair', 'That did not work. Check the password.')
    await voidRecoveriesOf(trx, actor.member)
    await trx.updateTable('sessions').set({ proved_at: now }).where('id', '=', actor.session).execute()
    return deleteSessionsOf(trx, actor.member, actor.session)
  })
}

/** Where this member is signed in, the latest first. */
export async function readOwnSessions(db: Db, actor: Actor, now: Date): Promise<OwnSession[]> {
  const rows = await ofMember(db, actor, now)
    .select(['id', 'device', 'created_at', 'seen_at'])
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ id, device, created_at, seen_at }) => ({
    ...{ id, device: device || 'A device' },
    ...{ since: created_at.toISOString(), seenAt: seen_at.toISOString(), isThis: id === actor.session },
  }))
}

/** Whether it is one of theirs. */
export async function isOwnSession(db: Db, actor: Actor, id: string, now: Date): Promise<boolean> {
  return (await ofMember(db, actor, now).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Without phones that wait to be let in, and without what is left of those that were sent away: that ends when it is no longer shown. */
const ofMember = (db: Db, { member }: Actor, now: Date) =>
  db
    .selectFrom('sessions')
    .where('member_id', '=', member)
    .where('expires_at', '>', now)
    .where('waits', '=', false)
    .where(({ eb, or, ref }) =>
      or([eb('shown_until', 'is', null), eb('expires_at', '>', ref('shown_until'))]),
    )
