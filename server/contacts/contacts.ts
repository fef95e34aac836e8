// What the reporter of a case was told, and how to reach them. Words are entries; what the clocks go by stands in the row of the
// case as well, because the board asks for it of every case at once.

import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { clocksOf, owedWord } from '#shared/contacts/owed.ts'
import type { Contact, ContactAsk, Contacts, ReachAsk } from '#shared/http/contacts.ts'
import type { CaseId, EntryId, EventId, ReportId } from '#shared/ids.ts'
import type { Act } from '../case/command.ts'
import { bookOfCase, type Entry, readEntries } from '../case/entries.ts'
import type { CaseSeal } from '../case/seals.ts'
import { readClocks, readTold } from '../case/told.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'

/** Nobody writes down what was told longer ago, nor promises further ahead. */
const yearMs = 365 * 24 * 3_600_000

/**
 * Writes down that they were told something. Whatever it was, they have heard that their report came in.
 * @throws Problem bad-request for a next word that lies behind, and for moments more than a year away
 */
export async function addContact(
  { trx, caseId, actor, now, entries, after, concerns }: Act,
  { id: given, kind, text, at, nextBy, answers }: z.output<typeof ContactAsk>,
): Promise<Contact> {
  const before = await entries.find('contact', given, answers)
  if (before) {
    concerns(before.id)
    return asContact(before) as Contact
  }
  checkMoments(now, { at, nextBy })
  if (answers && !(await answerableIn(trx, caseId)).includes(answers))
    throw refuse('answers', 'Whoever sent this report can’t come back by the attendee page.')
  // A device's clock may be ahead: nobody was told anything later than now.
  const toldAt = new Date(at && !answers ? Math.min(Date.parse(at), now.getTime()) : now)
  const words = {
    kind,
    text,
    at: toldAt.toISOString(),
    nextBy: nextBy ? new Date(nextBy).toISOString() : null,
  }
  const id = await entries.append('contact', words, { id: given ?? randomUUID(), about: answers ?? null })
  await trx
    .updateTable('cases')
    .set(({ fn, val }) => ({
      told_at: fn.coalesce('told_at', val(toldAt)),
      ...(kind === 'outcome' && { outcome_told_at: fn.coalesce('outcome_told_at', val(toldAt)) }),
      next_word_by: words.nextBy === null ? null : new Date(words.nextBy),
    }))
    .where('id', '=', caseId)
    .execute()
  after.tellCase()
  const written = { id: id as EntryId, by: actor.member, writtenAt: now.toISOString() }
  return { ...written, ...words, ...(answers && { answers }) }
}

const refuse = (field: string, message: string) => problem('bad-request', undefined, [{ field, message }])

function checkMoments(now: Date, { at, nextBy }: Pick<z.output<typeof ContactAsk>, 'at' | 'nextBy'>): void {
  const aheadMs = (moment: string) => Date.parse(moment) - now.getTime()
  if (at && aheadMs(at) < -yearMs) throw refuse('at', 'That is more than a year ago.')
  if (nextBy && aheadMs(nextBy) <= 0) throw refuse('nextBy', 'Name a time that is to come.')
  if (nextBy && aheadMs(nextBy) > yearMs) throw refuse('nextBy', 'Name a time within a year.')
}

/** Says how to reach them; what was said before stays on the record. */
export async function sayReach(
  { trx, caseId, entries, after }: Act,
  words: z.output<typeof ReachAsk>,
): Promise<void> {
  await entries.append('reach', words)
  const wants_no_word = words.wantsWord === 'no'
  await trx.updateTable('cases').set({ wants_no_word }).where('id', '=', caseId).execute()
  after.tellCase()
}

/** All of it, for whoever may open the case. What can't be read is told apart and takes nothing else away. */
export async function readContacts(
  db: Db,
  { seal, caseId, event }: { seal: CaseSeal; caseId: CaseId; event: EventId },
): Promise<Contacts> {
  const entries = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['contact', 'reach'],
  )
  const told = await readTold(db, caseId)
  const clocks = await readClocks(db, event)
  return {
    contacts: entries.filter((entry) => entry.kind === 'contact').map(asContact),
    reach: asReach(entries.findLast((entry) => entry.kind === 'reach')),
    clocks: clocksOf(told, clocks),
    owed: owedWord(told, clocks) ?? null,
    answerable: await answerableIn(db, caseId),
  }
}

/** The reports of a case whose senders have a receipt code. */
async function answerableIn(db: Db, caseId: CaseId): Promise<ReportId[]> {
  const rows = db.selectFrom('receipts').select('report_id').where('case_id', '=', caseId)
  return (await rows.orderBy('report_id').execute()).map((row) => row.report_id)
}

function asContact({ id, author, at, about, words }: Entry<'contact'>): Contacts['contacts'][number] {
  const written = { id: id as EntryId, by: author, writtenAt: at.toISOString() }
  return words
    ? { ...written, ...words, ...(about && { answers: about as ReportId }) }
    : { ...written, isDamaged: true }
}

function asReach(entry: Entry<'reach'> | undefined): Contacts['reach'] {
  if (!entry) return null
  const { author: by, at, words } = entry
  return words ? { ...words, by, writtenAt: at.toISOString() } : { isDamaged: true }
}
