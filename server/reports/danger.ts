// What is said of a danger after a report of it: somebody called for help, whose decision that was, nobody is in danger any more,
// that was a mistake.

import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { DangerAsk } from '#shared/http/cases.ts'
import type { CallDecisionAsk, CallDecisionSaid } from '#shared/http/first-response.ts'
import type { Act } from '../case/command.ts'
import { bookOfCase, type Entries, readEntries } from '../case/entries.ts'
import { keepOutNamed } from '../case/keep-out.ts'
import { type Said, saidInAddition } from '../case/named.ts'
import { problem } from '../platform/errors.ts'

/** Writes it down. Whether somebody may be in danger stands in the case's row as well, by which cases are sorted. */
export async function sayDanger(
  act: Act,
  { id, says, whom, decision }: z.output<typeof DangerAsk>,
): Promise<void> {
  const { trx, caseId, entries, after, concerns } = act
  const before = await entries.find('danger', id)
  if (before) return concerns(before.id)
  const about = await entries.append('danger', { says, ...(whom && { whom }) }, { ...(id && { id }) })
  if (says === 'called' && decision) await keepOutNamed(act, await decide(entries, about, decision))
  if (says !== 'called') {
    const is_urgent = says === 'still'
    await trx.updateTable('cases').set({ is_urgent }).where('id', '=', caseId).execute()
  }
  after.tellCase()
}

/** Writes down whose decision a call was. @returns what that says of people */
export async function decide(
  entries: Entries,
  about: string,
  decision: z.output<typeof CallDecisionSaid>,
  id: string = randomUUID(),
): Promise<Said[]> {
  await entries.append('call-decision', decision, { id, about })
  return decision.because ? [saidInAddition(id, decision.because)] : []
}

/**
 * Says it later, or otherwise than it was said.
 * @throws Problem not-available where nothing in this case says that somebody called
 */
export async function sayCallDecision(
  act: Act,
  { id, about, ...decision }: z.output<typeof CallDecisionAsk>,
): Promise<void> {
  const { trx, caseId, seal, entries, after, concerns } = act
  const before = await entries.find('call-decision', id, about)
  if (before) return concerns(before.id)
  const said = await readEntries(trx, bookOfCase(caseId, seal), ['report', 'danger'])
  const call = said.find((entry) => entry.id === about)
  const isCall = call?.kind === 'report' ? call.words?.hasCalled : call?.words?.says === 'called'
  if (!isCall) throw problem('not-available')
  await keepOutNamed(act, await decide(entries, about, decision, id))
  after.tellCase({ part: 'reports' })
}
