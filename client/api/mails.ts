// Bringing in a mail that a report will come of: sent in parts, so that a large one on a slow network comes, and read on the server.

import { uuidv4 } from 'lib0/random'
import type { MailRead } from '#shared/http/mails.ts'
import type { FileId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { call, callWithBytes } from './ask.ts'
import { useChange } from './changes.ts'

/** A mail as somebody has it: a file, or words that were copied out of it. */
export type MailToBring = { name: string; bytes: () => Promise<ArrayBuffer> }
export type BroughtMail = { id: FileId; name: string } & MailRead

async function bringMail({ name, bytes }: MailToBring): Promise<BroughtMail> {
  const id = uuidv4() as FileId
  const whole = new Uint8Array(await bytes())
  for (let at = 0; at < whole.length; at += limits.filePartBytes) {
    const query = new URLSearchParams({ at: `${at}`, of: `${whole.length}` }).toString()
    const part = whole.slice(at, at + limits.filePartBytes)
    await callWithBytes('sendMailPart', { params: { id }, query, bytes: part })
  }
  return { id, name, ...(await call('readMail', { params: { id } })) }
}

/** @returns sends a mail, and says what it says */
export const useBringMail = () => useChange(bringMail)
