// What untidy mails say when they are read: something, never an exception, and no longer than somebody waits.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '#shared/limits.ts'
import { readInThread } from '../server/files/mail-thread.ts'
import { readMail } from '../server/files/read-mail.ts'
import { untidyMails } from './helpers/untidy-mails.ts'

describe('[ML2] untidy mails', () => {
  it.each(untidyMails)('$name', async ({ bytes, says }) => {
    const read = await readMail(bytes)
    expect(read).toMatchObject(says)
    expect(read.text.length).toBeLessThanOrEqual(limits.maxTextChars)
    expect(JSON.stringify(read)).not.toMatch(/<script|<img|\\u0000|\.\.\//)
  })

  it('any bytes whatever are read as something', async () => {
    const line = fc.constantFrom(
      'From: a@b.c\n',
      'Content-Type: multipart/mixed; boundary=x\n',
      '--x\n',
      '\n',
      '=?q?',
      '<p',
      '&#0;',
    )
    const some = fc.array(fc.oneof(line.map(Buffer.from), fc.uint8Array({ maxLength: 40 })), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(some, async (pieces) => {
        const { text } = await readMail(Buffer.concat(pieces))
        expect(text.isWellFormed()).toBe(true)
      }),
      { numRuns: 300, verbose: 1 },
    )
  })

  it('one that is meant to take for ever is given up, and nothing else waits for it', async () => {
    const bytes = Buffer.from(`From: a@b.c\n\n${'\n'.repeat(limits.maxFileBytes - 20)}`)
    let turns = 0
    const beat = setInterval(() => turns++, 1)
    const read = await readInThread(bytes, { patienceMs: 50 })
    clearInterval(beat)
    expect(read).toBeUndefined()
    expect(turns).toBeGreaterThan(0)
  })
})
