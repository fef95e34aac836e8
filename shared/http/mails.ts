// The HTTP contract of mails that reports come by: brought in part by part, read, and kept whole with their report.

import { z } from 'zod'
import { MailWords } from '../entries/mail.ts'
import { FileId } from '../ids.ts'
import { FileName } from './files.ts'

/** What a mail says, before anything is made of it. */
export const MailRead = MailWords
export type MailRead = z.infer<typeof MailRead>

/** The mail of a report that is sent, and what the file is called. */
export const MailAsk = z.object({ id: FileId, name: FileName.optional() })

/** How a mail says it came; `original` is the file that it lies in. */
export const MailOfReport = MailWords.omit({ text: true }).extend({ original: FileId })
export type MailOfReport = z.infer<typeof MailOfReport>
export const DamagedMail = MailOfReport.pick({ original: true }).extend({ isDamaged: z.literal(true) })
export type DamagedMail = z.infer<typeof DamagedMail>
