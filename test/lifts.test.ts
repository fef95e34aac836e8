// Letting somebody back in who was locked out by mistake: two of those who may open the case, each for themself, on its
// record; and nothing for whoever it is about until they are given something.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('[WM11] letting somebody back in, on %s', (kind) => {
  let team: Team
  let id: CaseId
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  /** Dawit is locked out: somebody of that name was listed. */
  beforeEach(async () => {
    id = (await team.report('Hana')).case.id
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, { name: 'Dawit Bekele', role: 'witness' })
    team.told.length = 0
  })
  const lift = (by: Name, reason?: string, member = team.ids.Dawit) =>
    team.ask(by, 'POST', `/cases/${id}/exclusions/${member}/lift`, { reason })
  const said = async (by: Name, reason?: string) => (await lift(by, reason)).body.isLifted
  const record = async (by: Name = 'Hana') => (await team.detail(by, id)).lifts
  const give = (name: Name, level = 'read') =>
    team.ask('Nkechi', 'PUT', `/cases/${id}/access/${team.ids[name]}`, { level })

  test('takes effect with the second one; who, when and why stays for all who see the case', async () => {
    expect(await said('Hana', 'An attendee of that name.')).toBe(false)
    expect(await record('Tomás')).toMatchObject([
      { member: team.ids.Dawit, askedBy: team.ids.Hana, reason: 'An attendee of that name.', agreedBy: null },
    ])
    expect((await give('Dawit')).status).toBe(409)
    team.later(1000)
    expect(await said('Tomás')).toBe(true)
    const lifted = await team.detail('Nkechi', id)
    expect(lifted.excluded).toEqual([])
    expect(lifted.lifts).toEqual([
      {
        member: team.ids.Dawit,
        ...{ askedBy: team.ids.Hana, askedAt: expect.any(String), reason: 'An attendee of that name.' },
        ...{ agreedBy: team.ids.Tomás, agreedAt: team.clock().toISOString(), agreedReason: null },
      },
    ])
    const { sealed } = await team.db
      .selectFrom('case_entries')
      .select('sealed')
      .where('kind', '=', 'lift')
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(sealed).includes('attendee')).toBe(false)
  })

  test('whoever was locked out has nothing until it is given, is never told, and answers the conflict check first', async () => {
    await lift('Hana', 'A namesake.')
    await lift('Tomás')
    expect(team.told.filter(({ to }) => to.includes(team.ids.Dawit))).toEqual([])
    expect((await team.ask('Dawit', 'GET', `/cases/${id}`)).status).toBe(404)
    expect((await team.ask('Dawit', 'GET', '/my/conflict-checks')).body.checks).toEqual([])
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
    expect((await give('Dawit')).status).toBe(204)
    expect((await team.ask('Dawit', 'GET', `/cases/${id}`)).status).toBe(404)
    await team.ask('Dawit', 'POST', `/cases/${id}/conflict`, { answer: 'none' })
    expect((await team.ask('Dawit', 'GET', `/cases/${id}`)).status).toBe(200)
  })

  test('whom they were taken for is linked to nobody any more, and naming that person again locks nobody out', async () => {
    const [dawit] = (await team.detail('Hana', id)).people
    expect(dawit!.memberId).toBe(team.ids.Dawit)
    await lift('Hana', 'A namesake.')
    await lift('Nkechi')
    expect((await team.detail('Hana', id)).people).toMatchObject([{ name: 'Dawit Bekele', memberId: null }])
    await team.ask('Nkechi', 'PATCH', `/cases/${id}/people/${dawit!.id}`, { name: 'Dawit  BEKELE' })
    expect((await team.detail('Hana', id)).excluded).toEqual([])
    // Said in so many words, it does.
    await team.ask('Nkechi', 'PATCH', `/cases/${id}/people/${dawit!.id}`, { memberId: team.ids.Dawit })
    expect((await team.detail('Hana', id)).excluded).toEqual([team.ids.Dawit])
  })

  test('the same one twice is one; what is done stays done, whoever says it again', async () => {
    expect([await said('Hana', 'A namesake.'), await said('Hana', 'Really.')]).toEqual([false, false])
    expect(await record()).toHaveLength(1)
    expect(await said('Lena', 'I agree.')).toBe(true)
    for (const name of ['Hana', 'Lena', 'Tomás'] as const) expect(await said(name)).toBe(true)
    expect(await record()).toMatchObject([{ agreedBy: team.ids.Lena, agreedReason: 'I agree.' }])
  })

  test('two at the same moment are two', async () => {
    const both = await Promise.all([said('Hana', 'A namesake.'), said('Tomás', 'A namesake.')])
    expect(both.toSorted()).toEqual([false, true])
    expect((await team.detail('Hana', id)).excluded).toEqual([])
  })

  test('readers count; without a reason nobody begins; for somebody who is not locked out there is nothing', async () => {
    await give('Maria')
    expect((await lift('Maria', '  ')).status).toBe(400)
    expect((await lift('Maria')).body.errors).toMatchObject([{ field: 'reason' }])
    expect(await record()).toEqual([])
    expect([await said('Maria', 'A namesake.'), await said('Hana')]).toEqual([false, true])
    for (const nobody of [team.ids.Priya, randomUUID() as never])
      expect((await lift('Hana', 'x', nobody)).status).toBe(404)
  })

  test('neither by whom it is about, nor by anybody who may not open the case: as if there were none', async () => {
    const unknown = await team.ask(
      'Dawit',
      'POST',
      `/cases/${randomUUID()}/exclusions/${team.ids.Dawit}/lift`,
      {
        reason: 'x',
      },
    )
    for (const name of ['Dawit', 'Priya'] as const) {
      const { status, text } = await lift(name, 'It was not me.')
      expect([status, text]).toEqual([404, unknown.text])
    }
    await give('Maria')
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, {
      name: 'M',
      role: 'other',
      memberId: team.ids.Maria,
    })
    expect((await lift('Maria', 'x')).status).toBe(404)
    expect(await record()).toEqual([])
  })

  const losing: Record<string, () => Promise<unknown>> = {
    'is taken off the case': () => team.ask('Nkechi', 'DELETE', `/cases/${id}/access/${team.ids.Maria}`),
    'steps out': () => team.ask('Maria', 'POST', `/cases/${id}/conflict`, { answer: 'conflict' }),
    'is named': () =>
      team.ask('Nkechi', 'POST', `/cases/${id}/people`, {
        name: 'M',
        role: 'other',
        memberId: team.ids.Maria,
      }),
    'is named by a report': () => team.report('Hana', { case: id, involvesMembers: [team.ids.Maria] }),
    'has their account ended': () =>
      team.db
        .updateTable('members')
        .set({ ended_at: team.clock() })
        .where('id', '=', team.ids.Maria)
        .execute(),
  }
  test.each(Object.keys(losing))('what the first one asked is void once that one %s', async (how) => {
    await give('Maria')
    expect(await said('Maria', 'A namesake.')).toBe(false)
    await losing[how]!()
    expect((await lift('Hana')).status).toBe(400)
    expect(await said('Hana', 'A namesake indeed.')).toBe(false)
    expect((await record()).filter(({ member }) => member === team.ids.Dawit)).toMatchObject([
      { askedBy: team.ids.Hana, agreedBy: null },
    ])
    expect(await said('Tomás')).toBe(true)
    await team.db.updateTable('members').set({ ended_at: null }).where('id', '=', team.ids.Maria).execute()
  })

  test('and stays void when they are given the case again', async () => {
    await give('Maria')
    await lift('Maria', 'A namesake.')
    await losing['is taken off the case']!()
    await give('Maria')
    expect((await lift('Hana')).status).toBe(400)
    expect(await record()).toEqual([])
  })
})
