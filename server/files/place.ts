// Where a file belongs, and who may bring or see it there: whoever may write, or read, in the case now. What is unknown, hidden or
// forbidden is answered alike, by the same questions.

import { randomUUID } from 'node:crypto'
import { closedCase } from '#shared/access/rules.ts'
import type { CaseId, FileId, ReportId } from '#shared/ids.ts'
import { caseOfReport } from '../case/entries.ts'
import { isOnlyClosed, may } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

export type Place = { caseId: CaseId; about: ReportId | null }

/** @throws Problem bad-request unless it names one of both */
export async function findPlace(
  db: Db,
  { case: caseId, report }: { case?: CaseId | undefined; report?: ReportId | undefined },
): Promise<Place> {
  if ((caseId === undefined) === (report === undefined))
    throw problem('bad-request', 'Say which case or which report it belongs to.')
  if (report === undefined) return { caseId: caseId!, about: null }
  return { caseId: await caseOfReport(db, report), about: report }
}

/** @throws Problem not-available, or conflict when the case is closed */
export async function refuseUnlessWriting(db: Db, actor: Actor, caseId: CaseId): Promise<void> {
  if (await may(db, actor, 'write', caseId)) return
  throw (await isOnlyClosed(db, actor, 'write', caseId))
    ? problem('conflict', closedCase)
    : problem('not-available')
}

/**
 * The file as whoever sends it knows it, kept already or not.
 * @throws Problem not-available for everybody else's
 */
export async function findSent(db: Db, actor: Actor, id: FileId) {
  const row = await db
    .selectFrom('files')
    .select(['case_id', 'about', 'member_id', 'bytes', 'got', 'kept_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  const caseId = row?.member_id === actor.member ? row.case_id : null
  await refuseUnlessWriting(db, actor, caseId ?? (randomUUID() as CaseId))
  return { ...row!, case_id: caseId! }
}
