// The attendee's page as a browser without scripts asks for it: forms, answers, and what is left behind.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reports } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { createAsking } from '../server/people/asking.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Person } from './helpers/people.ts'

type Answer = { status: number; text: string; headers: Headers }

describe.each(kinds)('on %s', (kind) => {
  let house: House
  let nkechi: Person
  let address: string
  let now = new Date('2026-11-05T13:00:00Z')
  /** Nothing is written at the same moment as something else. */
  const tick = () => {
    now = new Date(now.getTime() + 1)
    return now
  }

  beforeAll(async () => {
    house = await openHouse(kind, {
      ...{ asking: { ...createAsking(), countOfAddress: () => {} }, clock: () => tick() },
    })
    nkechi = (await house.people({ nkechi: 'chair' })).nkechi
    const opened = await nkechi.ask('PATCH', '/api/event', { publicReports: true })
    address = `/r/${(opened.body as { address: string }).address}`
    await nkechi.ask('PUT', '/api/numbers', {
      numbers: [{ use: 'emergency', name: 'Police & <ambulance>', phone: '+49 112' }],
    })
    await nkechi.ask('PUT', '/api/outside', { outside: { name: 'Ngozi Eze', reach: '555 0188' } })
  })
  afterAll(() => house.close())

  /** As a browser sends a form of a page that tells nobody where it comes from. */
  const press = async (fields: Record<string, string>, origin = 'null'): Promise<Answer> => {
    const answer = await fetch(house.origin + address, {
      ...{ method: 'POST', redirect: 'manual', headers: { origin }, body: new URLSearchParams(fields) },
    })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const keyIn = ({ text }: Answer): string => /name="key" value="([\w-]{43})"/.exec(text)![1]!
  const begin = async () => keyIn(await press({ step: 'begin' }))
  const say = (key: string, step: string, answer: string, go = 'next') => press({ key, step, answer, go })
  const codeIn = ({ text }: Answer): string =>
    [...text.matchAll(/<li>([a-z]+)<\/li>/g)].map(([, word]) => word).join(' ')
  const lastReport = async () => {
    const { case_id } = await house.db
      .selectFrom('receipts as r')
      .innerJoin('case_entries as e', 'e.id', 'r.report_id')
      .select('r.case_id')
      .orderBy('e.at', 'desc')
      .executeTakeFirstOrThrow()
    const { body } = await nkechi.ask('GET', `/api/cases/${case_id}/reports`)
    return { caseId: case_id as CaseId, report: (body as Reports).reports[0]! }
  }

  it('[AT8] says first whom to call, and that no name is needed; there is no script, no cookie and no referrer', async () => {
    const answer = await fetch(house.origin + address.toLowerCase().replace('/R/', '/r/'))
    const text = await answer.text()
    expect(text.indexOf('tel:+49112')).toBeGreaterThan(0)
    expect(text.indexOf('tel:+49112')).toBeLessThan(text.indexOf('<h1>'))
    expect(text).toContain('You don’t have to give your name.')
    expect(text).toContain('Police &amp; &lt;ambulance&gt;')
    expect(text).not.toMatch(/<script|javascript:| on\w+=/i)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('[AT8] one question a screen, each can be skipped, what was written is there on the way back', async () => {
    const key = await begin()
    expect((await say(key, 'danger', '', 'no')).text).toContain('What happened?')
    expect((await say(key, 'whatHappened', 'He waited at my room.')).text).toContain('When did it happen')
    expect((await say(key, 'when', '', 'back')).text).toContain('>\nHe waited at my room.</textarea>')
    await say(key, 'when', '', 'unknown')
    for (const step of ['where', 'who', 'others', 'circumstances']) await say(key, step, '', 'skip')
    const check = await say(key, 'toldBy', '', 'skip')
    expect(check.text).toContain('Send it?')
    expect((await press({ key, step: 'check', go: 'where' })).text).toContain('Where was it?')
    await say(key, 'where', 'Lobby')
    const sent = await press({ key, step: 'check', go: 'send' })
    expect(sent.text).toContain('Thank you for telling us.')
    expect(sent.text).toContain('Ngozi Eze, 555 0188')
    expect(codeIn(sent).split(' ')).toHaveLength(12)
    const { report } = await lastReport()
    expect(report).toMatchObject({
      ...{ takenBy: null, whatHappened: 'He waited at my room.', where: 'Lobby', danger: false },
      ...{ when: { missing: 'unknown' }, who: { missing: 'refused' } },
    })
    expect(report).not.toHaveProperty('toldBy')
    // The answer was lost, and the browser sends the same once more.
    expect(codeIn(await press({ key, step: 'check', go: 'send' }))).toBe(codeIn(sent))
    expect((await lastReport()).report).toEqual(report)
  })

  it('[AT8] nothing that nobody wrote anything in is sent', async () => {
    const key = await begin()
    expect((await say(key, 'toldBy', '', 'skip')).text).toContain('Nothing is written yet.')
    expect((await press({ key, step: 'check', go: 'send' })).status).toBe(400)
  })

  it('[AT8] whoever comes back reads and adds, once however often it is sent', async () => {
    const key = await begin()
    await say(key, 'whatHappened', 'He shouted.')
    const code = codeIn(await press({ key, step: 'check', go: 'send' }))
    const { caseId, report } = await lastReport()
    const told = { kind: 'asked', text: 'Which room was it?', answers: report.id }
    expect((await nkechi.ask('POST', `/api/cases/${caseId}/contacts`, told)).status).toBe(201)
    const back = await press({ step: 'return', code: code.toUpperCase().replaceAll(' ', '\r\n') })
    expect(back.text).toContain('Which room was it?')
    expect(back.text).not.toMatch(/He shouted|Nkechi/)
    const id = /name="id" value="([^"]+)"/.exec(back.text)![1]!
    for (let n = 0; n < 2; n++) await press({ step: 'add', code, id, answer: 'Room 214.' })
    const { amendments } = (await lastReport()).report
    expect(amendments).toMatchObject([{ author: null, words: 'Room 214.' }])
    const wrong = await press({ step: 'return', code: 'abandon abandon' })
    expect([wrong.status, wrong.text]).toEqual([404, expect.stringContaining('This code leads nowhere.')])
    expect((await press({ step: 'return', code: '' })).text).toBe(wrong.text)
  })

  it('[AT9] what is being written is sealed by a key that only the page has, for an hour; leaving ends it', async () => {
    const key = await begin()
    const typed = await say(key, 'whatHappened', 'Xylophones at night.')
    expect(typed.headers.get('cache-control')).toBe('no-store')
    const { rows } = await sql<{ row: string }>`
      select encode(key_hash, 'escape') || encode(sealed, 'escape') as row from attendee_drafts`.execute(
      house.db,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ row }) => row).join()).not.toMatch(new RegExp(`Xylophone|${key}`))
    const left = await press({ step: 'leave', key })
    expect([left.status, left.headers.get('location')]).toEqual([303, '/r/blank'])
    expect(left.headers.get('clear-site-data')).toBe('"cache"')
    expect(await (await fetch(`${house.origin}/r/blank`)).text()).not.toMatch(/report|Xylophone/i)
    // A browser can send again what it kept of its own: it is shown nothing.
    for (const again of [await say(key, 'when', 'At night'), await press({ key, step: 'check', go: 'send' })])
      expect(again.text).toContain('You left this page')
    const other = await begin()
    await say(other, 'whatHappened', 'Xylophones again.')
    now = new Date(now.getTime() + 3_600_001)
    // What was typed last is not lost, what was there before is.
    const late = await say(other, 'when', 'At night')
    expect(late.text).toContain('Where was it?')
    expect((await say(other, 'toldBy', '', 'skip')).text).toMatch(/At night/)
    expect((await say(other, 'toldBy', '', 'skip')).text).not.toMatch(/Xylophone/)
  })

  it('[AT10] what is written in any field stays text; what is too long, malformed or of elsewhere is refused calmly', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'></textarea>&`
    const key = await begin()
    const fields = ['whatHappened', 'when', 'where', 'who', 'others', 'circumstances', 'toldBy']
    const shown: Answer[] = []
    for (const field of fields) shown.push(await say(key, field, evil), await say(key, field, '', 'back'))
    shown.push(await say(key, 'toldBy', evil), await say(key, 'when', `${evil}${'x'.repeat(600)}`))
    expect(shown.at(-1)).toMatchObject({ status: 400, text: expect.stringContaining('This is too long') })
    const sent = await press({ key, step: 'check', go: 'send' })
    const code = codeIn(sent)
    shown.push(
      sent,
      await press({ step: 'add', code, answer: evil }),
      await press({ step: 'return', code: evil }),
    )
    shown.push(await press({ step: evil, key: evil, go: evil, answer: evil }))
    for (const { text } of shown) expect(text).not.toMatch(/<script|<img|onerror='/)
    await answerChecks(nkechi)
    const { report } = await lastReport()
    expect(report).toMatchObject({ whatHappened: evil })
    const huge = await press({ key: await begin(), step: 'whatHappened', answer: 'x'.repeat(1_100_000) })
    expect([huge.status, huge.text]).toEqual([413, expect.stringContaining('This is too long')])
    expect((await press({ step: 'begin' }, 'https://elsewhere.example')).status).toBe(403)
    for (const path of ['/r/AAAAAAAA', '/r/', `${address}/x`])
      expect((await fetch(house.origin + path)).status).toBe(404)
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    expect((await fetch(house.origin + address, json)).status).toBe(415)
  })
})
