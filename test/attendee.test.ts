// The attendee's page for programs: a report without an account, coming back with a receipt code, and what strangers try with it.

import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Return } from '#shared/http/attendee.ts'
import type { CaseCard, Reports } from '#shared/http/cases.ts'
import type { Contacts } from '#shared/http/contacts.ts'
import type { Pages } from '#shared/http/pages.ts'
import { createAsking } from '../server/people/asking.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Person } from './helpers/people.ts'

const bad = { status: 400 }
const drawCode = () => Array.from(randomBytes(12), (byte) => wordlist[byte * 8]).join(' ')

describe.each(kinds)('on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'tomas' | 'hana', Person>

  beforeAll(async () => {
    // Each test may ask as often as it needs; how often strangers may is a test of its own.
    house = await openHouse(kind, { asking: { ...createAsking(), countOfAddress: () => {} } })
    people = await house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
  })
  afterAll(() => house.close())

  const knock = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(house.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as never }
  }
  const open = (isOpen = true) => people.nkechi.ask('PATCH', '/api/event', { publicReports: isOpen })
  const send = async (more: object = {}): Promise<string> => {
    const answer = await knock('/api/public/reports', { whatHappened: 'He would not let me leave.', ...more })
    expect(answer.status).toBe(201)
    return (answer.body as { code: string }).code
  }
  const look = (code: string) => knock('/api/public/returns', { code })
  const cardsOf = async (by: Person) =>
    ((await by.ask('GET', '/api/cases')).body as { cases: CaseCard[] }).cases
  const callsOf = async (by: Person) => ((await by.ask('GET', '/api/pages')).body as Pages).incoming
  /** Nobody is called any more by what came before. */
  const answerCalls = async (by = people.nkechi) => {
    for (const { id } of await callsOf(by))
      await by.ask('POST', `/api/pages/${id}/answer`, { answer: 'on-my-way' })
  }
  /** The case of the last report that came by the page. */
  const lastCase = () =>
    house.db
      .selectFrom('receipts as r')
      .innerJoin('cases as c', 'c.id', 'r.case_id')
      .select(['c.id', 'r.report_id as report', 'c.code_name'])
      .orderBy('c.reported_at', 'desc')
      .executeTakeFirstOrThrow()

  /** Everything that tells two answers apart, but for the moment and what is drawn anew for each. */
  const raw = (method: string, path: string, headers: Record<string, string>, body = '') =>
    new Promise<string>((resolve, reject) => {
      const asked = request(house.origin + path, { method, headers, agent: false }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const { date: _, ...heads } = answer.headers
          const names = answer.rawHeaders.filter((_, n) => n % 2 === 0)
          const all = JSON.stringify([answer.statusCode, heads, names, `${Buffer.concat(parts)}`])
          resolve(all.replace(/'nonce-[^']+'/, "'nonce'"))
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })

  it('[AT1] while it is not open, each of its routes is answered like a path that never was', async () => {
    const json = { 'content-type': 'application/json' }
    const bodies: [Record<string, string>, string][] = [
      [json, '{"code":"abandon"}'],
      [json, '{"code":'],
      [json, ''],
      [{ 'content-type': 'application/x-www-form-urlencoded' }, 'at=start'],
      [{ ...json, origin: 'https://elsewhere.example' }, '{}'],
      [json, JSON.stringify({ text: 'x'.repeat(300_000) })],
      [{}, ''],
    ]
    const paths = [
      '/api/public/reports',
      '/api/public/returns',
      '/api/public/returns/messages',
      '/r/ABCDEFGH',
    ]
    const compare = async () => {
      for (const path of paths)
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])
          for (const [headers, body] of bodies) {
            const never = path
              .replace(/[a-zA-Z]+$/, 'nothings')
              .padEnd(path.length, 's')
              .slice(0, path.length)
            const [its, unknown] = await Promise.all([
              raw(method, path, headers, method === 'GET' || method === 'HEAD' ? '' : body),
              raw(method, never, headers, method === 'GET' || method === 'HEAD' ? '' : body),
            ])
            expect([method, path, its]).toEqual([method, path, unknown])
          }
    }
    await compare()
    await open()
    expect(await raw('POST', paths[1]!, json, '{"code":"abandon"}')).toContain('application/problem+json')
    expect((await knock('/api/public/reports', { whatHappened: 'He shouted.' })).status).toBe(201)
    await open(false)
    await compare()
  })

  it('[AT1] the chair opens it, with the password; its address stays what was printed', async () => {
    expect((await people.tomas.ask('PATCH', '/api/event', { publicReports: true })).status).toBe(404)
    const opened = (await open()).body as { publicReports: boolean; address: string }
    expect(opened).toEqual({ publicReports: true, address: expect.stringMatching(/^[2-9A-Z]{8}$/) })
    await open(false)
    expect((await open()).body).toEqual(opened)
    expect((await people.hana.ask('GET', '/api/event')).body).toEqual(opened)
  })

  it('[AT2] a report without an account opens a case that nobody took, in their own words, and calls somebody', async () => {
    await open()
    await answerCalls()
    await send({ who: { missing: 'unknown' }, where: 'Lobby', danger: true })
    const { id, report } = await lastCase()
    const card = (await cardsOf(people.nkechi)).find((one) => one.id === id)
    expect(card).toMatchObject({ reportedBy: null, isUrgent: true, level: 'lead' })
    expect((await cardsOf(people.hana)).find((one) => one.id === id)).toBeUndefined()
    const { reports } = (await people.tomas.ask('GET', `/api/cases/${id}/reports`)).body as Reports
    expect(reports).toMatchObject([
      {
        id: report,
        takenBy: null,
        verbatim: true,
        whatHappened: 'He would not let me leave.',
        where: 'Lobby',
      },
    ])
    expect(await callsOf(people.nkechi)).toMatchObject([{ by: null, isUrgent: true, case: { id } }])
  })

  it('[AT2] one that is not urgent calls, too, but not while another calls already', async () => {
    await open()
    await answerCalls()
    await send()
    const first = await callsOf(people.nkechi)
    expect(first).toMatchObject([{ by: null, isUrgent: false }])
    await send()
    expect((await callsOf(people.nkechi)).map(({ id }) => id)).toEqual([first[0]!.id])
    await send({ danger: true })
    expect(await callsOf(people.nkechi)).toHaveLength(2)
    await answerCalls()
    await send()
    expect(await callsOf(people.nkechi)).toHaveLength(1)
  })

  it('[AT2] sent again with the same key it answers the same code, and opens and calls nothing twice', async () => {
    await open()
    await answerCalls()
    const key = randomBytes(32).toString('base64url')
    const before = (await cardsOf(people.nkechi)).length
    const codes = await Promise.all([send({ key }), send({ key }), send({ key })])
    expect(new Set([...codes, await send({ key })]).size).toBe(1)
    expect(await cardsOf(people.nkechi)).toHaveLength(before + 1)
    const { report } = await lastCase()
    expect(
      await house.db
        .selectFrom('pages')
        .select('id')
        .where('id', '=', report as never)
        .execute(),
    ).toHaveLength(1)
  })

  it('[AT2] one that says nothing is not taken', async () => {
    await open()
    const nothing = { whatHappened: ' ', who: { missing: 'refused' }, danger: false }
    expect(await knock('/api/public/reports', nothing)).toMatchObject(bad)
  })

  it('[AT3] whoever of the team it names has nothing of it, and nobody is told who that is', async () => {
    await open()
    const heard: unknown[] = []
    const socket = await people.nkechi.connect()
    socket.on('news', (news) => heard.push(news))
    const code = await send({ who: people.nkechi.name })
    const { id } = await lastCase()
    expect((await people.nkechi.ask('GET', `/api/cases/${id}`)).status).toBe(404)
    await answerChecks(people.nkechi, people.tomas)
    expect((await people.tomas.ask('GET', `/api/cases/${id}`)).status).toBe(200)
    expect((await people.nkechi.ask('GET', `/api/cases/${id}`)).status).toBe(404)
    expect(JSON.stringify(heard)).not.toContain(id)
    expect((await look(code)).body).toEqual({ sentAt: expect.any(String), messages: [] })
    await answerCalls(people.tomas)
  })

  it('[AT3] a name that is added later locks out as well', async () => {
    await open()
    const code = await send()
    const { id } = await lastCase()
    expect((await people.tomas.ask('GET', `/api/cases/${id}`)).status).toBe(200)
    await knock('/api/public/returns/messages', { code, text: `It was ${people.tomas.name}.` })
    expect((await people.tomas.ask('GET', `/api/cases/${id}`)).status).toBe(404)
    expect((await people.nkechi.ask('GET', `/api/cases/${id}`)).status).toBe(200)
  })

  it('[AT4] the code is twelve words, however they are typed; only its hash is kept', async () => {
    await open()
    const code = await send()
    const words = code.split(' ')
    expect(words).toHaveLength(12)
    for (const word of words) expect(wordlist).toContain(word)
    for (const typed of [
      code.toUpperCase(),
      `  ${words.join('\n')}\n`,
      words.join('-'),
      words.map((word, n) => `${n + 1}. ${word}`).join('\r\n'),
      words.map((word) => word.slice(0, 4)).join(' '),
    ])
      expect((await look(typed)).status).toBe(200)
    const swapped = [words[1], words[0], ...words.slice(2)].join(' ')
    expect((await look(swapped)).status).toBe(words[0] === words[1] ? 200 : 404)
    const { rows } = await sql<{
      kept: string
    }>`select encode(code_hash, 'escape') || coalesce(report_id::text, '') as kept
      from receipts`.execute(house.db)
    expect(rows.map(({ kept }) => kept).join()).not.toContain(words[0]!.slice(0, 4) + words[1]!.slice(0, 4))
    expect(new Set(wordlist.map((word) => word.slice(0, 4))).size).toBe(2048)
  })

  it('[AT4] a wrong code, whatever it looks like, gets the same bytes', async () => {
    await open()
    const json = { 'content-type': 'application/json' }
    const answers = new Set<string>()
    for (const code of ['', 'abandon', wordlist.slice(0, 12).join(' '), 'x'.repeat(1_000), '\u0000', '💥 ?'])
      answers.add(await raw('POST', '/api/public/returns', json, JSON.stringify({ code })))
    for (let n = 0; n < 100; n++)
      answers.add(await raw('POST', '/api/public/returns', json, JSON.stringify({ code: drawCode() })))
    expect([...answers]).toEqual([expect.stringContaining('urn:greenroom:problem:not-available')])
  })

  it('[AT5] whoever comes back reads what was written to them, and can add; the team reads and answers', async () => {
    await open()
    const code = await send({ whatHappened: 'He waited at my room.' })
    const { id, report } = await lastCase()
    const told = { kind: 'asked', text: 'Which room was it?', answers: report }
    expect(await people.nkechi.ask('POST', `/api/cases/${id}/contacts`, told)).toMatchObject({
      ...{ status: 201, body: { answers: report, by: people.nkechi.id } },
    })
    // What was said elsewhere is not shown there.
    await people.nkechi.ask('POST', `/api/cases/${id}/contacts`, {
      kind: 'status',
      text: 'Told by telephone.',
    })
    const sentAs = randomUUID()
    const added = { code, id: sentAs, text: 'Room 214.' }
    const first = await knock('/api/public/returns/messages', added)
    expect(first).toMatchObject({ status: 201, body: { id: sentAs, by: 'you', text: 'Room 214.' } })
    expect((await knock('/api/public/returns/messages', added)).body).toEqual(first.body)
    const back = await look(code)
    expect((back.body as Return).messages).toMatchObject([
      { by: 'team', text: 'Which room was it?' },
      { by: 'you', text: 'Room 214.' },
    ])
    expect(JSON.stringify(back.body)).not.toMatch(/Nkechi|waited|telephone/)
    expect(back.headers.get('cache-control')).toBe('no-store')
    expect(back.headers.get('referrer-policy')).toBe('no-referrer')
    expect(back.headers.getSetCookie()).toEqual([])
    const { reports } = (await people.tomas.ask('GET', `/api/cases/${id}/reports`)).body as Reports
    expect(reports[0]!.amendments).toMatchObject([{ author: null, words: 'Room 214.' }])
    const contacts = (await people.tomas.ask('GET', `/api/cases/${id}/contacts`)).body as Contacts
    expect(contacts).toMatchObject({ answerable: [report], owed: { kind: 'outcome' } })
  })

  it('[AT5] only a report that came by the page is answered there', async () => {
    const { id } = await house.report(people.hana)
    const { reports } = (await people.hana.ask('GET', `/api/cases/${id}/reports`)).body as Reports
    const told = { kind: 'asked', text: 'Which room was it?', answers: reports[0]!.id }
    expect(await people.hana.ask('POST', `/api/cases/${id}/contacts`, told)).toMatchObject(bad)
  })

  it('[AT5] a closed case takes what they add, and is not reopened by it', async () => {
    await open()
    const code = await send()
    const { id } = await lastCase()
    await people.nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'closed' })
    expect((await knock('/api/public/returns/messages', { code, text: 'He is back.' })).status).toBe(201)
    const { reports } = (await people.tomas.ask('GET', `/api/cases/${id}/reports`)).body as Reports
    expect(reports[0]!.amendments).toMatchObject([{ words: 'He is back.' }])
    expect((await cardsOf(people.nkechi)).find((one) => one.id === id)?.stage).toBe('closed')
  })

  it('[AT6] every act and every look by a code leaves a row that names nobody', async () => {
    await open()
    const code = await send()
    const { id } = await lastCase()
    await look(code)
    await knock('/api/public/returns/messages', { code, text: 'More.' })
    const rows = await house.db
      .selectFrom('audit')
      .select(['act', 'member_id'])
      .where('chain', '=', id)
      .orderBy('n')
      .execute()
    expect(rows).toEqual([
      { act: 'takeReport', member_id: null },
      { act: 'readReturn', member_id: null },
      { act: 'addToReturn', member_id: null },
    ])
  })
})

it('[AT7] strangers send and ask so much and no more, of one address and in all, in the same words', async () => {
  const now = 0
  const asking = createAsking(() => now)
  const words = new Set<string>()
  const countUntilFull = (share: 'attendee-report' | 'attendee-code', address: (n: number) => string) => {
    for (let n = 0; ; n++)
      try {
        asking.countOfAddress(address(n), share)
      } catch (error) {
        words.add((error as Error & { body: { detail: string } }).body.detail)
        return n
      }
  }
  expect(countUntilFull('attendee-report', () => '203.0.113.9')).toBe(20)
  expect(countUntilFull('attendee-code', () => '203.0.113.9')).toBe(60)
  expect(countUntilFull('attendee-report', (n) => `198.51.100.${n}`)).toBe(80)
  expect(countUntilFull('attendee-code', (n) => `198.51.100.${n}`)).toBe(540)
  expect(words.size).toBe(1)
  // Of ten thousand codes that are tried in one go, from however many addresses, so few are looked up.
  const anew = createAsking(() => now)
  const isCounted = (n: number) => {
    try {
      anew.countOfAddress(`2001:db8:${n.toString(16)}::/64`, 'attendee-code')
      return true
    } catch {
      return false
    }
  }
  expect(Array.from({ length: 10_000 }, (_, n) => isCounted(n)).filter(Boolean)).toHaveLength(600)
})

it('[AT4] ten thousand codes open nothing, and after the first few are not looked up', {
  timeout: 120_000,
}, async () => {
  const house = await openHouse('embedded')
  const { nkechi } = await house.people({ nkechi: 'chair' })
  await nkechi.ask('PATCH', '/api/event', { publicReports: true })
  const answers = new Map<string, number>()
  for (let n = 0; n < 1_000; n++) {
    const { statusCode, body } = await house.app.app.inject({
      ...{ method: 'POST', url: '/api/public/returns', payload: { code: drawCode() } },
    })
    const told = `${statusCode} ${body}`
    answers.set(told, (answers.get(told) ?? 0) + 1)
  }
  expect([...answers.keys()].toSorted()).toEqual([
    expect.stringMatching(/^404 .*not-available/),
    expect.stringMatching(/^429 .*too-fast/),
  ])
  await house.close()
})
