// The conflict question: asked of everybody but whoever took the report, before their first look, wherever something says who the
// reported person is.

import type { CaseId } from '#shared/ids.ts'
import type { Trx } from './lock.ts'

/** Whether somebody new to the case is asked about a conflict first. */
export async function conflictOfNew(trx: Trx, caseId: CaseId): Promise<'asked' | 'unasked'> {
  const said = await trx
    .selectFrom('cases as c')
    .select('c.id')
    .where('c.id', '=', caseId)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('c.is_who_written', '=', true),
        exists(
          selectFrom('case_people as p')
            .select('p.id')
            .whereRef('p.case_id', '=', 'c.id')
            .where('p.role', '=', 'reported'),
        ),
      ]),
    )
    .executeTakeFirst()
  return said ? 'asked' : 'unasked'
}

/** A report says who it was: from now on whoever is new to the case is asked. */
export async function noteWhoWritten(trx: Trx, caseId: CaseId): Promise<void> {
  await trx.updateTable('cases').set({ is_who_written: true }).where('id', '=', caseId).execute()
}
