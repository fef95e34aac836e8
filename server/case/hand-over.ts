// What is handed over when somebody leaves a case. Cases know that there is such a thing; what it is, server/app.ts tells them.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Trx } from './lock.ts'

/**
 * Call it in the transaction in which they leave, with the case locked and after it is known who leads.
 * @returns what to do once it is committed
 */
export type HandOver = (trx: Trx, caseId: CaseId, from: readonly MemberId[]) => Promise<() => void>
