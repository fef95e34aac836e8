// The version of the procedure that a case goes by, on both databases: the one that it was opened under, until its lead takes
// another.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { ownProcedureId } from '#shared/procedure/own-id.ts'
import { up } from '../migrations/0028-procedure-of-a-case.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('the procedure of a case, on %s', (kind) => {
  let team: Team
  let before: CaseId
  const made: string[] = []
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  const adopt = async (version: string) => {
    team.later(60_000)
    const { status, body } = await team.ask('Tomás', 'POST', '/procedure', {
      ...{ source: 'https://example.org/conduct/procedure', licence: 'CC0', version },
      markdown: [
        '# When somebody reports',
        '# Links',
        'See [the policy](policy), [our guide](https://example.org/guide "For attendees") and [nothing](#).',
        '# First response',
        `- Sit down, as version ${version} says`,
      ].join('\n'),
    })
    expect(status).toBe(200)
    team.later(60_000)
    made.push(body.id)
    return body.id as string
  }
  const of = async (id: CaseId, name: Name = 'Nkechi') =>
    (await team.ask(name, 'GET', `/cases/${id}/procedure`)).body
  const take = (name: Name, id: CaseId, version: string) =>
    team.ask(name, 'POST', `/cases/${id}/procedure`, { id: version })
  const traces = async () => {
    const rows = team.db.selectFrom('case_entries').select('about').where('kind', '=', 'procedure-taken')
    return (await rows.execute()).map(({ about }) => about)
  }

  test('[PD10] a case goes by the version that it was opened under, which stays readable when another is in force', async () => {
    before = (await team.report('Hana')).case.id
    expect(await of(before)).toMatchObject({ id: ownProcedureId, adopted: null, newer: null, taken: null })
    const first = await adopt('1')
    const { id: own, newer } = await of(before)
    expect([own, newer]).toMatchObject([ownProcedureId, { id: first, version: '1' }])
    const later = (await team.report('Hana')).case.id
    expect(await of(later)).toMatchObject({ id: first, version: '1', newer: null })
    const second = await adopt('2')
    expect(await of(later)).toMatchObject({ id: first, newer: { id: second, version: '2' } })
    const text = await team.ask('Maria', 'GET', `/procedure/versions/${first}`)
    expect(text.body).toMatchObject({ id: first, version: '1', isDamaged: false, readAt: null })
    expect(text.body.markdown).toContain('as version 1 says')
    expect((await team.ask('Maria', 'GET', `/procedure/versions/${ownProcedureId}`)).status).toBe(200)
    expect((await team.ask('Maria', 'GET', `/procedure/versions/${later}`)).status).toBe(404)
  })

  test('[PD11] its links lead somewhere, and are one question away for whoever may open the case', async () => {
    const { id } = (await team.report('Hana')).case
    expect((await of(id)).links).toEqual([
      { words: 'the policy', href: 'https://example.org/conduct/policy' },
      { words: 'our guide', href: 'https://example.org/guide' },
    ])
    expect((await team.ask('Aroha', 'GET', `/cases/${id}/procedure`)).status).toBe(404)
  })

  test('[PD10] whoever leads takes the one in force, once and with a trace; nobody else does, and no other one', async () => {
    const [first, second] = made as [string, string]
    await team.give(before, 'Maria', 'write')
    await team.answerChecks()
    expect((await take('Maria', before, second)).status).toBe(404)
    expect((await take('Nkechi', before, first)).status).toBe(409)
    expect((await of(before)).id).toBe(ownProcedureId)
    for (const _ of ['first', 'the answer was lost'])
      expect((await take('Nkechi', before, second)).status).toBe(204)
    expect(await of(before, 'Maria')).toMatchObject({
      ...{ id: second, newer: null },
      taken: { by: team.ids.Nkechi, at: team.clock().toISOString() },
    })
    expect(await traces()).toEqual([second])
  })

  test('[PD10] cases from before go by the one that was in force when they were opened', async () => {
    const cases = () =>
      team.db.selectFrom('cases').select(['id', 'procedure_id']).orderBy('reported_at').execute()
    const known = await cases()
    await team.db.schema.alterTable('cases').dropColumn('procedure_id').execute()
    await up(team.db)
    // What was taken since is of this version; none had it before.
    expect(await cases()).toEqual(
      known.map(({ id, procedure_id }) => ({
        id,
        procedure_id: id === before ? ownProcedureId : procedure_id,
      })),
    )
  })

  test('[PD10] one that can’t be read any more is said; Greenroom’s own stands in', async () => {
    const { id } = (await team.report('Hana')).case
    const stored = team.db.selectFrom('event_entries').selectAll().where('kind', '=', 'procedure')
    const [row] = await stored.execute()
    const damaged = { ...row!, id: crypto.randomUUID(), n: 900, sealed: Buffer.from('no box') }
    await team.db.insertInto('event_entries').values(damaged).execute()
    const under = (await team.report('Hana')).case.id
    expect(await of(under)).toMatchObject({ id: damaged.id, isDamaged: true, newer: null })
    expect(await of(id)).toMatchObject({ isDamaged: false, newer: null })
  })
})
