// What a join has to know, asked for many joins at once. Each query begins after whoever waits for it has asked.

import type { CaseId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import { type Standings, standingsIn } from '../../case/rights.ts'
import { batchQueries } from '../../platform/batched-query.ts'
import type { Db } from '../../platform/db.ts'

export type BatchedQueries = {
  /** Whether the session is alive now. */
  session: (session: string) => Promise<boolean | undefined>
  /** Undefined: there is no such record. */
  standings: (caseId: CaseId) => Promise<Standings | undefined>
  facts: (caseId: CaseId) => Promise<TaskReceipts[] | undefined>
}

export type BatchedQueriesDeps = {
  db: Db
  liveSessions: (db: Db, sessions: readonly string[]) => Promise<ReadonlySet<string>>
  receiptsOf: (caseId: CaseId) => Promise<TaskReceipts[]>
}

export function createBatchedQueries({ db, liveSessions, receiptsOf }: BatchedQueriesDeps): BatchedQueries {
  return {
    session: batchQueries(
      async (ids) => new Map([...(await liveSessions(db, ids))].map((id) => [id, true] as const)),
    ),
    standings: batchQueries((cases) => forEach(cases, (caseId) => standingsIn(db, caseId))),
    facts: batchQueries((cases) => forEach(cases, receiptsOf)),
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
