// A dump of the database tells nothing of a case: every field of every route, and everything that a record may hold, is
// filled with a word of its own, and each is then searched in every table, in every way bytes may be written.

import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { withoutReferences } from './helpers/interface.ts'
import { type Copy, joinRecord, type Person } from './helpers/people.ts'
import { Device } from './helpers/push-service.ts'
import { snapshotNow } from './helpers/snapshots.ts'

/** Fields of routes whose words are found in the database, and why. */
const inClear: Record<string, string> = {
  'POST /api/setup event.name': 'the event, known to everybody',
  'POST /api/setup event.timeZone': 'the event, known to everybody',
  'POST /api/setup name': 'the team, not the case',
  'POST /api/setup email': 'the team, not the case: how one signs in',
  'POST /api/invitations/accept name': 'the team, not the case',
  'POST /api/invitations/accept email': 'the team, not the case: how one signs in',
  'POST /api/sign-in email': 'the team, not the case: how one signs in',
  'PATCH /api/me name': 'the team, not the case',
  'PATCH /api/me email': 'the team, not the case: how one signs in',
  'POST /api/reports codeName': 'one of two words drawn by the server, which describe nobody',
}
/** Fields that hold nothing a person writes: drawn by a machine, and kept as a hash or not at all. */
const drawn = [
  'POST /api/setup token',
  'POST /api/invitations/look token',
  'POST /api/invitations/accept token',
  'POST /api/phone code',
  'POST /api/join code',
  'POST /api/recovery token',
  'POST /api/recovery/look token',
  'PATCH /api/members/{id} until',
  'POST /api/reports calledAt',
  'POST /api/reports ticks.at',
  'POST /api/cases/{id}/ticks at',
  'POST /api/cases/{id}/contacts at',
  'POST /api/cases/{id}/contacts nextBy',
  'POST /api/device/standing receipt',
  'PUT /api/roster/shifts/{id} from',
  'PUT /api/roster/shifts/{id} to',
  'POST /api/roster/shifts shifts.from',
  'POST /api/roster/shifts shifts.to',
  'POST /api/public/reports key',
  'POST /api/public/returns code',
  'POST /api/public/returns/messages code',
]
const password = 'a long enough password'

type Schema = {
  type?: string
  format?: string
  enum?: unknown
  const?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

type Made = { page: { id: string } }

/** The fields of a body that take free words. */
function wordsIn(schema: Schema | undefined, path = ''): string[] {
  if (!schema) return []
  const isWords = schema.type === 'string' && schema.format !== 'uuid' && !schema.enum && !schema.const
  return [
    ...(isWords ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
      wordsIn(part, path ? `${path}.${key}` : key),
    ),
    ...(schema.anyOf ?? []).flatMap((part) => wordsIn(part, path)),
    ...wordsIn(schema.items, path),
  ]
}

describe.each(kinds)('[WM8] a dump of the database on %s', (kind) => {
  let house: House
  let nkechi: Person
  let priya: Person
  let hana: Person
  let caseId: CaseId
  /** The word that a field was filled with. */
  const marks = new Map<string, string>()
  const mark = (field: string): string => {
    const letters = Array.from({ length: 14 }, () => String.fromCharCode(97 + randomInt(26))).join('')
    marks.set(field, `zq${letters}`)
    return `zq${letters}`
  }

  beforeAll(async () => {
    house = await openHouse(kind, { pushServices: ['https://push.example.org'] })
    const people = await house.people({ nkechi: 'chair', priya: 'staff', hana: 'staff' })
    nkechi = people.nkechi
    hana = people.hana
    priya = people.priya
    for (const field of ['POST /api/setup password', 'POST /api/invitations/accept password'])
      marks.set(field, password)
    marks.set('POST /api/sign-in password', password)
    marks.set('POST /api/prove password', password)
    await fillAccount(people.hana)
    await fillRoutes()
    await fillPaging()
    await fillAttendee()
    await fillRecord()
    await snapshotNow(house, caseId)
  })
  afterAll(() => house.close())

  /** Sends a body whose fields are filled with words of their own. */
  async function send(by: Person, route: string, path: string, fields: Record<string, unknown>) {
    const [method = ''] = route.split(' ')
    const answer = await by.ask(method, path, fields)
    expect([route, answer.status]).toEqual([route, expect.toSatisfy((status) => status < 300)])
    return answer.body as Record<string, never>
  }

  /** Passwords that were changed and set anew; the last stands in the database as a hash. */
  async function fillAccount(of: Person): Promise<void> {
    const change = 'POST /api/me/password'
    const [first, last] = ['newPassword', 'password'].map((field) => mark(`${change} ${field}`))
    await send(of, change, '/api/me/password', { password, newPassword: first })
    await send(of, change, '/api/me/password', { password: first, newPassword: last })
    const { token } = await send(
      nkechi,
      'POST /api/members/{id}/recovery',
      `/api/members/${of.id}/recovery`,
      {},
    )
    const recovery = 'POST /api/recovery'
    await send(of, recovery, '/api/recovery', { token, password: mark(`${recovery} password`) })
  }

  async function fillRoutes(): Promise<void> {
    const report = 'POST /api/reports'
    const words = ['whatHappened', 'when', 'where', 'who', 'others', 'circumstances', 'toldBy', 'wishes']
    const account = Object.fromEntries(words.map((field) => [field, mark(`${report} ${field}`)]))
    const because = mark(`${report} calledDecision.because`)
    const mail = { id: await bringMail(), name: mark(`${report} mail.name`) }
    const sent = (await send(nkechi, report, '/api/reports', {
      ...{ way: 'mail', mail },
      ...{ ...account, hasCalled: true, calledDecision: { whose: 'team', because } },
      ticks: [tickOf(`${report} ticks.what`)],
    })) as unknown as {
      case: { id: CaseId }
      report: { id: string }
    }
    caseId = sent.case.id
    const amendment = 'POST /api/reports/{id}/amendments'
    const amended = { words: mark(`${amendment} words`) }
    await send(nkechi, amendment, `/api/reports/${sent.report.id}/amendments`, amended)
    await fillFile()
    const base = `/api/cases/${caseId}`
    await fillContacts(base)
    await fillProcedure()
    await fillFirstResponse(base, sent.report.id)
    await fillPeople(base)
    await fillLift(base)
    const meeting = 'POST /api/cases/{id}/meeting'
    const end = `${meeting}/end`
    const objected = { hasObjection: true, objection: mark(`${end} objection`) }
    await send(nkechi, meeting, `${base}/meeting`, { place: mark('a meeting that has ended') })
    await send(nkechi, end, `${base}/meeting/end`, objected)
    const move = 'PATCH /api/cases/{id}'
    await send(nkechi, move, base, { stage: 'closed' })
    await send(nkechi, move, base, { stage: 'acting', reason: mark(`${move} reason`) })
    const outside = 'PUT /api/outside'
    const [name, reach] = ['name', 'reach'].map((field) => mark(`${outside} outside.${field}`))
    await send(nkechi, outside, '/api/outside', { outside: { name, reach } })
    await send(nkechi, meeting, `${base}/meeting`, { place: mark(`${meeting} place`) })
    const plain = 'POST /api/cases/{id}/known-words'
    await send(nkechi, plain, `${base}/known-words`, { word: mark(`${plain} word`) })
    const device = new Device({ origin: 'https://push.example.org' }).subscription
    const push = 'PUT /api/push/subscription'
    const endpoint = `${device.endpoint}/${mark(`${push} endpoint`)}`
    marks.set(`${push} keys.p256dh`, device.keys.p256dh)
    marks.set(`${push} keys.auth`, device.keys.auth)
    await send(priya, push, '/api/push/subscription', { ...device, endpoint })
    await nkechi.ask('PUT', `${base}/access/${priya.id}`, { level: 'write' })
  }

  async function fillContacts(base: string): Promise<void> {
    const [contact, reach] = ['POST /api/cases/{id}/contacts', 'PUT /api/cases/{id}/reach']
    await send(nkechi, contact, `${base}/contacts`, { kind: 'asked', text: mark(`${contact} text`) })
    const words = { way: mark(`${reach} way`), avoid: mark(`${reach} avoid`) }
    await send(nkechi, reach, `${base}/reach`, { ...words, fears: 'no', wantsWord: 'yes' })
  }

  async function fillProcedure(): Promise<void> {
    const [preview, adopt] = ['POST /api/procedure/preview', 'POST /api/procedure']
    const markdown = (route: string) => `## The first minutes\n- ${mark(`${route} markdown`)}\n`
    await send(nkechi, preview, '/api/procedure/preview', { markdown: markdown(preview) })
    const about = Object.fromEntries(
      ['source', 'licence', 'version'].map((field) => [field, mark(`${adopt} ${field}`)]),
    )
    const { id } = await send(nkechi, adopt, '/api/procedure', { markdown: markdown(adopt), ...about })
    await send(nkechi, 'POST /api/procedure/readings', '/api/procedure/readings', { id })
    await send(nkechi, 'POST /api/procedure/reminders', '/api/procedure/reminders', { id })
  }

  const tickOf = (field: string) => ({
    ...{ id: randomUUID(), what: mark(field), at: new Date().toISOString() },
  })

  async function fillFirstResponse(base: string, report: string): Promise<void> {
    const tick = 'POST /api/cases/{id}/ticks'
    await send(nkechi, tick, `${base}/ticks`, tickOf(`${tick} what`))
    const danger = 'POST /api/cases/{id}/danger'
    const decided = (field: string) => ({ whose: 'team', because: mark(field) })
    const decision = decided(`${danger} decision.because`)
    await send(nkechi, danger, `${base}/danger`, { says: 'called', decision })
    const later = 'POST /api/cases/{id}/call-decisions'
    const other = { about: report, ...decided(`${later} because`) }
    await send(nkechi, later, `${base}/call-decisions`, other)
    const numbers = 'PUT /api/numbers'
    const phone = `+${randomInt(1e13, 1e14)}`
    marks.set(`${numbers} numbers.phone`, phone)
    const number = { use: 'security', name: mark(`${numbers} numbers.name`), phone }
    await send(nkechi, numbers, '/api/numbers', { numbers: [number] })
  }

  /** Its bytes, in a part, and what it is called. */
  async function fillFile(): Promise<void> {
    const [keep, id] = ['POST /api/files/{id}', randomUUID()]
    const words = mark('the bytes of a file')
    const path = `${house.origin}/api/files/${id}/parts?case=${caseId}&at=0&of=${words.length}`
    const answer = await fetch(path, { method: 'PUT', headers: { cookie: nkechi.cookie }, body: words })
    expect(answer.status).toBe(200)
    await send(nkechi, keep, `/api/files/${id}`, { name: mark(`${keep} name`) })
  }

  /** What it says comes into the case with its report. */
  async function bringMail(): Promise<string> {
    const id = randomUUID()
    const [from, subject, text] = ['From', 'Subject', 'text'].map((part) => mark(`the ${part} of a mail`))
    const words = `From: ${from}\nSubject: ${subject}\n\n${text}`
    const path = `${house.origin}/api/mails/${id}/parts?at=0&of=${words.length}`
    const answer = await fetch(path, { method: 'PUT', headers: { cookie: nkechi.cookie }, body: words })
    expect(answer.status).toBe(200)
    return id
  }

  async function fillPeople(base: string): Promise<void> {
    const add = 'POST /api/cases/{id}/people'
    const fields = (route: string) => ({
      name: mark(`${route} name`),
      aliases: [mark(`${route} aliases`)],
      badge: mark(`${route} badge`),
    })
    const person = { ...fields(add), role: 'witness' }
    const { id } = await send(nkechi, add, `${base}/people`, person)
    // What stood there before is gone as well.
    for (const field of ['name', 'aliases', 'badge'])
      marks.set(`before a change: ${field}`, marks.get(`${add} ${field}`)!)
    const change = 'PATCH /api/cases/{id}/people/{personId}'
    await send(nkechi, change, `${base}/people/${id}`, fields(change))
  }

  async function fillLift(base: string): Promise<void> {
    await send(nkechi, 'POST /api/cases/{id}/people', `${base}/people`, {
      name: 'H.',
      role: 'witness',
      memberId: hana.id,
    })
    const lift = 'POST /api/cases/{id}/exclusions/{memberId}/lift'
    await send(nkechi, lift, `${base}/exclusions/${hana.id}/lift`, { reason: mark(`${lift} reason`) })
  }

  /** A telephone number, and where callers are: of a case and without one. */
  async function fillPaging(): Promise<void> {
    const number = `+${randomInt(1e13, 1e14)}`
    marks.set('PATCH /api/me phone', number)
    await send(nkechi, 'PATCH /api/me', '/api/me', { phone: number, speaks: mark('PATCH /api/me speaks') })
    const where = 'PUT /api/pages/{id}/place'
    for (const [field, ask] of [
      [`${where} place`, { case: caseId }],
      ['a page without a case', {}],
    ] as const) {
      const made = (await send(nkechi, 'POST /api/pages', '/api/pages', ask)) as never as Made
      await send(nkechi, where, `/api/pages/${made.page.id}/place`, { place: mark(field) })
    }
  }

  /** What is sent by nobody of the team. */
  async function fillAttendee(): Promise<void> {
    await send(nkechi, 'PATCH /api/event', '/api/event', { publicReports: true })
    const report = 'POST /api/public/reports'
    const words = ['whatHappened', 'when', 'where', 'who', 'others', 'circumstances', 'toldBy']
    const told = Object.fromEntries(words.map((field) => [field, mark(`${report} ${field}`)]))
    const { code } = await send(nkechi, report, '/api/public/reports', told)
    marks.set('the words of a receipt code', code as never)
    const { address } = (await nkechi.ask('GET', '/api/event')).body as { address: string }
    const press = async (fields: Record<string, string>) =>
      (
        await fetch(`${house.origin}/r/${address}`, { method: 'POST', body: new URLSearchParams(fields) })
      ).text()
    const key = /name="key" value="([\w-]{43})"/.exec(await press({ step: 'begin' }))![1]!
    marks.set('the key of what an attendee is writing', key)
    await press({ key, step: 'whatHappened', go: 'next', answer: mark('what an attendee is writing') })
    const add = 'POST /api/public/returns/messages'
    await send(nkechi, add, '/api/public/returns/messages', { code, text: mark(`${add} text`) })
  }

  async function fillRecord(): Promise<void> {
    const copy = await joinRecord(nkechi, caseId)
    const push = async (change: Parameters<Copy['push']>[0]) =>
      expect(await copy.push(change)).toMatchObject({ ok: true })
    for (const fragment of ['whatHappened', 'whatWeDo'] as const)
      await push((doc) => {
        const paragraph = new Y.XmlElement('paragraph')
        const text = new Y.XmlText(mark(`${fragment} text`))
        const link = {
          href: `https://example.org/${mark(`${fragment} link`)}`,
          title: mark(`${fragment} title`),
        }
        text.format(0, 4, { link })
        paragraph.insert(0, [text])
        partsOf(doc)[fragment].push([paragraph])
      })
    await push((doc) => partsOf(doc).whatHappened.push([new Y.XmlElement('paragraph')]))
    const id = randomUUID() as TaskId
    const what = mark('task what')
    const task = { id, what, who: priya.id, due: null, dueWords: mark('task dueWords') }
    await push((doc) => addTask(doc, task))
    await push((doc) =>
      partsOf(doc)
        .tasks.get(id)!
        .set('order', `a0${mark('task order')}`),
    )
    await push((doc) => partsOf(doc).whatHappened.delete(0, 1))
  }

  /** Every row of every table as text, with its bytes as they are. */
  async function dump(): Promise<Map<string, string>> {
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public'`.execute(house.db)
    const all = new Map<string, string>()
    for (const { name } of tables) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(house.db)
      all.set(name, rows.flatMap((row) => Object.values(row).map(asText)).join('\n'))
    }
    return all
  }

  it('holds none of the words that were written in a case, in no table', async () => {
    const tables = await dump()
    const sealedTables = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%sealed%'`.execute(house.db)
    // An empty table would prove nothing.
    for (const { name } of sealedTables.rows.filter((one) => one.name !== 'server_keys'))
      expect([name, tables.get(name)]).toEqual([name, expect.stringMatching(/./)])
    const found = [...marks].flatMap(([field, word]) =>
      waysToWrite(word).flatMap((way) =>
        [...tables].filter(([, text]) => text.includes(way)).map(([table]) => `${field} in ${table}`),
      ),
    )
    expect(found).toEqual([])
    // It would be found: what is in clear is.
    expect(tables.get('members')).toContain('Priya Raman')
  })

  it('leaves out no field of any route', async () => {
    const asked = withoutReferences((await nkechi.ask('GET', '/api/openapi.json')).body) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
    }
    const fields = Object.entries(asked.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        wordsIn(requestBody?.content['application/json']?.schema).map(
          (field) => `${method.toUpperCase()} ${path} ${field}`,
        ),
      ),
    )
    expect(fields.length).toBeGreaterThan(25)
    const known = new Set([...marks.keys(), ...Object.keys(inClear), ...drawn])
    expect(fields.filter((field) => !known.has(field))).toEqual([])
  })
})

const asText = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (JSON.stringify(value) ?? '')

const waysToWrite = (word: string): string[] => {
  const bytes = Buffer.from(word)
  return [word, bytes.toString('hex'), bytes.toString('utf16le'), bytes.toString('base64').slice(0, -4)]
}
