// What is said of a danger after a report of it: somebody called for help, nobody is in danger any more, that was a mistake.

import type { z } from 'zod'
import type { DangerAsk } from '#shared/http/cases.ts'
import type { Act } from '../case/command.ts'

/** Writes it down. Whether somebody may be in danger stands in the case's row as well, by which cases are sorted. */
export async function sayDanger(
  { trx, caseId, entries, after, concerns }: Act,
  { id, says, whom }: z.output<typeof DangerAsk>,
): Promise<void> {
  const before = await entries.find('danger', id)
  if (before) return concerns(before.id)
  await entries.append('danger', { says, ...(whom && { whom }) }, { ...(id && { id }) })
  if (says !== 'called') {
    const is_urgent = says === 'still'
    await trx.updateTable('cases').set({ is_urgent }).where('id', '=', caseId).execute()
  }
  after.tellCase()
}
