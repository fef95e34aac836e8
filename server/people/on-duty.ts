// Who is on duty now, by the roster: whom a page calls first, and whose number everybody sees.

import type { EventId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'

/** A shift counts from its beginning on, and no more at its end. */
export async function readOnDuty(db: Db, event: EventId, now: Date): Promise<ReadonlySet<MemberId>> {
  const rows = await db
    .selectFrom('shifts')
    .select('member_id')
    .where('event_id', '=', event)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .execute()
  return new Set(rows.map(({ member_id }) => member_id))
}
