// When each session was last seen. It is of use to the minute only, so it is gathered in memory and written down together: no
// question that anybody asks waits for it. A crash costs a minute of it.

import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

export function createSeen(db: Db, clock: () => Date) {
  let seen = new Map<string, Date>()
  return {
    note: (session: string): void => void seen.set(session, clock()),
    async write(connected: Iterable<string> = []): Promise<void> {
      const now = clock()
      const all = seen
      seen = new Map()
      for (const session of connected) all.set(session, now)
      if (all.size === 0) return
      const rows = JSON.stringify([...all].map(([id, at]) => ({ id, at })))
      await sql`update sessions set seen_at = greatest(seen_at, r.at)
        from jsonb_to_recordset(${rows}::text::jsonb) as r(id uuid, at timestamptz)
        where sessions.id = r.id and sessions.seen_at < r.at - interval '1 minute'`.execute(db)
    },
  }
}
