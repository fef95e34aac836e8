// Which devices may be reached, and where. One for each session, gone with it; the address is sealed, because it tells
// which person uses which device.

import { createHash, randomUUID } from 'node:crypto'
import type { PushSubscriptionAsk } from '#shared/http/push.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/db.ts'
import type { Sealing } from '../../platform/sealing.ts'

const hashOf = (endpoint: string): Buffer => createHash('sha256').update(endpoint).digest()
const nameOf = (id: string): string => `push ${id}`

/** This session's device; another one that it had, and another session's at the same address, are forgotten. */
export async function keepSubscription(
  db: Db,
  sealing: Sealing,
  actor: Actor,
  subscription: PushSubscriptionAsk,
  now: Date,
): Promise<void> {
  const id = randomUUID()
  const address_hash = hashOf(subscription.endpoint)
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('push_subscriptions')
      .where(({ or, eb }) =>
        or([eb('session_id', '=', actor.session), eb('address_hash', '=', address_hash)]),
      )
      .execute()
    await trx
      .insertInto('push_subscriptions')
      .values({
        id,
        session_id: actor.session,
        member_id: actor.member,
        address_hash,
        sealed: sealing.sealOwn(nameOf(id), JSON.stringify(subscription)),
        created_at: now,
      })
      .execute()
  })
}

/** Whether any device of theirs may be reached. */
export async function hasSubscription(db: Db, member: MemberId): Promise<boolean> {
  const any = db.selectFrom('push_subscriptions').select('id').where('member_id', '=', member).limit(1)
  return (await any.executeTakeFirst()) !== undefined
}

/** This session's device is not to be reached any more. */
export async function dropSubscription(db: Db, session: string): Promise<void> {
  await db.deleteFrom('push_subscriptions').where('session_id', '=', session).execute()
}

export function openSubscription(
  sealing: Sealing,
  { id, sealed }: { id: string; sealed: Uint8Array },
): PushSubscriptionAsk {
  return JSON.parse(sealing.unsealOwn(nameOf(id), sealed).toString()) as PushSubscriptionAsk
}
