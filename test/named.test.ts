// Who is named in a case has nothing of it, however the name came and whenever they did: locked out where it is their whole name,
// withheld until somebody has answered where it is like theirs.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[WM20] named in a case, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(() => {
    team.told.length = 0
  })

  const opens = async (name: Name, id: CaseId) => {
    await team.answerChecks()
    const { status } = await team.ask(name, 'GET', `/cases/${id}`)
    const board = (await team.ask(name, 'GET', '/cases')).body.cases as { id: CaseId }[]
    expect(board.some((card) => card.id === id)).toBe(status === 200)
    return status === 200
  }
  const likenesses = async (name: Name, id: CaseId) => (await team.detail(name, id)).likenesses
  const answer = (by: Name, id: CaseId, about: Name, isThem: boolean) =>
    team.ask(by, 'POST', `/cases/${id}/likenesses/${team.ids[about]}`, { isThem })
  const addPerson = (by: Name, id: CaseId, person: object) =>
    team.ask(by, 'POST', `/cases/${id}/people`, { role: 'reported', ...person })

  test.each(['Tomás Rivera', 'tomas rivera (coordinator)', 'Rivera, Tomás'])(
    'the report says that it was "%s": he never has the case, nor is he asked or told',
    async (who) => {
      const { case: opened } = await team.report('Hana', { who })
      expect((await team.ask('Tomás', 'GET', '/my/conflict-checks')).body.checks).toEqual([])
      expect(await opens('Tomás', opened.id)).toBe(false)
      expect(await opens('Nkechi', opened.id)).toBe(true)
      expect((await team.detail('Nkechi', opened.id)).excluded).toEqual([team.ids.Tomás])
      expect(await likenesses('Nkechi', opened.id)).toEqual([])
      for (const { to } of team.told) expect(to).not.toContain(team.ids.Tomás)
    },
  )

  test.each([
    { who: 'Tomás' },
    { who: 'the coordinator Tomas' },
    { who: 'Tomas Riviera' },
    { others: 'Tomás Rivera' },
    { whatHappened: 'Then Tomás Rivera came up and shouted at her.' },
    { circumstances: 'Tomás, the coordinator, had been drinking.' },
  ])('the report is likely about him, by %o: withheld until somebody has answered', async (said) => {
    const { id } = (await team.report('Hana', said)).case
    expect((await team.ask('Tomás', 'GET', '/my/conflict-checks')).body.checks).toEqual([])
    expect(await opens('Tomás', id)).toBe(false)
    expect(await likenesses('Nkechi', id)).toEqual([team.ids.Tomás])
    expect((await answer('Tomás', id, 'Tomás', false)).status).toBe(404)
    expect((await answer('Maria', id, 'Tomás', false)).status).toBe(404)
    expect((await answer('Nkechi', id, 'Tomás', false)).status).toBe(204)
    expect(await opens('Tomás', id)).toBe(true)
    expect(await likenesses('Nkechi', id)).toEqual([])
    expect((await answer('Nkechi', id, 'Tomás', true)).status).toBe(404)
  })

  test('it is him: he is locked out for good, and nothing was told to him', async () => {
    const { id } = (await team.report('Hana', { who: 'Tomás' })).case
    await team.answerChecks()
    expect((await answer('Hana', id, 'Tomás', true)).status).toBe(204)
    expect(await opens('Tomás', id)).toBe(false)
    expect((await team.detail('Nkechi', id)).excluded).toEqual([team.ids.Tomás])
    for (const { to } of team.told.filter(({ kind: way }) => way !== 'cut'))
      expect(to).not.toContain(team.ids.Tomás)
    expect(
      (await team.ask('Nkechi', 'PUT', `/cases/${id}/access/${team.ids.Tomás}`, { level: 'read' })).status,
    ).toBe(409)
  })

  test.each([
    { name: 'Lena Brandt' },
    { name: 'T.', aliases: ['Lena Brandt'] },
    { name: 'T.', badge: 'Lena Brandt' },
  ])('listed as %o, she is locked out at once', async (person) => {
    const { id } = (await team.report('Hana')).case
    expect(await opens('Lena', id)).toBe(true)
    expect((await addPerson('Nkechi', id, person)).status).toBe(201)
    expect(await opens('Lena', id)).toBe(false)
    expect((await team.detail('Nkechi', id)).excluded).toEqual([team.ids.Lena])
  })

  test('an alias that is found out later counts, and a name that is like hers is asked about', async () => {
    const { id } = (await team.report('Hana')).case
    const { body: person } = await addPerson('Nkechi', id, { name: 'The one with the hat' })
    const change = (patch: object) => team.ask('Nkechi', 'PATCH', `/cases/${id}/people/${person.id}`, patch)
    expect((await change({ aliases: ['Lena'] })).status).toBe(200)
    expect(await opens('Lena', id)).toBe(false)
    expect(await likenesses('Nkechi', id)).toEqual([team.ids.Lena])
    expect((await answer('Nkechi', id, 'Lena', false)).status).toBe(204)
    expect(await opens('Lena', id)).toBe(true)
    expect((await change({ aliases: ['Lena B.'] })).status).toBe(200)
    expect(await likenesses('Nkechi', id)).toEqual([team.ids.Lena])
    expect((await change({ aliases: ['Lena Brandt'] })).status).toBe(200)
    expect(await likenesses('Nkechi', id)).toEqual([])
    expect(await opens('Lena', id)).toBe(false)
  })

  test('what is added below a report counts', async () => {
    const { case: opened, report } = await team.report('Hana')
    await team.ask('Hana', 'POST', `/reports/${report.id}/amendments`, { words: 'It was Lena Brandt.' })
    expect(await opens('Lena', opened.id)).toBe(false)
    expect(await likenesses('Hana', opened.id)).toEqual([team.ids.Lena])
  })

  test('whoever wrote it keeps the case, and others are asked; no one answers about themselves', async () => {
    const { id } = (await team.report('Hana', { who: 'Hana, from another event' })).case
    expect(await opens('Hana', id)).toBe(true)
    expect(await likenesses('Nkechi', id)).toEqual([team.ids.Hana])
    expect((await answer('Hana', id, 'Hana', false)).status).toBe(409)
    expect((await answer('Nkechi', id, 'Hana', true)).status).toBe(204)
    expect(await opens('Hana', id)).toBe(false)
  })

  const join = async (name: string) => {
    const { body } = await team.ask('Nkechi', 'POST', '/invitations', { role: 'staff' })
    const joined = await team.askAs('', 'POST', '/invitations/accept', {
      token: body.token,
      ...{ name, email: `${randomUUID()}@example.org`, password: 'a long enough password' },
    })
    expect(joined.status).toBe(201)
    return { id: joined.body.member.id, cookie: await team.signIn(joined.body.member.id) }
  }
  const put = (id: CaseId, member: string) =>
    team.ask('Nkechi', 'PUT', `/cases/${id}/access/${member}`, { level: 'read' })

  test('who joins the team after they were named is locked out, and cannot be let in by a question', async () => {
    const { id } = (await team.report('Hana', { who: 'Corvin Haldane' })).case
    const other = (await team.report('Hana')).case
    await team.answerChecks()
    await addPerson('Nkechi', other.id, { name: 'The speaker', aliases: ['Corvin Haldane'] })
    await team.answerChecks()
    const corvin = await join('Corvin Haldane')
    for (const of of [id, other.id]) {
      expect((await put(of, corvin.id)).status).toBe(409)
      expect((await team.askAs(corvin.cookie, 'GET', `/cases/${of}`)).status).toBe(404)
      expect(
        (await team.askAs(corvin.cookie, 'POST', `/cases/${of}/conflict`, { answer: 'none' })).status,
      ).toBe(404)
      expect((await team.detail('Nkechi', of)).excluded).toEqual([corvin.id])
    }
    expect((await team.askAs(corvin.cookie, 'GET', '/my/conflict-checks')).body.checks).toEqual([])
  })

  test('who joins and is likely named waits for an answer', async () => {
    const { id } = (await team.report('Hana', { who: 'Odile' })).case
    await team.answerChecks()
    const odile = await join('Odile Marchetti')
    expect((await put(id, odile.id)).status).toBe(409)
    expect(await likenesses('Nkechi', id)).toEqual([odile.id])
    const said = await team.ask('Hana', 'POST', `/cases/${id}/likenesses/${odile.id}`, { isThem: false })
    expect(said.status).toBe(204)
    expect((await put(id, odile.id)).status).toBe(204)
    expect((await team.askAs(odile.cookie, 'GET', '/my/conflict-checks')).body.checks).toMatchObject([
      { case: id, reported: ['Odile'] },
    ])
  })

  test('who is called by a named name from now on is cut', async () => {
    const { id } = (await team.report('Hana', { who: 'Piet Roos' })).case
    await team.answerChecks()
    await put(id, team.ids.Dawit)
    await team.answerChecks()
    expect(await opens('Dawit', id)).toBe(true)
    expect((await team.ask('Dawit', 'PATCH', '/me', { name: 'Piet Roos' })).status).toBe(200)
    expect(await opens('Dawit', id)).toBe(false)
    expect(team.told.find(({ kind: what, to }) => what === 'cut' && to.includes(team.ids.Dawit))).toBeTruthy()
    await team.ask('Dawit', 'PATCH', '/me', { name: 'Dawit Bekele' })
  })

  test('[WM21] everybody who could lead is named: the taker is told at once, and whom to turn to', async () => {
    const who = 'Nkechi Obi, Tomás Rivera and Lena Brandt'
    expect(await team.report('Hana', { who })).toMatchObject({ outside: null })
    const outside = { name: 'Ngozi Eze', reach: '+351 555 0188' }
    expect((await team.ask('Tomás', 'PUT', '/outside', { outside })).status).toBe(404)
    expect((await team.ask('Nkechi', 'PUT', '/outside', { outside })).status).toBe(200)
    expect((await team.ask('Maria', 'GET', '/outside')).body).toEqual({ outside })
    const taken = await team.report('Hana', { who })
    expect(taken).toMatchObject({ outside })
    for (const name of ['Nkechi', 'Tomás', 'Lena'] as const)
      expect(await opens(name, taken.case.id)).toBe(false)
    expect(await opens('Hana', taken.case.id)).toBe(true)
    expect(await team.report('Hana', { who: 'Nkechi Obi' })).not.toHaveProperty('outside')
    const stored = await team.db.selectFrom('events').select('sealed_outside').executeTakeFirstOrThrow()
    expect(Buffer.from(stored.sealed_outside!).toString('latin1')).not.toContain('Ngozi')
    await team.ask('Nkechi', 'PUT', '/outside', { outside: null })
  })
})
