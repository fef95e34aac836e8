// Whom to turn to where everybody of the team who could lead a case is named in it: somebody the event names, outside the team.
// Sealed by the master key itself: it is nobody's business who reads the database.

import { Outside } from '#shared/http/outside.ts'
import type { CaseId, EventId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { SealBroken } from '../platform/sealing.ts'
import type { OwnSealing } from './entries.ts'
import type { Trx } from './lock.ts'
import { givenAccess } from './rights.ts'

const nameOf = (event: EventId): string => `outside ${event}`

/** @returns nobody where the event names none, or what is stored can't be read */
export async function readOutside(
  db: Db,
  { unsealOwn }: Pick<OwnSealing, 'unsealOwn'>,
  event: EventId,
): Promise<Outside | null> {
  const row = await db
    .selectFrom('events')
    .select('sealed_outside')
    .where('id', '=', event)
    .executeTakeFirst()
  if (!row?.sealed_outside) return null
  try {
    const read = Outside.safeParse(JSON.parse(unsealOwn(nameOf(event), row.sealed_outside).toString()))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SealBroken || error instanceof SyntaxError) return null
    throw error
  }
}

/** @param outside nobody: from now on the event names none */
export async function writeOutside(
  trx: Trx,
  { sealOwn }: Pick<OwnSealing, 'sealOwn'>,
  event: EventId,
  outside: Outside | null,
): Promise<void> {
  const sealed_outside = outside && sealOwn(nameOf(event), JSON.stringify(outside))
  await trx.updateTable('events').set({ sealed_outside }).where('id', '=', event).execute()
}

/** Whether anybody who runs the team can be called for a case: has it, and is not kept out of it. */
export async function canCallSomebody(db: Db, caseId: CaseId): Promise<boolean> {
  const runs = givenAccess(db).select('a.member_id').where('a.case_id', '=', caseId)
  return (await runs.where('m.acting_role', '<>', 'staff').limit(1).executeTakeFirst()) !== undefined
}
