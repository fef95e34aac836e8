// Who holds a case: its head row is locked, so that no change of rights and no push slips between a question and a deed.

import type { Transaction } from 'kysely'
import type { CaseId } from '#shared/ids.ts'
import type { Database } from '../platform/schema.ts'

export type Trx = Transaction<Database>

/** Holds back every push and every other command on the case until the transaction ends. */
export async function lockCase(trx: Trx, caseId: CaseId): Promise<void> {
  await trx.selectFrom('record_heads').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}
