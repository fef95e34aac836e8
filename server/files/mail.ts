// A mail that a report comes by. It lies here in parts, in no case and for nobody but whoever brought it in, until its report is
// sent: then it is sealed with the case's key and kept as it came, in the same transaction.

import type { CaseId, FileId, MemberId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { Entries } from '../case/entries.ts'
import type { Trx } from '../case/lock.ts'
import { type Said, saidInAddition, saidInMail } from '../case/named.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { readInThread } from './mail-thread.ts'
import { readParts, resealParts, sealOfNoCase } from './parts.ts'
import type { MailRead } from './read-mail.ts'

type Given = Pick<CaseDeps, 'db' | 'seals'>
type InTurn = <T>(work: () => Promise<T>) => Promise<T>
type By = { member: MemberId }

/** What a report needs of its mail, in this order. */
export type Mails = {
  /** Before the transaction. @returns undefined where there is none for them @throws Problem conflict when not all of it is here */
  read: (by: By, id: FileId) => Promise<MailRead | undefined>
  /** In it. @returns what the mail says of people; undefined where it is not there any more */
  keep: (
    into: Into,
    mail: { id: FileId; name?: string | undefined },
    read: MailRead,
  ) => Promise<Said[] | undefined>
}

type Into = {
  trx: Trx
  entries: Entries
  seal: CaseSeal
  caseId: CaseId
  report: ReportId
  by: MemberId
  now: Date
}

const notWhole = 'Not all of this mail has come yet.'
const nothing: MailRead = { from: '', subject: '', text: '', isCut: true, attachments: [] }

export const createMails = (deps: Given, inTurn: InTurn): Mails => ({
  read: (by, id) =>
    inTurn(async () => {
      const whole = await wholeOf(deps, by, id)
      return whole && ((await readInThread(whole)) ?? nothing)
    }),
  keep: (into, mail, read) => keep(deps, into, mail, read),
})

async function wholeOf(deps: Given, by: By, id: FileId): Promise<Uint8Array | undefined> {
  const row = await findWaiting(deps.db, by.member, id)
  if (!row) return undefined
  if (row.got < row.bytes) throw problem('conflict', notWhole)
  const whole = new Uint8Array(row.bytes)
  let at = 0
  for await (const part of readParts(deps.db, sealOfNoCase(deps), id, 'sent', row.bytes)) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const findWaiting = (db: Db, member: MemberId, id: FileId) =>
  db
    .selectFrom('files')
    .select(['bytes', 'got'])
    .where('id', '=', id)
    .where('member_id', '=', member)
    .where('case_id', 'is', null)
    .executeTakeFirst()

async function keep(
  deps: Given,
  { trx, entries, seal, caseId, report, by, now }: Into,
  { id, name }: { id: FileId; name?: string | undefined },
  read: MailRead,
): Promise<Said[] | undefined> {
  // Whoever took it meanwhile was first.
  const row = await trx
    .updateTable('files')
    .set({ case_id: caseId, about: report, kept_at: now })
    .where('id', '=', id)
    .where('member_id', '=', by)
    .where('case_id', 'is', null)
    .returning('bytes')
    .executeTakeFirst()
  if (!row) return undefined
  await resealParts(trx, id, row.bytes, sealOfNoCase(deps), seal)
  const isMail = read.from !== '' || read.subject !== '' || read.sentAt !== undefined
  const called = name || (isMail ? 'Mail.eml' : 'Mail.txt')
  const type = isMail ? 'message/rfc822' : 'text/plain'
  const words = { name: called, type, bytes: row.bytes, isCleaned: false, hasPreview: false }
  await entries.append('file', words, { id, about: report })
  await entries.append('mail', read, { id, about: report })
  return [saidInAddition(id, called), saidInMail(id, read)]
}
