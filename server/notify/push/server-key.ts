// The key by which push services know this server (VAPID): made at the first need, sealed by the master key, the same for
// all nodes of a database.

import webPush from 'web-push'
import type { Db } from '../../platform/db.ts'
import type { Sealing } from '../../platform/sealing.ts'

/** Both base64url. */
export type ServerKey = { publicKey: string; privateKey: string }

const name = 'web-push'

/** Reads the key once; the first node that asks makes it. */
export function createServerKey(db: Db, sealing: Sealing): () => Promise<ServerKey> {
  let known: Promise<ServerKey> | undefined
  const read = async (): Promise<ServerKey> => {
    const sealed = sealing.sealOwn(name, JSON.stringify(webPush.generateVAPIDKeys()))
    // Whoever was first wins.
    await db
      .insertInto('server_keys')
      .values({ name, sealed })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const row = await db
      .selectFrom('server_keys')
      .select('sealed')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    return JSON.parse(sealing.unsealOwn(name, row.sealed).toString()) as ServerKey
  }
  return () => {
    known ??= read().catch((error) => {
      known = undefined
      throw error
    })
    return known
  }
}
