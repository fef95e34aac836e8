// A case is never without somebody who may lead it: whatever is done, in whatever order, by whomever. Random lives of a
// case, each from a seed that a failure names.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isWhole } from '#shared/cases/damaged.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { endMember } from '../server/people/members.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

const seeds = Array.from({ length: 24 }, (_, at) => 1_000 + at)
const actsOfALife = 24

/** mulberry32: the same numbers for the same seed, everywhere. */
function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { of: <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]! }
}

describe.each(kinds)('[WM10] the lead of a case, on %s', (kind) => {
  let team: Team
  let id: CaseId
  let names: Name[]
  beforeAll(async () => {
    team = await openTeam(kind)
    names = Object.keys(team.ids) as Name[]
  })
  afterAll(() => team.close())
  beforeEach(async () => {
    await team.db.updateTable('members').set({ ended_at: null }).execute()
    id = (await team.report('Hana')).case.id
  })

  const readRows = () =>
    team.db
      .selectFrom('case_access as a')
      .innerJoin('members as m', 'm.id', 'a.member_id')
      .leftJoin('case_exclusions as x', (on) =>
        on.onRef('x.case_id', '=', 'a.case_id').onRef('x.member_id', '=', 'a.member_id'),
      )
      .select(['a.member_id as member', 'a.level', 'a.conflict', 'a.granted_by', 'm.name'])
      .where('a.case_id', '=', id)
      .where('m.ended_at', 'is', null)
      .where('x.case_id', 'is', null)
      .execute()
  const isMarked = async () => {
    const row = team.db.selectFrom('cases').select('leaderless_since').where('id', '=', id)
    return (await row.executeTakeFirstOrThrow()).leaderless_since !== null
  }
  const holds = async () => {
    const living = await readRows()
    const open = living.filter(({ conflict }) => conflict !== 'asked')
    const leads = (some: typeof living) => some.some(({ level }) => level === 'lead')
    // Marked only where really nobody is left; else somebody leads, and one who may open it wherever there is one.
    expect(await isMarked()).toBe(living.length === 0)
    if (living.length > 0) expect(leads(open.length > 0 ? open : living)).toBe(true)
  }
  const end = (name: Name) =>
    endMember(
      { db: team.db, handOver: async () => () => {} },
      { event: team.event, member: team.ids[name], now: team.clock() },
    ).catch(() => {})
  const link = (by: Name, name: Name) =>
    team.ask(by, 'POST', `/cases/${id}/people`, { name, role: 'witness', memberId: team.ids[name] })
  const stepOut = (name: Name) => team.ask(name, 'POST', `/cases/${id}/conflict`, { answer: 'conflict' })
  const put = (by: Name, name: Name, level: string) =>
    team.ask(by, 'PUT', `/cases/${id}/access/${team.ids[name]}`, { level })
  const take = (by: Name, name: Name) => team.ask(by, 'DELETE', `/cases/${id}/access/${team.ids[name]}`)

  test.each(seeds)('holds through a life of random acts, seed %i', async (seed) => {
    const random = createRandom(seed)
    const done: string[] = []
    const acts = {
      give: (by: Name, name: Name) => put(by, name, random.of(['lead', 'write', 'read'])),
      take,
      stepOut,
      isFree: (name: Name) => team.ask(name, 'POST', `/cases/${id}/conflict`, { answer: 'none' }),
      link,
      listReported: (by: Name) =>
        team.ask(by, 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' }),
      reportAbout: (by: Name, name: Name) =>
        team.ask(by, 'POST', '/reports', { whatHappened: 'x', case: id, involvesMembers: [team.ids[name]] }),
      lift: (by: Name, name: Name) =>
        team.ask(by, 'POST', `/cases/${id}/exclusions/${team.ids[name]}/lift`, { reason: 'x' }),
      end: (_by: Name, name: Name) => end(name),
    }
    for (let act = 0; act < actsOfALife; act++) {
      const [kindOf, by, name] = [
        random.of(Object.keys(acts) as (keyof typeof acts)[]),
        random.of(names),
        random.of(names),
      ]
      done.push(`${by} ${kindOf} ${name}`)
      await acts[kindOf](by, name)
      await holds().catch((error) => {
        throw new Error(`seed ${seed}, after: ${done.join(', ')}`, { cause: error })
      })
    }
  })

  /** Nobody on it but these, the first as its lead. */
  const leave = async (...left: Name[]) => {
    await put('Nkechi', left[0]!, 'lead')
    for (const name of left.slice(1)) await put(left[0]!, name, 'write')
    for (const { name } of await readRows()) {
      const first = name.split(' ')[0] as Name
      if (!left.includes(first)) expect((await take(left[0]!, first)).status).toBe(204)
    }
  }
  const levels = async () =>
    Object.fromEntries((await readRows()).map(({ name, level }) => [name.split(' ')[0], level]))

  test('the only one left steps back: the chair leads, then the first coordinator, asked about a conflict first', async () => {
    await leave('Hana')
    await team.ask('Hana', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
    team.told.length = 0
    expect((await stepOut('Hana')).status).toBe(204)
    expect(await levels()).toEqual({ Nkechi: 'lead' })
    expect(team.told.find(({ news }) => news?.kind === 'access')?.to).toEqual([
      team.ids.Hana,
      team.ids.Nkechi,
    ])
    expect((await team.ask('Nkechi', 'GET', `/cases/${id}`)).status).toBe(404)
    const { checks } = (await team.ask('Nkechi', 'GET', '/my/conflict-checks')).body
    expect(checks).toContainEqual({ case: id, reported: ['Corvin Haldane'] })
    expect((await stepOut('Nkechi')).status).toBe(204)
    expect(await levels()).toEqual({ Tomás: 'lead' })
  })

  test('while anybody is left who may open it, nobody new is brought to it', async () => {
    await leave('Hana', 'Maria')
    await put('Hana', 'Maria', 'read')
    expect((await stepOut('Hana')).status).toBe(204)
    expect(await levels()).toEqual({ Maria: 'lead' })
  })

  test('who was asked and says that there is no conflict leads, where the lead has not answered yet', async () => {
    await leave('Hana')
    await team.ask('Hana', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
    await put('Hana', 'Maria', 'write')
    await put('Hana', 'Dawit', 'write')
    await stepOut('Hana')
    expect(await levels()).toEqual({ Maria: 'lead', Dawit: 'write' })
    await team.ask('Dawit', 'POST', `/cases/${id}/conflict`, { answer: 'none' })
    expect(await levels()).toEqual({ Maria: 'lead', Dawit: 'lead' })
  })

  const nobody = 'Nobody could lead this case then. Add somebody else to it first.'
  const lockOutAllBut = async (...left: Name[]) => {
    await leave(...left)
    for (const name of ['Nkechi', 'Tomás', 'Lena'] as const)
      if (!left.includes(name)) await link(left[0]!, name)
  }

  test('where nobody at all would be left, stepping out is refused, and says why', async () => {
    await lockOutAllBut('Hana')
    for (const refused of [await stepOut('Hana'), await link('Hana', 'Hana')])
      expect([refused.status, refused.body.detail]).toEqual([409, nobody])
    expect((await take('Hana', 'Hana')).status).toBe(409)
    expect(await levels()).toEqual({ Hana: 'lead' })
    expect((await team.detail('Hana', id)).people.filter(isWhole).map(({ name }) => name)).not.toContain(
      'Hana',
    )
    expect(await isMarked()).toBe(false)
    await put('Hana', 'Maria', 'write')
    expect((await stepOut('Hana')).status).toBe(204)
  })

  test('who was only asked may say so all the same, a report is taken, an account ends: the case is marked', async () => {
    const marks = [
      async () => {
        await lockOutAllBut('Hana')
        await team.ask('Hana', 'POST', `/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
        await put('Hana', 'Maria', 'write')
        await end('Hana')
        expect(await levels()).toEqual({ Maria: 'lead' })
        expect((await stepOut('Maria')).status).toBe(204)
      },
      async () => {
        await lockOutAllBut('Hana')
        const { body } = await team.ask('Hana', 'POST', '/reports', {
          whatHappened: 'x',
          ...{ case: id, involvesMembers: [team.ids.Hana] },
        })
        expect(body).toMatchObject({ case: { id }, nobodyLeads: true })
      },
      async () => {
        await lockOutAllBut('Hana')
        await end('Hana')
      },
    ]
    for (const mark of marks) {
      await team.db.updateTable('members').set({ ended_at: null }).execute()
      id = (await team.report('Hana')).case.id
      await mark()
      expect(await isMarked()).toBe(true)
      expect(await levels()).toEqual({})
    }
  })

  test('a report that names everybody who could lead is taken, marked, and its taker is told so', async () => {
    const involvesMembers = (['Nkechi', 'Tomás', 'Lena', 'Hana'] as const).map((name) => team.ids[name])
    const report = randomUUID()
    const send = () =>
      team.ask('Hana', 'POST', '/reports', { id: report, whatHappened: 'x', involvesMembers })
    const { status, body } = await send()
    expect([status, body.nobodyLeads]).toEqual([201, true])
    expect((await send()).body).toEqual(body)
    id = body.case.id
    expect(await isMarked()).toBe(true)
    expect(await team.report('Hana')).not.toHaveProperty('nobodyLeads')
  })

  test('[WM12] who came later, or was confirmed later, is never brought to it', async () => {
    await lockOutAllBut('Hana')
    const later = new Date(team.clock().getTime() + 1)
    const late = await team.db
      .insertInto('members')
      .values({
        ...{ id: randomUUID() as MemberId, event_id: team.event, name: 'Late', role: 'chair', colour: 1 },
        ...{ email: `${randomUUID()}@example.org`, password_hash: '-', confirmed_at: later, ended_at: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await end('Hana')
    expect(await isMarked()).toBe(true)
    expect(await levels()).toEqual({})
    await team.db.deleteFrom('members').where('id', '=', late.id).execute()
  })

  test('an account that ends while a report comes in: the new case is led by somebody who is there', async () => {
    const [taken] = await Promise.all([team.report('Hana'), end('Nkechi')])
    id = taken.case.id
    await holds()
  })
})
