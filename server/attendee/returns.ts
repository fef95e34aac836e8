// Coming back with a receipt code: what the team answered, and what else there is to say. The report itself is not given out
// again: whoever finds the paper with the words on it does not read what happened.

import { randomUUID } from 'node:crypto'
import type { Return, ReturnMessage } from '#shared/http/attendee.ts'
import type { CaseId, EntryId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { commandOfAttendee } from '../case/command.ts'
import { bookOfCase, readEntries } from '../case/entries.ts'
import { keepOutNamed } from '../case/keep-out.ts'
import { saidInAddition } from '../case/named.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { hashOfCode } from './receipts.ts'

type Receipt = { caseId: CaseId; report: ReportId }

/** @throws Problem not-available for a code that never was, whatever it looks like: it is looked up all the same */
export async function findReceipt(db: Db, typed: string): Promise<Receipt> {
  const row = await db
    .selectFrom('receipts')
    .select(['case_id', 'report_id'])
    .where('code_hash', '=', hashOfCode(typed))
    .executeTakeFirst()
  if (!row) throw problem('not-available')
  return { caseId: row.case_id, report: row.report_id }
}

/** @param operation as the audit calls the look */
export async function readReturn(deps: CaseDeps, receipt: Receipt): Promise<Return> {
  const { caseId, report } = receipt
  await deps.reads.note({ caseId, member: null, act: 'readReturn', entry: report })
  const book = bookOfCase(caseId, () => deps.seals.sealOf(deps.db, caseId))
  const entries = await readEntries(deps.db, book, ['report', 'attendee-word', 'contact'])
  const messages = entries.flatMap((entry): Return['messages'] => {
    if (entry.kind === 'report' || entry.about !== report) return []
    const written = { id: entry.id as EntryId, at: entry.at.toISOString() }
    const by = entry.kind === 'contact' ? ('team' as const) : ('you' as const)
    if (!entry.words) return [{ ...written, by, isDamaged: true }]
    const text = entry.kind === 'contact' ? entry.words.text : entry.words.words
    return [{ ...written, by, text }]
  })
  const sent = entries.find(({ kind, id }) => kind === 'report' && id === report)
  return { sentAt: sent!.at.toISOString(), messages }
}

type Added = { id?: EntryId | undefined; text: string }

/**
 * Adds a word to the report. Also where its case is closed: that it is would be told by a refusal, and nothing may be lost. Whoever it
 * names is locked out, as by any addition.
 */
export function addToReturn(
  deps: CaseDeps,
  { caseId, report }: Receipt,
  { id: given, text }: Added,
): Promise<ReturnMessage> {
  return commandOfAttendee(deps, caseId, {
    kind: 'addToReturn',
    ask: async () => {},
    async act(act) {
      const { entries, after, now, concerns } = act
      const before = await entries.find('attendee-word', given, report)
      if (before) {
        concerns(before.id)
        return {
          id: before.id as EntryId,
          at: before.at.toISOString(),
          by: 'you',
          text: before.words?.words ?? text,
        }
      }
      const id = await entries.append(
        'attendee-word',
        { words: text },
        { id: given ?? randomUUID(), about: report },
      )
      await keepOutNamed(act, [saidInAddition(id, text)])
      after.tellCase({ part: 'reports' })
      return { id: id as EntryId, at: now.toISOString(), by: 'you', text }
    },
  })
}
