// A report that came by mail: the mail is read, kept with its report as it came, once, and is nobody else's before.

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import type { Person } from './helpers/people.ts'

const part = limits.filePartBytes
const head =
  'From: Ana Reyes <ana@example.org>\r\nDate: Thu, 5 Nov 2026 14:05:00 +0100\r\nSubject: Last night\r\n'
const mailOf = (words: string) => Buffer.from(`${head}\r\n${words}\r\n`)

describe.each(kinds)('mails that reports come by, on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'hana' | 'maria', Person>

  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({ nkechi: 'chair', hana: 'staff', maria: 'coordinator' })
  })
  afterAll(() => house.close())

  const sendPart = async (by: Person, id: string, at: number, whole: Uint8Array, of = whole.length) => {
    const answer = await fetch(`${house.origin}/api/mails/${id}/parts?at=${at}&of=${of}`, {
      method: 'PUT',
      headers: { cookie: by.cookie, 'content-type': 'application/octet-stream' },
      body: Buffer.from(whole.subarray(at, at + part)),
    })
    return { status: answer.status, body: (await answer.json()) as { got: number } }
  }
  const bring = async (by: Person, whole: Uint8Array): Promise<string> => {
    const id = randomUUID()
    for (let at = 0; at < whole.length; at += part)
      expect((await sendPart(by, id, at, whole)).status).toBe(200)
    return id
  }
  const readMail = (by: Person, id: string) => by.ask('POST', `/api/mails/${id}`)
  const report = (by: Person, fields: object) => by.ask('POST', '/api/reports', fields)
  const detail = async (by: Person, id: string) =>
    (await by.ask('GET', `/api/cases/${id}`)).body as { reports: Record<string, never>[] }

  it('[ML1] a mail becomes a report, and its original opens as it came, byte for byte', async () => {
    const photo = randomBytes(part * 2).toString('base64')
    const whole = Buffer.from(
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHe followed me to the lobby.\r\n--b\r\nContent-Type: image/jpeg; name="../../lobby.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n${photo}\r\n--b--\r\n`,
    )
    const id = await bring(people.hana, whole)
    const read = await readMail(people.hana, id)
    const said = {
      from: 'Ana Reyes <ana@example.org>',
      sentAt: '2026-11-05T13:05:00.000Z',
      subject: 'Last night',
    }
    const attachments = [{ name: 'lobby.jpg', type: 'image/jpeg', bytes: part * 2 }]
    expect(read.body).toEqual({ ...said, attachments, text: 'He followed me to the lobby.', isCut: false })
    const sent = {
      id: randomUUID(),
      whatHappened: 'He followed me to the lobby.',
      way: 'mail',
      mail: { id, name: 'last night.eml' },
    }
    const taken = await report(people.hana, sent)
    expect(taken.status).toBe(201)
    const { case: opened } = taken.body as { case: { id: CaseId } }
    // Its answer was lost: it is sent again, and is one report with one mail.
    expect((await report(people.hana, sent)).body).toEqual(taken.body)
    const { reports } = await detail(people.hana, opened.id)
    expect(reports).toMatchObject([
      { way: 'mail', mail: { ...said, attachments, original: id, isCut: false } },
    ])
    const { body } = await people.hana.ask('GET', `/api/cases/${opened.id}/files`)
    expect(body).toMatchObject({
      files: [{ id, name: 'last night.eml', type: 'message/rfc822', bytes: whole.length, report: sent.id }],
    })
    const got = await fetch(`${house.origin}/api/files/${id}`, { headers: { cookie: people.hana.cookie } })
    expect(Buffer.from(await got.arrayBuffer()).equals(whole)).toBe(true)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''last%20night.eml",
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    // It is its report's now, and nobody's to make another of.
    expect((await report(people.hana, { ...sent, id: randomUUID() })).status).toBe(409)
  })

  it('[ML1] a mail is whoever brought it in alone, and no report is taken without the mail it speaks of', async () => {
    const whole = mailOf(randomBytes(part).toString('hex'))
    const id = await bring(people.hana, whole)
    const unknown = await readMail(people.nkechi, randomUUID())
    const hidden = await readMail(people.nkechi, id)
    expect([hidden.status, hidden.body]).toEqual([404, unknown.body])
    expect((await sendPart(people.nkechi, id, 0, whole)).status).toBe(404)
    for (const path of ['', '/preview'])
      expect((await people.hana.ask('GET', `/api/files/${id}${path}`)).status).toBe(404)
    expect((await people.hana.ask('POST', `/api/files/${id}`, {})).status).toBe(404)
    const words = { whatHappened: 'He followed her.', way: 'mail' }
    expect((await report(people.nkechi, { ...words, mail: { id } })).status).toBe(409)
    const half = randomUUID()
    await sendPart(people.hana, half, 0, whole)
    expect((await readMail(people.hana, half)).status).toBe(409)
    expect((await report(people.hana, { ...words, mail: { id: half } })).status).toBe(409)
    expect((await report(people.hana, { ...words, mail: { id } })).status).toBe(201)
    // Without an original it is said all the same: somebody typed it off.
    for (const way of ['told', 'mail', 'letter', 'third-party'])
      expect((await report(people.hana, { ...words, way })).status).toBe(201)
  })

  it('[ML1] a mail that waits is sealed, and one that no report came of is forgotten after a day', async () => {
    const words = 'zqunmistakable'
    const id = await bring(people.hana, mailOf(words))
    const { rows } = await sql<{
      sealed: Buffer
    }>`select sealed from file_parts where file_id = ${id}`.execute(house.db)
    expect(rows.map(({ sealed }) => Buffer.from(sealed).includes(words))).toEqual([false])
    await sql`update files set begun_at = begun_at - interval '25 hours' where id = ${id}`.execute(house.db)
    await bring(people.hana, mailOf('another'))
    expect((await readMail(people.hana, id)).status).toBe(404)
    const sent = await report(people.hana, { whatHappened: words, way: 'mail', mail: { id } })
    expect([sent.status, sent.body]).toMatchObject([
      409,
      { detail: expect.stringContaining('bring it in again') },
    ])
    expect((await sendPart(people.hana, randomUUID(), 0, mailOf('x'), limits.maxFileBytes + 1)).status).toBe(
      400,
    )
  })

  it('[ML3] whom a mail names has no sight of the case, also where the report leaves that out', async () => {
    const id = await bring(people.hana, mailOf(`It was ${people.maria.name}, at the bar.`))
    const sent = await report(people.hana, {
      whatHappened: 'Something at the bar.',
      way: 'mail',
      mail: { id },
    })
    const { case: opened } = sent.body as { case: { id: CaseId } }
    expect((await people.maria.ask('GET', `/api/cases/${opened.id}`)).status).toBe(404)
    const { likenesses } = (await detail(people.hana, opened.id)) as unknown as { likenesses: string[] }
    expect(likenesses).toEqual([people.maria.id])
  })
})
