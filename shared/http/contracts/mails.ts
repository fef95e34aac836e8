// The contracts by which a mail is brought in, before there is a report of it.

import { z } from 'zod'
import { FileId } from '../../ids.ts'
import { limits } from '../../limits.ts'
import { contractsOf } from '../contract.ts'
import { FileProgress } from '../files.ts'
import { MailRead } from '../mails.ts'

const bytes = z.coerce.number().int().min(0).max(limits.maxFileBytes)
const ofMail = z.object({ id: FileId })

export const mails = contractsOf({
  sendMailPart: {
    summary: 'Takes the next part of a mail that a report will come of; it is in no case yet',
    who: 'members',
    params: ofMail,
    query: z.object({ at: bytes, of: bytes }),
    takesBytes: true,
    answer: FileProgress,
    refuses: ['not-available', 'conflict', 'too-large'],
    share: 'part',
  },
  readMail: {
    summary: 'What a mail says whose parts have all come: its words as plain text, who sent it and when',
    who: 'members',
    params: ofMail,
    answer: MailRead,
    refuses: ['not-available', 'conflict'],
    share: 'addition',
  },
})
