// The id of the procedure that Greenroom brings, in its present version: cases are opened under it where the event has adopted none.

import type { EntryId } from '../ids.ts'

/** Of this text, for good; another text gets another. */
export const ownProcedureId = '6b1f3b52-9d0e-4a6c-8f57-0d5a3c1e7a01' as EntryId
