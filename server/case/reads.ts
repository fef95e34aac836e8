// A look at a case leaves a row in the audit: one per member, case, kind of look and ten minutes. Written before the answer
// goes out. Where the row can't be written the look fails: nobody reads without a trace.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../platform/db.ts'
import { isSince } from '../platform/set-back.ts'
import { appendToAudit } from './audit.ts'

export type Look = {
  caseId: CaseId
  /** Nobody of the team for an attendee who comes back to their report. */
  member: MemberId | null
  /** The operation. */
  act: string
  /** What was looked at, where it is one thing of the case. */
  entry?: string | null
}

/** Who has looked at what a moment ago, so that not every look asks the database. The latest, of one process. */
const maxRemembered = 5_000

export type Reads = { note: (look: Look) => Promise<void> }

export function createReads({ db, clock }: { db: Db; clock: () => Date }): Reads {
  const remembered = new Map<string, Date>()
  const remember = (key: string, at: Date) => {
    remembered.delete(key)
    remembered.set(key, at)
    if (remembered.size > maxRemembered) remembered.delete(remembered.keys().next().value!)
  }
  const isNoted = (at: Date | undefined, now: Date) =>
    at !== undefined && isSince(at, now, limits.readNotedMs)
  return {
    async note({ caseId, member, act, entry = null }) {
      const [key, now] = [`${caseId} ${member} ${act} ${entry}`, clock()]
      if (isNoted(remembered.get(key), now)) return
      await db.transaction().execute(async (trx) => {
        // Asked once more under the chain's lock: two looks at the same moment are one.
        await appendToAudit(trx, { chain: caseId, member, act, entry, at: now }, async () => {
          const last = await trx
            .selectFrom('audit')
            .select('at')
            .where('chain', '=', caseId)
            .where('member_id', 'is not distinct from', member)
            .where('act', '=', act)
            .where('entry_id', 'is not distinct from', entry)
            .orderBy('at', 'desc')
            .limit(1)
            .executeTakeFirst()
          return !isNoted(last?.at, now)
        })
      })
      remember(key, now)
    },
  }
}
