// What a report needs of the mail that it came by: the files give it (server/app.ts).

import type { z } from 'zod'
import type { MailWords } from '#shared/entries/mail.ts'
import type { MailAsk } from '#shared/http/mails.ts'
import type { CaseId, FileId, MemberId, ReportId } from '#shared/ids.ts'
import type { Entries } from '../case/entries.ts'
import type { Trx } from '../case/lock.ts'
import type { Said } from '../case/named.ts'
import type { CaseSeal } from '../case/seals.ts'
import { problem } from '../platform/errors.ts'

/** Where a mail is kept. */
type IntoReport = {
  trx: Trx
  entries: Entries
  seal: CaseSeal
  caseId: CaseId
  report: ReportId
  by: MemberId
  now: Date
}

export type WithMails = {
  mails: {
    /** @returns undefined where there is none for them @throws Problem conflict when not all of it is here */
    read: (by: { member: MemberId }, id: FileId) => Promise<MailWords | undefined>
    /** @returns what the mail says of people; undefined where it is not there any more */
    keep: (into: IntoReport, mail: z.output<typeof MailAsk>, read: MailWords) => Promise<Said[] | undefined>
  }
}

const gone = 'The mail is not here any more. Please bring it in again, or leave it out.'

/** Before the transaction: a mail may take a while to read. Only a member brings one in. @throws Problem conflict */
export async function readMailOf(
  { mails }: Partial<WithMails>,
  { member }: { member: MemberId | null },
  mail: z.output<typeof MailAsk> | undefined,
): Promise<MailWords | undefined> {
  if (!mail) return undefined
  const read = member ? await mails?.read({ member }, mail.id) : undefined
  if (!read) throw problem('conflict', gone)
  return read
}

/** In it. @returns what the mail says of people @throws Problem conflict */
export async function keepMailOf(
  { mails }: Partial<WithMails>,
  { by, ...into }: Omit<IntoReport, 'by'> & { by: MemberId | null },
  mail: z.output<typeof MailAsk> | undefined,
  read: MailWords | undefined,
): Promise<Said[]> {
  if (!mail || !read || !by) return []
  const said = await mails?.keep({ ...into, by }, mail, read)
  if (!said) throw problem('conflict', gone)
  return said
}
