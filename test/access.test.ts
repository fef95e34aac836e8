import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Level } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { lockCase } from '../server/access/act.ts'
import { leadAfterEnding } from '../server/access/exclusions.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Who gets how far: 'reads' everybody in the case, 'writes' lead and write, 'runs' the lead (and not staff who write), 'leads' the lead alone. */
type Needs = 'reads' | 'writes' | 'runs' | 'leads'

const person = { name: 'Jun Avelar', role: 'witness' }
const routes: readonly [Needs, Method, string, object?][] = [
  ['reads', 'GET', ''],
  ['reads', 'GET', '/meetings'],
  ['runs', 'PATCH', '', { stage: 'acting' }],
  ['runs', 'PUT', '/access/PRIYA', { level: 'read' }],
  ['runs', 'DELETE', '/access/PRIYA'],
  ['runs', 'POST', '/people', person],
  ['runs', 'PATCH', '/people/PERSON', { role: 'other' }],
  ['runs', 'DELETE', '/people/PERSON'],
  ['writes', 'POST', '/meeting', {}],
  ['writes', 'PATCH', '/meeting', { question: 2 }],
  ['writes', 'POST', '/meeting/end', {}],
  ['reads', 'POST', '/displays'],
  ['leads', 'PUT', '/names-shown', { isShown: true }],
  ['leads', 'PUT', '/names-shown', { isShown: false }],
  ['reads', 'PAGE' as Method, ''],
  ['writes', 'REPORT' as Method, ''],
  ['writes', 'AMEND' as Method, ''],
]

/** Standings of people who have the case, with what they may; and of those for whom it must not exist. */
const inside: Record<string, readonly Needs[]> = {
  'staff who lead': ['reads', 'writes', 'runs', 'leads'],
  'the coordinator who writes': ['reads', 'writes', 'runs'],
  'staff who write': ['reads', 'writes'],
  'staff who read': ['reads'],
  'the chair who reads': ['reads'],
}
const outside = [
  'staff without access',
  'staff locked out',
  'the chair locked out',
  'staff with a conflict check to answer',
  'a level given although locked out',
]

describe.each(kinds)('[I1] [N1] every route of a case, on %s', (kind) => {
  let team: Team
  let id: CaseId
  let report: string
  let listed: string
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  /** A fresh case in which Tomás can do everything, with a running meeting and one listed person. */
  const openCase = async () => {
    const opened = await team.report('Hana')
    id = opened.case.id
    report = opened.report.id
    listed = (await team.ask('Nkechi', 'POST', `/cases/${id}/people`, person)).body.id
    await team.give(id, 'Tomás', 'lead')
    await team.give(id, 'Priya', 'write')
    await team.ask('Nkechi', 'POST', `/cases/${id}/meeting`, {})
  }
  const having = async (done: Promise<unknown>, name: Name) => {
    await done
    return name
  }
  const setLevel = (name: Name, level: Level | undefined) =>
    team.ask('Tomás', level ? 'PUT' : 'DELETE', `/cases/${id}/access/${team.ids[name]}`, level && { level })
  const lockOut = (name: Name) =>
    team.db.insertInto('case_exclusions').values({ case_id: id, member_id: team.ids[name] }).execute()

  const stand: Record<string, () => Promise<Name>> = {
    'staff who lead': () => having(setLevel('Maria', 'lead'), 'Maria'),
    'the coordinator who writes': async () => 'Lena',
    'staff who write': async () => 'Hana',
    'staff who read': () => having(setLevel('Maria', 'read'), 'Maria'),
    'the chair who reads': () => having(setLevel('Nkechi', 'read'), 'Nkechi'),
    'staff without access': async () => 'Dawit',
    'staff locked out': () => having(lockOut('Dawit'), 'Dawit'),
    'the chair locked out': async () => {
      await team.ask('Tomás', 'POST', `/cases/${id}/people`, { ...person, memberId: team.ids.Nkechi })
      return 'Nkechi'
    },
    'staff with a conflict check to answer': async () => {
      await team.ask('Tomás', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
      await setLevel('Maria', 'lead')
      return 'Maria'
    },
    'a level given although locked out': async () => {
      await setLevel('Maria', 'lead')
      await lockOut('Maria')
      return 'Maria'
    },
  }

  const call = (name: Name, route: (typeof routes)[number], caseId: string, ids = { listed, report }) => {
    const [, method, path, body] = route
    if ((method as string) === 'PAGE') return team.ask(name, 'POST', '/pages', { case: caseId })
    if ((method as string) === 'REPORT')
      return team.ask(name, 'POST', '/reports', { whatHappened: 'x', case: caseId })
    if ((method as string) === 'AMEND')
      return team.ask(name, 'POST', `/reports/${ids.report}/amendments`, { words: 'x' })
    const real = path.replace('PRIYA', team.ids.Priya).replace('PERSON', ids.listed)
    return team.ask(name, method, `/cases/${caseId}${real}`, body)
  }
  const plain = ({ status, headers, text }: Awaited<ReturnType<typeof call>>) => {
    const { date: _date, ...rest } = headers
    // Drawn anew for every answer, whatever it is.
    const told = JSON.stringify(rest).replace(/nonce-[^']+/g, 'nonce')
    return { status, headers: told, text }
  }

  test.each(Object.keys(inside))('%s', async (standing) => {
    for (const route of routes) {
      await openCase()
      const name = await stand[standing]!()
      const { status } = await call(name, route, id)
      const label = `${route[1]} ${route[2]}`
      if (inside[standing]!.includes(route[0]))
        expect([label, status]).toEqual([label, expect.toSatisfy((s) => s < 300)])
      else expect([label, status]).toEqual([label, 404])
    }
  })

  test.each(outside)('[I2] to %s it is the same as a case that never was', async (standing) => {
    await openCase()
    const name = await stand[standing]!()
    const before = await team.detail('Tomás', id)
    const nothing = { listed: randomUUID(), report: randomUUID() }
    for (const route of routes) {
      const hidden = plain(await call(name, route, id))
      expect(hidden).toEqual(plain(await call(name, route, randomUUID(), nothing)))
      expect([route, hidden.status]).toEqual([route, 404])
    }
    expect(await team.detail('Tomás', id)).toEqual(before)
    expect((await team.ask(name, 'GET', '/cases')).text).not.toContain(id)
  })

  test('[I2] the chair who is locked out learns nothing from a malformed id either', async () => {
    await openCase()
    const name = await stand['the chair locked out']!()
    const hidden = plain(await team.ask(name, 'GET', `/cases/${id}`))
    expect(plain(await team.ask(name, 'GET', '/cases/not-an-id'))).toEqual(hidden)
  })

  test('an ended account is signed in nowhere, and counts for nothing', async () => {
    await openCase()
    await team.give(id, 'Dawit', 'lead', 'Tomás')
    expect(await team.detail('Dawit', id)).toMatchObject({ level: 'lead' })
    const [dawit, tomás] = [team.ids.Dawit, team.ids.Tomás]
    const ended = (member: typeof dawit, ended_at: Date | null) =>
      team.db.updateTable('members').set({ ended_at }).where('id', '=', member).execute()
    await ended(dawit, team.clock())
    for (const route of routes) expect((await call('Dawit', route, id)).status).toBe(401)
    expect((await team.detail('Tomás', id)).team).not.toContain(dawit)
    expect((await setLevel('Dawit', 'read')).status).toBe(404)

    await ended(tomás, team.clock())
    expect(await leadAfterEnding(team.db, tomás)).toContain(id)
    expect((await team.detail('Nkechi', id)).level).toBe('lead')
    await ended(dawit, null)
    await ended(tomás, null)
  })
})

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
