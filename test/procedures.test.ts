// The procedure of the event: shown before it is adopted, adopted by those who may, kept as it came, read by all.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readProcedure } from '#shared/procedure/read-procedure.ts'
import { ownProcedure } from '../server/procedures/own-procedure.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

test('[PD5] the one that Greenroom brings is whole: four questions, twelve measures, nothing odd', () => {
  const { clauses, notPlaced, oddities } = readProcedure(ownProcedure.markdown)
  const items = Object.fromEntries(clauses.map((clause) => [clause.name, clause.items.length]))
  expect(items).toMatchObject({
    information: 5,
    response: 6,
    antiresponse: 3,
    tellchair: 4,
    considerations: 12,
  })
  expect(clauses.every(({ heading, body }) => heading !== '' && body !== '')).toBe(true)
  expect([notPlaced[0], oddities]).toEqual([{ from: 1, to: 2 }, []])
})

describe.each(kinds)('the procedure of the event, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  const markdown =
    '<!-- clause:response -->\r\n- Say â€œstopâ€\u009d\r\n<!-- endcluase:response -->\r\nŻółw  '
  const source = { source: 'https://example.org/procedure', licence: 'CC0', version: '2026' }
  const inForce = async (name: Name) => (await team.ask(name, 'GET', '/procedure')).body
  const stored = () =>
    team.db.selectFrom('event_entries').selectAll().where('kind', '=', 'procedure').execute()
  const acts = () =>
    team.db.selectFrom('audit').select('member_id').where('act', '=', 'adoptProcedure').execute()

  test('[PD5] nobody adopted one: it is Greenroom’s own', async () => {
    expect(await inForce('Maria')).toMatchObject({ source: 'Greenroom', adopted: null, isDamaged: false })
  })

  test('[PD4] a preview says what is understood and adopts nothing', async () => {
    const { status, body } = await team.ask('Tomás', 'POST', '/procedure/preview', { markdown })
    expect([status, body.brokenLines, body.markdown]).toEqual([200, 1, markdown])
    expect(body.clauses).toMatchObject([{ name: 'response', lines: [{ from: 1, to: 3 }] }])
    expect(body.oddities.map(({ line }: { line: number }) => line)).toEqual([2, 3])
    expect(await stored()).toEqual([])
    const megabyte = await team.ask('Nkechi', 'POST', '/procedure/preview', {
      markdown: '- ü\n'.repeat(262_144),
    })
    expect([megabyte.status, megabyte.body.clauses]).toEqual([200, []])
    const more = await team.ask('Nkechi', 'POST', '/procedure/preview', {
      markdown: 'x'.repeat(1024 * 1024 + 1),
    })
    expect(more.status).toBe(400)
  })

  test('[PD4] a file is taken as its bytes, in the encoding that it has', async () => {
    const text = '<!-- clause:response -->\n- Sag „halt“\n<!-- endclause:response -->\n'
    const send = (body: Uint8Array) => team.askBytes('Nkechi', '/procedure/preview', 'text/markdown', body)
    const { status, body } = await send(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect([status, body.encoding, body.clauses[0].items]).toEqual([200, 'utf-16le', ['Sag „halt“']])
    expect((await send(Buffer.alloc(5 * 1024 * 1024, 'x'))).status).toBe(413)
    expect(
      (await team.askBytes('Nkechi', '/procedure/preview', 'text/plain', Buffer.from(text))).status,
    ).toBe(415)
    expect(await stored()).toEqual([])
  })

  test('[PD4] staff read it and adopt none', async () => {
    for (const path of ['/procedure', '/procedure/preview'])
      expect((await team.ask('Maria', 'POST', path, { markdown })).status).toBe(404)
    expect(await stored()).toEqual([])
  })

  test('[PD4] what is adopted is in force for everybody, as it came, with who and when; once, and sealed', async () => {
    for (const _ of ['first', 'the answer was lost'])
      expect((await team.ask('Tomás', 'POST', '/procedure', { markdown, ...source })).status).toBe(200)
    expect(await inForce('Maria')).toMatchObject({
      ...{ markdown, ...source, isDamaged: false, clauses: [{ name: 'response' }] },
      adopted: { by: team.ids.Tomás, at: team.clock().toISOString() },
    })
    const rows = await stored()
    expect([rows.length, await acts()]).toEqual([1, [{ member_id: team.ids.Tomás }]])
    expect(Buffer.from(rows[0]!.sealed).toString()).not.toContain('clause')
    await expect(team.db.updateTable('event_entries').set({ version: 9 }).execute()).rejects.toThrow()
  })

  test('[PD3, PD4] broken signs are mended where that is asked; the one before stays where it was', async () => {
    await team.ask('Nkechi', 'POST', '/procedure', { markdown, ...source, isMended: true })
    expect((await inForce('Hana')).clauses[0].items).toEqual(['Say “stop”'])
    expect((await stored()).length).toBe(2)
  })

  test('[PD4] a text in which nothing is understood is not adopted', async () => {
    for (const text of ['', 'Be nice.'])
      expect((await team.ask('Nkechi', 'POST', '/procedure', { markdown: text })).status).toBe(409)
    expect((await stored()).length).toBe(2)
  })

  test('[PD5] what can’t be read any more is said, and Greenroom’s own stands in', async () => {
    const [row] = await stored()
    const damaged = { ...row!, id: crypto.randomUUID(), n: 900, sealed: Buffer.from('no box') }
    await team.db.insertInto('event_entries').values(damaged).execute()
    expect(await inForce('Maria')).toMatchObject({ source: 'Greenroom', adopted: null, isDamaged: true })
  })
})
