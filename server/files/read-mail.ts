// What a mail says: who sent it, when, and its words as plain text. Whatever is wrong with it, something is read and nothing thrown;
// no page of it is shown, nothing it names is asked for. Runs in a thread of its own (mail-worker.ts).

import PostalMime, { type Address, type Email } from 'postal-mime'
import type { MailWords } from '#shared/entries/mail.ts'
import { limits } from '#shared/limits.ts'
import { decodeBytes } from '#shared/procedure/decode.ts'
import { asOneLine, boundRuns } from '#shared/text/bounded.ts'
import { wordsOfHtml } from './words-of-html.ts'

/** `isCut`: there is more in the original than stands in `text`. */
export type MailRead = MailWords

const maxAttachments = 50
/** What HTML is read of; a mail of that many words is a book. */
const maxHtmlChars = 1_000_000

/** A mail as programs keep it, or words that somebody copied out of one. */
export async function readMail(bytes: Uint8Array): Promise<MailRead> {
  const from = beginOf(bytes)
  if (!hasHeaders(bytes.subarray(from))) return wordsAlone(bytes)
  const mail = await parsed(bytes.subarray(from))
  return mail ? saidBy(mail) : wordsAlone(bytes)
}

const parsed = (bytes: Uint8Array): Promise<Email | undefined> =>
  PostalMime.parse(bytes, { maxNestingDepth: 30, maxRfc822NestingDepth: 3, maxHeadersSize: 8_388_608 }).catch(
    () => undefined,
  )

/** Behind what stands before a mail: empty lines, a byte order mark, and the line by which mailboxes part their mails. */
function beginOf(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length && (bytes[at] === 10 || bytes[at] === 13)) at++
  if (!/^>?From /.test(latin(bytes.subarray(at, at + 6)))) return at
  const end = bytes.indexOf(10, at)
  return end === -1 ? bytes.length : end + 1
}

/** What copied words could begin with as well is none: "Note: …". */
const headers =
  /^(?:from|to|cc|date|sent|subject|reply-to|sender|received|return-path|delivered-to|message-id|mime-version|content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|arc-[a-z-]+|authentication-results|list-[a-z-]+|in-reply-to|references|user-agent)[ \t]*:/i
const hasHeaders = (bytes: Uint8Array): boolean => headers.test(latin(bytes.subarray(0, 80)))
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

function wordsAlone(bytes: Uint8Array): MailRead {
  const some = bytes.subarray(0, limits.maxTextChars * 4)
  const { text, isCut } = cut(decodeBytes(some).text)
  return { from: '', subject: '', text, attachments: [], isCut: isCut || some.length < bytes.length }
}

function saidBy(mail: Email): MailRead {
  const plain = mail.text?.trim() ? mail.text : wordsOfHtml((mail.html ?? '').slice(0, maxHtmlChars))
  const { text, isCut } = cut(plain)
  const sentAt = timeOf(mail.date)
  return {
    from: line(sayAddress(mail.from ?? mail.sender)),
    subject: line(mail.subject ?? ''),
    ...(sentAt && { sentAt }),
    text,
    attachments: mail.attachments.slice(0, maxAttachments).map(({ filename, mimeType, content }) => ({
      // Never a way to a file, whatever it says.
      name: line(filename?.split(/[/\\]/).at(-1) ?? ''),
      type: line(mimeType),
      bytes: typeof content === 'string' ? content.length : content.byteLength,
    })),
    isCut,
  }
}

/** "Ana Reyes <ana@example.org>" */
function sayAddress(address: Address | undefined): string {
  if (!address) return ''
  if (address.group) return address.name || sayAddress(address.group[0])
  if (!address.name) return address.address
  return address.address ? `${address.name} <${address.address}>` : address.name
}

/** ISO; nothing for what is no time. */
function timeOf(date: string | undefined): string | undefined {
  const at = new Date(date ?? '')
  const year = at.getUTCFullYear()
  return year > 1970 && year < 3000 ? at.toISOString() : undefined
}

const line = (words: string): string =>
  asOneLine(stored(words.slice(0, 4 * limits.maxLineChars))).slice(0, limits.maxLineChars)

const stored = (text: string): string =>
  boundRuns(text.toWellFormed().replaceAll('\u0000', '')).normalize('NFC').trim()

/** As long as an account can be. */
function cut(all: string): { text: string; isCut: boolean } {
  const some = stored(all.slice(0, limits.maxTextChars * 2).replaceAll('\r\n', '\n'))
  const text = some.slice(0, limits.maxTextChars).toWellFormed()
  return { text, isCut: text.length < some.length || all.length > limits.maxTextChars * 2 }
}
