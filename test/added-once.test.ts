// Whoever never heard the answer sends the same again: what they add is there once, and nobody else's id opens anything.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('sent again, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  test('[KE8] an addition to a report is there once, as it first came, and told of once', async () => {
    const { case: opened, report } = await team.report('Hana')
    const add = (id: string, words: string, name: 'Hana' | 'Tomás' = 'Hana') =>
      team.ask(name, 'POST', `/reports/${report.id}/amendments`, { id, words })
    const id = randomUUID()
    const first = await add(id, 'It was hall 2.')
    expect(first.status).toBe(201)
    team.told.length = 0
    const [again, atOnce] = await Promise.all([add(id, 'It was hall 2.'), add(id, 'It was hall 2.')])
    for (const { status, body } of [again, atOnce]) expect([status, body]).toEqual([201, first.body])
    expect(team.told).toEqual([])
    await add(randomUUID(), 'It was hall 2.')
    const { reports } = await team.detail('Hana', opened.id)
    expect(reports[0]).toMatchObject({
      amendments: [{ words: 'It was hall 2.' }, { words: 'It was hall 2.' }],
    })
    expect((await add(id, 'mine', 'Tomás')).status).toBe(404)
    const other = await team.report('Hana')
    const elsewhere = `/reports/${other.report.id}/amendments`
    expect((await team.ask('Hana', 'POST', elsewhere, { id, words: 'x' })).status).toBe(404)
  })

  test('[KE8] a person is listed once, and is as they are now', async () => {
    const { case: opened } = await team.report('Hana')
    const list = (id: string, name = 'Corvin Haldane') =>
      team.ask('Nkechi', 'POST', `/cases/${opened.id}/people`, { id, name, role: 'reported' })
    const id = randomUUID()
    const first = await list(id)
    expect(first).toMatchObject({ status: 201, body: { id, name: 'Corvin Haldane' } })
    expect((await list(id)).body).toEqual(first.body)
    const path = `/cases/${opened.id}/people/${id}`
    await team.ask('Nkechi', 'PATCH', path, { name: 'Corvin Hale' })
    expect((await list(id)).body).toMatchObject({ id, name: 'Corvin Hale' })
    await list(randomUUID())
    expect((await team.detail('Nkechi', opened.id)).people).toHaveLength(2)
    await team.ask('Nkechi', 'DELETE', path)
    expect((await list(id)).status).toBe(201)
    expect((await team.detail('Nkechi', opened.id)).people).toHaveLength(1)
  })
})
