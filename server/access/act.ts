// The doorway of every command on a case: the case's head row is locked first and the right asked after, so that
// no change of rights and no push can slip between the question and the deed.

import type { Transaction } from 'kysely'
import { type CaseAction, mayInCase } from '#shared/access/rules.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import type { Database } from '../platform/schema.ts'
import { levelsIn, may, type Who } from './access.ts'

export type Trx = Transaction<Database>

/** Holds back every push and every other command on the case until the transaction ends. */
export async function lockCase(trx: Trx, caseId: CaseId): Promise<void> {
  await trx.selectFrom('record_heads').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}

/**
 * Does something to a case in one transaction, if the member may now.
 * @throws Problem not-available when they may not, or when there is no such case
 */
export async function actInCase<T>(
  db: Db,
  who: Who,
  action: CaseAction,
  caseId: CaseId,
  act: (trx: Trx) => Promise<T>,
): Promise<T> {
  // Asked before the lock too: whoever may not must not learn from waiting that somebody is at work there.
  if (!(await may(db, who, action, caseId))) throw problem('not-available')
  return db.transaction().execute(async (trx) => {
    await lockCase(trx, caseId)
    const now = (await levelsIn(trx, [who.member], caseId)).get(who.member)
    if (!now || !mayInCase(now, action)) throw problem('not-available')
    return act(trx)
  })
}
