// Which version of the procedure a case goes by: the one that was in force when it was opened, until whoever leads it takes another.

import type { CaseId, EntryId, EventId } from '#shared/ids.ts'
import { ownProcedureId } from '#shared/procedure/own-id.ts'
import type { Db } from '../platform/db.ts'

/** The version that cases are opened under now. Whether its words can still be read is not asked. */
export async function newestProcedure(db: Db, event: EventId): Promise<EntryId> {
  const adopted = db.selectFrom('event_entries').select('id').where('kind', '=', 'procedure')
  const newest = adopted.where('event_id', '=', event).orderBy('n', 'desc').limit(1)
  return ((await newest.executeTakeFirst())?.id as EntryId | undefined) ?? ownProcedureId
}

export async function procedureOf(db: Db, caseId: CaseId): Promise<EntryId> {
  const row = db.selectFrom('cases').select('procedure_id').where('id', '=', caseId)
  return (await row.executeTakeFirstOrThrow()).procedure_id
}
