// Every contract of a case beside every standing somebody can have to it. The contracts are the server's own; what is written here
// is how each is asked, and who is meant to be able to.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseAction, mayInCase } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { AnyContract } from '#shared/http/contract.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { ownProcedureId } from '#shared/procedure/own-id.ts'
import { leadAfterEnding } from '../server/case/leads.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

/**
 * Who gets how far: 'reads' everybody in the case, 'writes' lead and write, 'runs' the lead (and not staff who write), 'leads' the
 * lead alone; 'given' everybody in the case, and who has yet to answer the conflict check.
 */
type Needs = 'reads' | 'writes' | 'runs' | 'leads' | 'given'

const person = { name: 'Jun Avelar', role: 'witness' }
const ofContracts: readonly [Needs, string, object?][] = [
  ['reads', 'readCase'],
  ['reads', 'readCaseHead'],
  ['reads', 'listReports'],
  ['reads', 'listPeople'],
  ['reads', 'readCaseAccess'],
  ['reads', 'listMeetings'],
  ['reads', 'listFiles'],
  ['reads', 'listKnownWords'],
  ['runs', 'moveCase', { stage: 'acting' }],
  ['runs', 'giveAccess', { level: 'read' }],
  ['runs', 'takeAccess'],
  ['runs', 'addPerson', person],
  ['runs', 'changePerson', { role: 'other' }],
  ['runs', 'removePerson'],
  ['runs', 'answerArrivals'],
  ['writes', 'sayPlainWord', { word: 'Berlin' }],
  ['writes', 'sayDanger', { says: 'called' }],
  ['writes', 'addTick'],
  ['writes', 'takeBackTick'],
  ['writes', 'sayCallDecision'],
  ['reads', 'listContacts'],
  ['writes', 'addContact', { kind: 'asked', text: 'Which room was it?' }],
  ['writes', 'sayReach', { way: '', avoid: '', fears: 'no', wantsWord: 'yes' }],
  ['writes', 'startMeeting', {}],
  ['writes', 'goToQuestion', { question: 2 }],
  ['writes', 'endMeeting', {}],
  ['reads', 'makeDisplay'],
  ['reads', 'liftExclusion', { reason: 'A namesake.' }],
  ['reads', 'answerLikeness', { isThem: false }],
  ['leads', 'showNames', { isShown: true }],
  ['leads', 'showNames', { isShown: false }],
  ['reads', 'readCaseProcedure'],
  ['leads', 'takeProcedure', { id: ownProcedureId }],
  ['given', 'answerConflictCheck', { answer: 'none' }],
]
/** What is about a case though its path does not name it. */
const routes: readonly [Needs, string, object?][] = [
  ...ofContracts,
  ['reads', 'page'],
  ['writes', 'takeReport'],
  ['writes', 'amendReport'],
]
const known = new Map<string, AnyContract>(Object.entries(contracts))
const withRight = [...known.values()].filter(({ right }) => right)

const needsOf = (right: CaseAction): Needs =>
  mayInCase({ role: 'chair', level: 'read' }, right)
    ? 'reads'
    : mayInCase({ role: 'staff', level: 'write' }, right)
      ? 'writes'
      : mayInCase({ role: 'coordinator', level: 'write' }, right)
        ? 'runs'
        : 'leads'

test('[WM19] every contract of a case stands here, and names the right that was meant', () => {
  const asked = new Set(ofContracts.map(([, operation]) => operation))
  expect(withRight.map(({ operation }) => operation).filter((one) => !asked.has(one))).toEqual([])
  const named = ofContracts.map(([, operation]) => {
    const right = known.get(operation)?.right
    return [right === 'as-asked' ? 'given' : right && needsOf(right), operation]
  })
  expect(named).toEqual(ofContracts.map(([needs, operation]) => [needs, operation]))
})

/** Standings of people who have the case, with what they may; and of those for whom it must not exist. */
const inside: Record<string, readonly Needs[]> = {
  'staff who lead': ['given', 'reads', 'writes', 'runs', 'leads'],
  'the coordinator who writes': ['given', 'reads', 'writes', 'runs'],
  'staff who write': ['given', 'reads', 'writes'],
  'staff who read': ['given', 'reads'],
  'the chair who reads': ['given', 'reads'],
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
  let ticked: string
  const tick = (own: string) => ({ id: own, what: 'Sit down', at: '2026-11-05T13:00:00.000Z' })
  let amara: MemberId
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  /** A fresh case in which Tomás can do everything, with a running meeting and one listed person. */
  const openCase = async () => {
    const opened = await team.report('Hana', { hasCalled: true })
    id = opened.case.id
    report = opened.report.id
    ticked = randomUUID()
    await team.ask('Hana', 'POST', `/cases/${id}/ticks`, tick(ticked))
    listed = (await team.ask('Nkechi', 'POST', `/cases/${id}/people`, person)).body.id
    await team.give(id, 'Tomás', 'lead')
    await team.give(id, 'Priya', 'write')
    await lockOut('Aroha')
    amara = await team.arrive(id)
    const question = { case_id: id, member_id: amara, entry_id: report, asked_at: team.clock() }
    await team.db.insertInto('case_likenesses').values(question).execute()
    await team.ask('Nkechi', 'POST', `/cases/${id}/meeting`, {})
  }
  const ofWhom = (operation: string): string =>
    operation === 'liftExclusion' ? team.ids.Aroha : operation === 'answerLikeness' ? amara : team.ids.Priya
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
    const [, operation, body] = route
    if (operation === 'page') return team.ask(name, 'POST', '/pages', { case: caseId })
    if (operation === 'takeReport')
      return team.ask(name, 'POST', '/reports', { whatHappened: 'x', case: caseId })
    if (operation === 'amendReport')
      return team.ask(name, 'POST', `/reports/${ids.report}/amendments`, { words: 'x' })
    const { method, url } = known.get(operation)!
    const path = url
      .replace('/api', '')
      .replace(':id', caseId)
      .replace(':memberId', ofWhom(operation))
      .replace(':personId', ids.listed)
      .replace(':tickId', ticked)
    const asked: Record<string, object> = {
      answerArrivals: { members: [amara], isLetIn: true },
      addTick: tick(randomUUID()),
      sayCallDecision: { about: ids.report, whose: 'team', because: 'He had a knife.' },
    }
    return team.ask(name, method, path, asked[operation] ?? body)
  }
  const plain = ({ status, headers, text }: Awaited<ReturnType<typeof call>>) => {
    const { date: _date, ...rest } = headers
    // Drawn anew for every answer, whatever it is.
    const told = JSON.stringify(rest).replace(/nonce-[^']+/g, 'nonce')
    return { status, headers: told, text }
  }

  // As many cases as routes: half a minute on a machine that does other work as well.
  test.each(Object.keys(inside))('%s', { timeout: 180_000 }, async (standing) => {
    for (const route of routes) {
      await openCase()
      const name = await stand[standing]!()
      const { status } = await call(name, route, id)
      const [needs, operation] = route
      const wanted = inside[standing]!.includes(needs) ? expect.toSatisfy((s) => s < 300) : 404
      expect([operation, status]).toEqual([operation, wanted])
    }
  })

  test.each(outside)('[I2] to %s it is the same as a case that never was', async (standing) => {
    await openCase()
    const name = await stand[standing]!()
    const before = await team.detail('Tomás', id)
    const nothing = { listed: randomUUID(), report: randomUUID() }
    for (const route of routes) {
      // Theirs to answer: it is how they get the case, or say that they must not.
      if (route[0] === 'given' && standing === 'staff with a conflict check to answer') continue
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
    expect(
      await team.db
        .transaction()
        .execute((trx) =>
          leadAfterEnding(trx, { ended: tomás, now: team.clock(), handOver: async () => () => {} }),
        ),
    ).toMatchObject({
      cases: expect.arrayContaining([id]),
    })
    expect((await team.detail('Nkechi', id)).level).toBe('lead')
    await ended(dawit, null)
    await ended(tomás, null)
  })
})
