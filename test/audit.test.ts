// Who did and read what: a row for each act and each look, in a chain that shows whatever was done to it.

import { createHash, randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseId, EventId } from '#shared/ids.ts'
import { ownProcedureId } from '#shared/procedure/own-id.ts'
import { type AuditRow, appendToAudit, type Chain, findBreak } from '../server/case/audit.ts'
import { limits } from '../shared/limits.ts'
import { type Name, openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'
import { openHouse } from './helpers/house.ts'
import { joinRecord } from './helpers/people.ts'

const sha = (bytes: string) => createHash('sha256').update(bytes).digest()

describe.each(kinds)('the audit, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())

  const chainOf = async (chain: Chain): Promise<AuditRow[]> => {
    const rows = team.db.selectFrom('audit').selectAll().where('chain', '=', chain).orderBy('n')
    return (await rows.execute()).map(({ member_id, entry_id, ...row }) => ({
      ...row,
      hash: Buffer.from(row.hash),
      member: member_id,
      entry: entry_id,
    }))
  }
  const headOf = (chain: Chain) =>
    team.db.selectFrom('audit_heads').select(['n', 'hash']).where('chain', '=', chain).executeTakeFirst()
  const actsOf = async (id: CaseId) => (await chainOf(id)).map(({ act, member }) => [act, nameOf(member)])
  const nameOf = (member: unknown) => Object.entries(team.ids).find(([, id]) => id === member)?.[0]
  const ask = async (
    name: Name,
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) => {
    const answer = await team.ask(name, method, path, body)
    expect([path, answer.status]).toEqual([path, expect.toSatisfy((status) => status < 300)])
    return answer.body
  }

  test('[AU1] every act on a case leaves a row: who, what, which entry, and no word', async () => {
    const { case: opened, report } = await team.report('Hana', { whatHappened: 'xylophonic words' })
    const of = `/cases/${opened.id}`
    await ask('Hana', 'POST', `/reports/${report.id}/amendments`, { words: 'xylophonic, too' })
    await ask('Nkechi', 'PUT', `${of}/access/${team.ids.Maria}`, { level: 'read' })
    const person = await ask('Tomás', 'POST', `${of}/people`, { name: 'Jun Xylophone', role: 'witness' })
    await ask('Tomás', 'PATCH', `${of}/people/${person.id}`, { role: 'other' })
    await ask('Tomás', 'DELETE', `${of}/people/${person.id}`)
    await ask('Hana', 'POST', `${of}/known-words`, { word: 'Xylophone' })
    await ask('Hana', 'POST', `${of}/danger`, { says: 'called' })
    const tick = { id: randomUUID(), what: 'Xylophone', at: '2026-11-05T13:00:00.000Z' }
    await ask('Hana', 'POST', `${of}/ticks`, tick)
    await ask('Tomás', 'DELETE', `${of}/ticks/${tick.id}`)
    const call = { id: randomUUID(), says: 'called' }
    await ask('Hana', 'POST', `${of}/danger`, call)
    const decision = { about: call.id, whose: 'team', because: 'A xylophone.' }
    await ask('Hana', 'POST', `${of}/call-decisions`, decision)
    await ask('Hana', 'POST', `${of}/contacts`, { kind: 'asked', text: 'Which xylophone?' })
    await ask('Hana', 'PUT', `${of}/reach`, { way: 'Xylophone', avoid: '', fears: 'no', wantsWord: 'yes' })
    await ask('Nkechi', 'PATCH', of, { stage: 'acting' })
    await ask('Hana', 'POST', `${of}/meeting`, { place: 'Xylophone room' })
    await ask('Hana', 'PATCH', `${of}/meeting`, { question: 2 })
    await ask('Nkechi', 'PUT', `${of}/names-shown`, { isShown: true })
    await ask('Nkechi', 'POST', `${of}/procedure`, { id: ownProcedureId })
    await ask('Hana', 'POST', `${of}/displays`)
    const { id: meeting } = await ask('Hana', 'POST', `${of}/meeting/end`, {})
    await ask('Lena', 'POST', `${of}/conflict`, { answer: 'conflict' })
    await ask('Hana', 'POST', `${of}/exclusions/${team.ids.Lena}/lift`, { reason: 'Xylophone.' })
    await ask('Nkechi', 'DELETE', `${of}/access/${team.ids.Maria}`)
    expect(await actsOf(opened.id)).toEqual([
      ['takeReport', 'Hana'],
      ['amendReport', 'Hana'],
      ['giveAccess', 'Nkechi'],
      ['addPerson', 'Tomás'],
      ['changePerson', 'Tomás'],
      ['removePerson', 'Tomás'],
      ['sayPlainWord', 'Hana'],
      ['sayDanger', 'Hana'],
      ['addTick', 'Hana'],
      ['takeBackTick', 'Tomás'],
      ['sayDanger', 'Hana'],
      ['sayCallDecision', 'Hana'],
      ['addContact', 'Hana'],
      ['sayReach', 'Hana'],
      ['moveCase', 'Nkechi'],
      ['startMeeting', 'Hana'],
      ['goToQuestion', 'Hana'],
      ['showNames', 'Nkechi'],
      ['takeProcedure', 'Nkechi'],
      ['makeDisplay', 'Hana'],
      ['endMeeting', 'Hana'],
      ['answerConflictCheck', 'Lena'],
      ['liftExclusion', 'Hana'],
      ['takeAccess', 'Nkechi'],
    ])
    const rows = await chainOf(opened.id)
    expect([rows[0]!.entry, rows[3]!.entry, rows[20]!.entry]).toEqual([report.id, person.id, meeting])
    expect(JSON.stringify(rows)).not.toMatch(/xylophon/i)
    expect(findBreak(rows, await headOf(opened.id))).toBeUndefined()
  })

  test('[AU3] an act that is refused, or fails, leaves none; and none is there without its act', async () => {
    const { case: opened } = await team.report('Hana')
    const before = await actsOf(opened.id)
    expect((await team.ask('Nkechi', 'DELETE', `/cases/${opened.id}/access/${team.ids.Nkechi}`)).status).toBe(
      409,
    )
    expect((await team.ask('Dawit', 'PATCH', `/cases/${opened.id}`, { stage: 'acting' })).status).toBe(404)
    expect((await team.ask('Nkechi', 'PATCH', `/cases/${opened.id}`, { stage: 'burnt' })).status).toBe(400)
    expect(await actsOf(opened.id)).toEqual(before)
  })

  test('[AU1] a look leaves one row for a member and ten minutes, however many there are', async () => {
    const { case: opened } = await team.report('Hana')
    const look = (name: Name, path = '') => team.ask(name, 'GET', `/cases/${opened.id}${path}`)
    await Promise.all([look('Hana'), look('Hana'), look('Tomás'), look('Hana', '/meetings')])
    await look('Hana')
    await look('Dawit')
    const looks = async () => (await actsOf(opened.id)).slice(1).map(String).toSorted()
    const first = ['listMeetings,Hana', 'readCase,Hana', 'readCase,Tomás']
    expect(await looks()).toEqual(first)
    team.later(limits.readNotedMs - 1_000)
    await look('Hana')
    expect(await looks()).toEqual(first)
    team.later(1_000)
    await look('Hana')
    expect(await looks()).toEqual([...first, 'readCase,Hana'].toSorted())
    expect(findBreak(await chainOf(opened.id), await headOf(opened.id))).toBeUndefined()
  })

  test('[AU2] the database refuses to change, delete or empty it', async () => {
    const { case: opened } = await team.report('Hana')
    const { db } = team
    await expect(
      db.updateTable('audit').set({ act: 'x' }).where('chain', '=', opened.id).execute(),
    ).rejects.toThrow()
    await expect(db.deleteFrom('audit').where('chain', '=', opened.id).execute()).rejects.toThrow()
    await expect(sql`truncate audit`.execute(db)).rejects.toThrow()
    expect(await actsOf(opened.id)).toHaveLength(1)
  })

  test('[AU2] whatever is done to a chain is found, at the first row that is not what was written', async () => {
    const chain = randomUUID() as EventId
    const times = 12
    for (let n = 0; n < times; n++)
      await team.db.transaction().execute((trx) =>
        appendToAudit(trx, {
          chain,
          member: team.ids.Hana,
          act: `act-${n % 3}`,
          entry: null,
          at: new Date(n * 1000),
        }),
      )
    const [rows, head] = [await chainOf(chain), (await headOf(chain))!]
    expect(findBreak(rows, head)).toBeUndefined()
    const place = fc.nat(times - 1)
    const harm: fc.Arbitrary<[number, AuditRow[]]> = fc.oneof(
      place.map((n) => [n, rows.with(n, { ...rows[n]!, act: 'another' })] as [number, AuditRow[]]),
      place.map((n) => [n, rows.with(n, { ...rows[n]!, member: team.ids.Maria })] as [number, AuditRow[]]),
      place.map((n) => [n, rows.with(n, { ...rows[n]!, at: new Date(7) })] as [number, AuditRow[]]),
      place.map((n) => [n, rows.toSpliced(n, 1)] as [number, AuditRow[]]),
      place.map((n) => [n + 1, rows.toSpliced(n, 0, rows[n]!)] as [number, AuditRow[]]),
      // Put in by somebody who knows how the hash is made: the ones after it no longer fit.
      place.map(
        (n) => [n, rows.toSpliced(n, 0, { ...rows[n]!, hash: sha('made up') })] as [number, AuditRow[]],
      ),
      fc
        .tuple(place, place)
        .filter(([a, b]) => a < b)
        .map(([a, b]) => [a, rows.with(a, rows[b]!).with(b, rows[a]!)] as [number, AuditRow[]]),
      place.map((n) => [n, rows.slice(0, n)] as [number, AuditRow[]]),
    )
    await fc.assert(
      fc.property(harm, ([first, harmed]) => {
        expect(findBreak(harmed, head)).toBe(first + 1)
      }),
      { numRuns: 300 },
    )
  })
})

test('[AU1] acts on the team leave rows in a chain of the event’s own', async () => {
  const house = await openHouse('postgres')
  try {
    const { nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { body: made } = await nkechi.ask('POST', '/api/invitations', { role: 'staff' })
    await nkechi.ask('DELETE', `/api/invitations/${(made as { id: string }).id}`)
    await nkechi.ask('PATCH', `/api/members/${hana.id}`, { role: 'coordinator' })
    const { body: way } = await nkechi.ask('POST', `/api/members/${hana.id}/recovery`)
    const { token } = way as { token: string }
    await hana.ask('POST', '/api/recovery', { token, password: 'a way back in to the harbour' })
    await nkechi.ask('DELETE', `/api/members/${hana.id}`)
    const { id: event } = await house.db.selectFrom('events').select('id').executeTakeFirstOrThrow()
    const rows = house.db.selectFrom('audit').selectAll().where('chain', '=', event).orderBy('n')
    const acts = (await rows.execute()).map(({ act, member_id, entry_id }) => [
      act,
      member_id === nkechi.id ? 'nkechi' : member_id === hana.id ? 'hana' : member_id,
      entry_id === hana.id ? 'hana' : entry_id === (made as { id: string }).id ? 'invitation' : 'other',
    ])
    expect(acts).toEqual([
      ['setUp', 'nkechi', 'other'],
      ['makeInvitation', 'nkechi', 'other'],
      ['acceptInvitation', 'hana', 'hana'],
      ['makeInvitation', 'nkechi', 'invitation'],
      ['revokeInvitation', 'nkechi', 'invitation'],
      ['changeMember', 'nkechi', 'hana'],
      ['makeRecovery', 'nkechi', 'hana'],
      ['recover', 'hana', 'hana'],
      ['endAccount', 'nkechi', 'hana'],
    ])
  } finally {
    await house.close()
  }
})

test('[AU1] opening a record is a look, too', async () => {
  const house = await openHouse('postgres')
  try {
    const { nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(hana)
    await joinRecord(hana, id)
    await joinRecord(hana, id)
    await joinRecord(nkechi, id)
    const rows = house.db.selectFrom('audit').selectAll().where('chain', '=', id).orderBy('n')
    const looks = (await rows.execute()).filter(({ act }) => act === 'joinRecord')
    expect(looks.map(({ member_id }) => member_id)).toEqual([hana.id, nkechi.id])
  } finally {
    await house.close()
  }
})
