// The conflict question stands before everybody's first look at a case in which anything says who the reported person is, but
// for whoever took the report; and it is asked again when another one is known.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pages } from '#shared/http/pages.ts'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[WM22] the conflict question, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  const opens = async (name: Name, id: CaseId) => (await team.ask(name, 'GET', `/cases/${id}`)).status === 200
  const asked = async (name: Name, id: CaseId) =>
    (
      (await team.ask(name, 'GET', '/my/conflict-checks')).body.checks as {
        case: CaseId
        reported: string[]
      }[]
    )
      .filter((check) => check.case === id)
      .flatMap(({ reported }) => reported)
  const answer = (name: Name, id: CaseId, word = 'none') =>
    team.ask(name, 'POST', `/cases/${id}/conflict`, { answer: word })
  const whoLeads = async (by: Name, id: CaseId) =>
    (await team.detail(by, id)).access.filter(({ level }) => level === 'lead').map(({ member }) => member)

  test('chair and coordinators are asked where the report says who it was; whoever took it is not', async () => {
    const { id } = (await team.report('Hana', { who: 'Corvin Haldane, badge 214' })).case
    for (const name of ['Nkechi', 'Tomás', 'Lena'] as const) {
      expect(await opens(name, id)).toBe(false)
      expect((await team.ask(name, 'GET', '/cases')).text).not.toContain(id)
      expect(await asked(name, id)).toEqual(['Corvin Haldane, badge 214'])
    }
    expect(await opens('Hana', id)).toBe(true)
    // Somebody leads at each moment; when the chair has answered, she does, and nobody in her place.
    expect(await whoLeads('Hana', id)).toContain(team.ids.Hana)
    expect((await answer('Tomás', id)).status).toBe(204)
    expect((await answer('Nkechi', id)).status).toBe(204)
    expect(await whoLeads('Hana', id)).toEqual([team.ids.Nkechi])
    expect((await answer('Lena', id, 'conflict')).status).toBe(204)
    expect(await opens('Lena', id)).toBe(false)
  })

  test('a report that says nothing of who it was asks nobody', async () => {
    const { id } = (await team.report('Hana', { who: { missing: 'unknown' } })).case
    expect(await opens('Nkechi', id)).toBe(true)
  })

  test('another reported person asks everybody anew but whoever listed them; the same one again asks nobody', async () => {
    const { id } = (await team.report('Hana', { who: 'Corvin Haldane' })).case
    await team.answerChecks()
    await team.give(id, 'Maria', 'write')
    expect(await asked('Maria', id)).toEqual(['Corvin Haldane'])
    await team.answerChecks()
    const list = (name: string, role = 'reported') =>
      team.ask('Nkechi', 'POST', `/cases/${id}/people`, { name, role })
    await list('Corvin Haldane')
    await list('Odile Marchetti', 'witness')
    expect(await opens('Maria', id)).toBe(true)
    await list('Piet Roos')
    for (const name of ['Tomás', 'Lena', 'Hana', 'Maria'] as const) {
      expect(await opens(name, id)).toBe(false)
      expect((await asked(name, id)).toSorted()).toEqual(['Corvin Haldane', 'Piet Roos'])
    }
    expect(await opens('Nkechi', id)).toBe(true)
    await team.answerChecks()
    expect(await whoLeads('Nkechi', id)).toEqual([team.ids.Nkechi])
    expect(await opens('Maria', id)).toBe(true)
    await team.ask('Hana', 'POST', '/reports', { whatHappened: 'Again.', case: id, who: 'Ada Wren' })
    expect(await opens('Nkechi', id)).toBe(false)
    expect(await opens('Hana', id)).toBe(true)
    await team.answerChecks()
    expect(await whoLeads('Hana', id)).toEqual([team.ids.Nkechi])
  })

  test('whoever came back in by a link is asked anew', async () => {
    const { id } = (await team.report('Hana', { who: 'Corvin Haldane' })).case
    await team.answerChecks()
    await team.give(id, 'Dawit', 'write')
    await team.answerChecks()
    expect(await opens('Dawit', id)).toBe(true)
    const made = await team.ask('Nkechi', 'POST', `/members/${team.ids.Dawit}/recovery`)
    const password = 'a long walk by the river'
    const back = await team.askAs('', 'POST', '/recovery', { token: made.body.token, password })
    expect(back.status).toBeLessThan(300)
    team.cookies.Dawit = String([back.headers['set-cookie']].flat()[0]).split(';')[0]!
    expect((await team.ask('Dawit', 'GET', '/me')).status).toBe(200)
    expect(await opens('Dawit', id)).toBe(false)
    expect(await asked('Dawit', id)).toEqual(['Corvin Haldane'])
    expect((await answer('Dawit', id)).status).toBe(204)
    expect(await opens('Dawit', id)).toBe(true)
  })

  test('[PG1] in danger it costs no more: whoever is asked can be called, and learns nothing of the case by it', async () => {
    const { id, codeName } = (await team.report('Hana', { who: 'Corvin Haldane', danger: true })).case
    const { body } = await team.ask('Hana', 'POST', '/pages', { case: id })
    expect(body.page).toMatchObject({ state: 'calling', calls: [{ member: team.ids.Nkechi }] })
    const own = await team.ask('Nkechi', 'GET', '/pages')
    expect(own.body.incoming).toMatchObject([{ id: body.page.id, case: null, isUrgent: true }])
    expect(own.text).not.toContain(codeName)
    expect(
      (await team.ask('Nkechi', 'POST', `/pages/${body.page.id}/answer`, { answer: 'on-my-way' })).status,
    ).toBe(204)
    const { pages } = (await team.ask('Hana', 'GET', '/pages')).body as Pages
    expect(pages.find((page) => page.case?.id === id)).toMatchObject({ state: 'answered' })
    expect((await answer('Nkechi', id)).status).toBe(204)
    expect((await team.detail('Nkechi', id)).codeName).toBe(codeName)
  })

  test('[WM21] nobody of the team can be called: it says so at once, and whom to turn to', async () => {
    const who = 'Nkechi Obi, Tomás Rivera, Lena Brandt'
    const outside = { name: 'Ngozi Eze', reach: '+351 555 0188' }
    await team.ask('Nkechi', 'PUT', '/outside', { outside })
    const { id } = (await team.report('Hana', { who })).case
    const { body } = await team.ask('Hana', 'POST', '/pages', { case: id })
    expect(body.page).toMatchObject({ state: 'unanswered', calls: [], outside })
    const { pages } = (await team.ask('Hana', 'GET', '/pages')).body as Pages
    expect(pages.find((page) => page.case?.id === id)).toMatchObject({ calls: [], outside })
    const other = (await team.report('Hana')).case
    expect((await team.ask('Hana', 'POST', '/pages', { case: other.id })).body.page).not.toHaveProperty(
      'outside',
    )
  })
})
