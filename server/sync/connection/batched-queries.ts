// What a join has to know, asked for many joins at once. Each look begins after whoever waits for it has asked.

import type { CaseId } from '#shared/ids.ts'
import type { TaskFacts } from '#shared/protocol/events.ts'
import { type Standings, standingsIn } from '../access/access.ts'
import type { Db } from '../platform/db.ts'
import { shareLooks } from '../platform/shared-look.ts'

export type Looks = {
  /** Whether the session is alive now. */
  session: (session: string) => Promise<boolean | undefined>
  /** Undefined: there is no such record. */
  standings: (caseId: CaseId) => Promise<Standings | undefined>
  facts: (caseId: CaseId) => Promise<TaskFacts[] | undefined>
}

export type LooksDeps = {
  db: Db
  liveSessions: (db: Db, sessions: readonly string[]) => Promise<ReadonlySet<string>>
  factsOf: (caseId: CaseId) => Promise<TaskFacts[]>
}

export function createLooks({ db, liveSessions, factsOf }: LooksDeps): Looks {
  return {
    session: shareLooks(
      async (ids) => new Map([...(await liveSessions(db, ids))].map((id) => [id, true] as const)),
    ),
    standings: shareLooks((cases) => forEach(cases, (caseId) => standingsIn(db, caseId))),
    facts: shareLooks((cases) => forEach(cases, factsOf)),
  }
}

async function forEach<K, V>(
  keys: readonly K[],
  ask: (key: K) => Promise<V | undefined>,
): Promise<Map<K, V>> {
  const found = new Map<K, V>()
  await Promise.all(
    keys.map(async (key) => {
      const value = await ask(key)
      if (value !== undefined) found.set(key, value)
    }),
  )
  return found
}
