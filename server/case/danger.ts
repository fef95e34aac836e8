// Who has called for help in a case in which somebody may be in danger.

import { type DangerCall, type DangerEntry, foldDanger } from '#shared/entries/danger.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { bookOfCase, readEntries } from './entries.ts'
import type { CaseSeal } from './seals.ts'

/** @returns those who have since it began, in order; undefined where a word about it can't be read */
export async function readDangerCalls(
  db: Db,
  seal: CaseSeal,
  caseId: CaseId,
): Promise<DangerCall[] | undefined> {
  const book = bookOfCase(caseId, async () => seal)
  const entries = await readEntries(db, book, ['report', 'danger'])
  const whole = entries.flatMap(({ author, at, ...entry }) =>
    entry.words ? [{ ...entry, author, at: at.toISOString() } as DangerEntry] : [],
  )
  return whole.length === entries.length ? foldDanger(whole).calls : undefined
}
