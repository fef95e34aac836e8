// The sender of messages to devices with this server's key, as the configuration wants it.

import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../../platform/config.ts'
import type { Db } from '../../platform/db.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { createPushSender, type PushSender, type PushSenderDeps } from './push-sender.ts'
import { createServerKey, type ServerKey } from './server-key.ts'

type Deps = {
  db: Db
  clock: () => Date
  sealing: Sealing
  config: Pick<Config, 'publicUrl' | 'pushServices'>
  log: FastifyBaseLogger
  isStillCalled: PushSenderDeps['isStillCalled']
}

/** Push services want somebody to write to; without a public address there is nobody. */
const nobody = 'mailto:nobody@greenroom.invalid'

export function createPushing(
  { db, clock, sealing, config, log, isStillCalled }: Deps,
  failed: (error: unknown) => void,
): { pushSender: PushSender; serverKey: () => Promise<ServerKey> } {
  const serverKey = createServerKey(db, sealing)
  const pushSender = createPushSender({
    db,
    clock,
    sealing,
    serverKey,
    isStillCalled,
    services: config.pushServices,
    subject: config.publicUrl?.startsWith('https:') ? config.publicUrl : nobody,
    refused: (status) => log.warn({ status }, 'a push service would not take a message'),
    failed,
  })
  return { pushSender, serverKey }
}
