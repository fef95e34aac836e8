// The team is never without a chair: somebody confirmed whose account does not end by itself. Whatever takes one away asks here,
// in its own transaction and with the team locked, so that two who step down at once do not both succeed. Beside the chairs
// only whoever runs the server can make one.

import type { EventId } from '#shared/ids.ts'
import type { Trx } from '../case/lock.ts'
import { problem } from '../platform/errors.ts'

export const lastChair =
  'The team would have no chair then. Make somebody else chair first, or ask whoever runs the server.'

/** Changes of roles and ends of accounts wait for each other. Take it before any case. */
export async function lockTeam(trx: Trx, event: EventId): Promise<void> {
  await trx.selectFrom('events').select('id').where('id', '=', event).forNoKeyUpdate().execute()
}

/** To be asked after the change. @throws Problem conflict when no chair is left who stays */
export async function keepChair(trx: Trx, event: EventId): Promise<void> {
  const staying = await trx
    .selectFrom('members')
    .select('id')
    .where('event_id', '=', event)
    .where('acting_role', '=', 'chair')
    .where('ended_at', 'is', null)
    .where('ends_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!staying) throw problem('conflict', lastChair)
}
