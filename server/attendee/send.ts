// A report that an attendee sends, taken by the same act as a member's: whoever it names is locked out before anything can be seen.

import type { AttendeeWords } from '#shared/http/attendee.ts'
import type { CaseId, EventId, ReportId } from '#shared/ids.ts'
import type { Trx } from '../case/lock.ts'
import { problem } from '../platform/errors.ts'
import { codeOf, hashOfCode, reportIdOf } from './receipts.ts'

/** Takes it, tells the team and calls somebody: once, however often it is sent. */
export type TakeFromAttendee = (
  event: EventId,
  report: AttendeeWords & { id: ReportId; verbatim: true },
  also: (trx: Trx, caseId: CaseId) => Promise<void>,
) => Promise<void>

/** Whether it says anything at all: a fact that is only said to be missing says nothing. */
export const saysSomething = ({ danger, ongoing, ...words }: Partial<AttendeeWords>): boolean =>
  danger === true || Object.values(words).some((word) => typeof word === 'string' && word.trim() !== '')

/**
 * @param key as `codeOf` has it
 * @returns the receipt code
 * @throws Problem bad-request for one that says nothing
 */
export async function sendFromAttendee(
  take: TakeFromAttendee,
  event: EventId,
  words: AttendeeWords,
  key: string,
): Promise<string> {
  if (!saysSomething(words))
    throw problem('bad-request', undefined, [{ field: 'whatHappened', message: 'Write at least one thing.' }])
  const id = reportIdOf(key)
  const code = codeOf(key)
  await take(event, { ...words, id, verbatim: true }, async (trx, case_id) => {
    await trx
      .insertInto('receipts')
      .values({ code_hash: hashOfCode(code), case_id, report_id: id })
      .execute()
  })
  return code
}
