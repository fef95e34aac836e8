// Who may open a case: given, taken, locked out, stepped out of, and confirmed.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Level } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { lockCase } from '../server/case/lock.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

const person = { name: 'Jun Avelar', role: 'witness' }

describe.each(kinds)('who may open a case, on %s', (kind) => {
  let team: Team
  let id: CaseId
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(async () => {
    id = (await team.report('Hana')).case.id
    team.told.length = 0
  })
  const put = (by: Name, name: Name, level: Level) =>
    team.ask(by, 'PUT', `/cases/${id}/access/${team.ids[name]}`, { level })
  const take = (by: Name, name: Name) => team.ask(by, 'DELETE', `/cases/${id}/access/${team.ids[name]}`)
  const opens = async (name: Name) => (await team.ask(name, 'GET', `/cases/${id}`)).status === 200
  const answer = (name: Name, word: 'none' | 'conflict') =>
    team.ask(name, 'POST', `/cases/${id}/conflict`, { answer: word })

  test('is given and taken; their screens are cut first, then they are told, then the rest', async () => {
    expect((await put('Nkechi', 'Maria', 'read')).status).toBe(204)
    expect(await opens('Maria')).toBe(true)
    team.told.length = 0
    expect((await take('Tomás', 'Maria')).status).toBe(204)
    expect(await opens('Maria')).toBe(false)
    expect(team.told.map(({ kind, news }) => [kind, news?.kind])).toEqual([
      ['cut', undefined],
      ['members', 'access'],
      ['case', 'case'],
    ])
    expect(team.told[2]!.to).not.toContain(team.ids.Maria)
    expect((await take('Tomás', 'Maria')).status).toBe(404)
  })

  test('a case keeps a lead: the last one is neither removed nor made less', async () => {
    for (const level of ['write', 'read'] as const)
      expect((await put('Tomás', 'Nkechi', level)).status).toBe(409)
    expect((await take('Tomás', 'Nkechi')).status).toBe(409)
    await put('Nkechi', 'Tomás', 'lead')
    expect((await put('Tomás', 'Nkechi', 'read')).status).toBe(204)
    expect((await take('Tomás', 'Nkechi')).status).toBe(204)
    expect((await take('Tomás', 'Tomás')).status).toBe(409)
  })

  test('[I4] a right that ends while a command waits is not used any more', async () => {
    const tomás = team.ids.Tomás
    let isAnswered = false
    const waiting = await team.db.transaction().execute(async (trx) => {
      await lockCase(trx, id)
      const asked = put('Tomás', 'Maria', 'read')
      void asked.then(() => {
        isAnswered = true
      })
      // The embedded database has one connection: there everything waits for this transaction anyway.
      const locks = sql<{ waits: boolean }>`select count(*) > 0 as waits from pg_locks
        where not granted and transactionid = pg_current_xact_id()::xid`
      while (kind === 'postgres' && !isAnswered && !(await locks.execute(trx)).rows[0]!.waits);
      const mine = trx.deleteFrom('case_access').where('case_id', '=', id)
      await mine.where('member_id', '=', tomás).execute()
      return { asked }
    })
    expect((await waiting.asked).status).toBe(404)
    expect(await opens('Maria')).toBe(false)
  })

  test('two leads who step down at the same moment: one of them stays', async () => {
    await put('Nkechi', 'Tomás', 'lead')
    const both = await Promise.all([put('Nkechi', 'Nkechi', 'write'), put('Tomás', 'Tomás', 'write')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409])
  })

  test('somebody locked out can be given nothing; nor can somebody who does not exist', async () => {
    await team.ask('Nkechi', 'POST', `/cases/${id}/people`, { ...person, memberId: team.ids.Maria })
    const { status, body } = await put('Nkechi', 'Maria', 'read')
    expect([status, body.detail]).toEqual([409, "This person can't be given access here."])
    const unknown = await team.ask('Nkechi', 'PUT', `/cases/${id}/access/${randomUUID()}`, { level: 'read' })
    expect(unknown.status).toBe(404)
  })

  describe('[D2] where a reported person is listed', () => {
    beforeEach(async () => {
      await team.ask('Nkechi', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
      await team.ask('Nkechi', 'POST', `/cases/${id}/people`, { name: 'Imani Strand', role: 'reporter' })
      await put('Nkechi', 'Maria', 'write')
    })
    const checks = async (name: Name) => (await team.ask(name, 'GET', '/my/conflict-checks')).body.checks

    test('somebody new sees that name and nothing else, until they say there is no conflict', async () => {
      expect(await opens('Maria')).toBe(false)
      const mine = (await checks('Maria')).filter((check: { case: string }) => check.case === id)
      expect(mine).toEqual([{ case: id, reported: ['Corvin Haldane'] }])
      const detail = await team.detail('Nkechi', id)
      expect(detail.team).not.toContain(team.ids.Maria)
      expect(detail.access.map((one) => one.member)).toContain(team.ids.Maria)
      expect((await answer('Maria', 'none')).status).toBe(204)
      expect(await opens('Maria')).toBe(true)
      expect((await checks('Maria')).map((check: { case: string }) => check.case)).not.toContain(id)
      await put('Nkechi', 'Maria', 'read')
      expect(await opens('Maria')).toBe(true)
    })

    test('a conflict takes the access away and locks out', async () => {
      expect((await answer('Maria', 'conflict')).status).toBe(204)
      expect(await opens('Maria')).toBe(false)
      expect((await put('Nkechi', 'Maria', 'read')).status).toBe(409)
      expect((await answer('Maria', 'none')).status).toBe(404)
      expect(JSON.stringify(await checks('Maria'))).not.toContain(id)
    })

    test('an unanswered lead is no lead yet', async () => {
      await put('Nkechi', 'Maria', 'lead')
      expect((await put('Nkechi', 'Nkechi', 'write')).status).toBe(409)
      await answer('Maria', 'none')
      expect((await put('Nkechi', 'Nkechi', 'write')).status).toBe(204)
    })

    test('nobody else has anything to answer', async () => {
      const hidden = await answer('Dawit', 'none')
      const unknown = await team.ask('Dawit', 'POST', `/cases/${randomUUID()}/conflict`, { answer: 'none' })
      expect([hidden.status, hidden.text]).toEqual([404, unknown.text])
      expect(await checks('Nkechi')).toEqual([])
    })
  })

  test('[E6] whoever leads may step out for a conflict: the next one leads', async () => {
    expect((await answer('Nkechi', 'conflict')).status).toBe(204)
    expect(await opens('Nkechi')).toBe(false)
    expect((await team.detail('Tomás', id)).level).toBe('lead')
  })
})

describe.each(kinds)('[WM12] a coordinator who came by a link, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  test('sees new cases once confirmed, and none from before; meanwhile what they are given they have as staff', async () => {
    const confirmed = (confirmed_at: Date | null) =>
      team.db.updateTable('members').set({ confirmed_at }).where('id', '=', team.ids.Lena).execute()
    const opens = async (id: CaseId) => (await team.ask('Lena', 'GET', `/cases/${id}`)).status
    await confirmed(null)
    const before = (await team.report('Hana')).case.id
    expect(await opens(before)).toBe(404)
    const given = (await team.report('Hana')).case.id
    await team.give(given, 'Lena', 'write')
    expect(await opens(given)).toBe(200)
    const move = () => team.ask('Lena', 'PATCH', `/cases/${given}`, { stage: 'acting' })
    expect((await move()).status).toBe(404)
    const called = await team.ask('Hana', 'POST', '/pages', {})
    expect([called.body.page.calls[0].member, called.body.page.next]).toEqual([
      team.ids.Nkechi,
      team.ids.Tomás,
    ])

    const { version } = await team.db
      .selectFrom('record_heads')
      .select('rights_version as version')
      .where('case_id', '=', given)
      .executeTakeFirstOrThrow()
    await confirmed(team.clock())
    const head = team.db.selectFrom('record_heads').select('rights_version').where('case_id', '=', given)
    expect((await head.executeTakeFirstOrThrow()).rights_version).toBeGreaterThan(version)
    expect((await move()).status).toBe(200)
    expect(await opens(before)).toBe(404)
    expect(await opens((await team.report('Hana')).case.id)).toBe(200)
  })

  test('leads a case of which only they took the report, as whoever took it', async () => {
    await team.db.updateTable('members').set({ confirmed_at: null }).where('id', '=', team.ids.Lena).execute()
    const { id } = (await team.report('Lena', { involvesMembers: [team.ids.Nkechi, team.ids.Tomás] })).case
    expect((await team.detail('Lena', id)).level).toBe('lead')
  })
})
