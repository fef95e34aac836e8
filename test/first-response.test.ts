// The first response: what was ticked of its card, whose decision it was to call somebody, and the numbers to call.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportAnswer, Reports } from '#shared/http/cases.ts'
import type { EventNumbers } from '#shared/http/first-response.ts'
import type { CaseId } from '#shared/ids.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Person, until } from './helpers/people.ts'

describe.each(kinds)('the first response, on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'tomas' | 'hana' | 'dawit' | 'maria', Person>

  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({
      ...{ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', dawit: 'staff', maria: 'staff' },
    })
  })
  afterAll(() => house.close())

  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const ticked = (what: string, at = ago(20)) => ({ id: randomUUID(), what, at })
  const send = (body: object, by = people.hana) =>
    by.ask('POST', '/api/reports', { whatHappened: 'He waits outside.', ...body })
  const read = async (id: CaseId, by = people.tomas): Promise<Reports> =>
    (await by.ask('GET', `/api/cases/${id}/reports`)).body
  const caseOf = ({ body }: { body: unknown }): CaseId => (body as ReportAnswer).case.id
  const take = (id: CaseId, tick: string, by = people.tomas) =>
    by.ask('DELETE', `/api/cases/${id}/ticks/${tick}`)

  it('[FR1] ticks made before there was a case stand on it with who and when, once however often they are sent', async () => {
    const [seat, company] = [ticked('Find a private place to sit'), ticked('Ask who', ago(10))]
    const report = { id: randomUUID(), ticks: [seat, company, seat] }
    const [first, again] = await Promise.all([send(report), send(report)])
    expect([first.status, again.status]).toEqual([201, 201])
    const by = people.hana.id
    const both = [seat, company].map((tick) => ({ ...tick, by }))
    expect((await read(caseOf(first))).ticks).toEqual(both)
    // Made while nobody knew whether the report had arrived: they come with it again.
    const numbers = ticked('Give them the numbers', ago(5))
    expect((await send({ ...report, ticks: [seat, company, numbers] })).status).toBe(201)
    expect((await read(caseOf(first))).ticks).toEqual([...both, { ...numbers, by }])
    const acts = house.db.selectFrom('audit').select('act').where('chain', '=', caseOf(first)).orderBy('n')
    expect((await acts.execute()).map(({ act }) => act)).toEqual(['takeReport', 'listReports', 'takeReport'])
  })

  it('[FR1] a later tick is written once, is no later than now, and is told to everybody on the case', async () => {
    const { id } = await house.report(people.hana)
    const news: unknown[] = []
    const socket = await people.tomas.connect()
    socket.on('news', (one: unknown) => news.push(one))
    const tick = ticked('Ask how', new Date(Date.now() + 3_600_000).toISOString())
    const add = (by = people.hana) => by.ask('POST', `/api/cases/${id}/ticks`, tick)
    const first = await add()
    expect(first).toMatchObject({ status: 201, body: { id: tick.id, by: people.hana.id, what: 'Ask how' } })
    expect(Date.parse((first.body as { at: string }).at)).toBeLessThanOrEqual(Date.now())
    expect((await add()).body).toEqual(first.body)
    expect((await add(people.tomas)).status).toBe(404)
    expect((await read(id)).ticks).toEqual([first.body])
    await until(() => news.some((one) => (one as { part?: string }).part === 'reports'))
    const sealed = await house.db
      .selectFrom('case_entries')
      .select('sealed')
      .where('id', '=', tick.id)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(sealed.sealed).toString('latin1')).not.toContain('Ask how')
  })

  it('[FR1] a tick of one case is none of another, and a closed case takes none', async () => {
    const [one, other] = [await house.report(people.hana), await house.report(people.hana)]
    const tick = ticked('Ask how')
    expect((await people.hana.ask('POST', `/api/cases/${one.id}/ticks`, tick)).status).toBe(201)
    expect((await people.hana.ask('POST', `/api/cases/${other.id}/ticks`, tick)).status).toBe(404)
    expect((await send({ ticks: [tick] })).status).toBe(404)
    expect((await take(other.id, tick.id)).status).toBe(404)
    const report = { id: randomUUID(), ticks: [ticked('Sit down')] }
    const id = caseOf(await send(report))
    expect((await people.nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'closed' })).status).toBe(200)
    expect((await people.hana.ask('POST', `/api/cases/${id}/ticks`, ticked('Late'))).status).toBe(409)
    expect((await send({ ...report, ticks: [...report.ticks, ticked('Late')] })).status).toBe(201)
    expect((await read(id)).ticks).toHaveLength(1)
  })

  it('[FR2] a tick is taken back by whoever may write, once, and what it was stays written', async () => {
    const tick = ticked('Sit down')
    const id = caseOf(await send({ ticks: [tick] }))
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.dawit.id}`, { level: 'read' })
    await answerChecks(people.dawit)
    expect((await take(id, tick.id, people.dawit)).status).toBe(404)
    expect((await take(id, randomUUID())).status).toBe(404)
    expect([(await take(id, tick.id)).status, (await take(id, tick.id, people.nkechi)).status]).toEqual([
      204, 204,
    ])
    const takenBack = { by: people.tomas.id, at: expect.any(String) }
    expect((await read(id)).ticks).toEqual([{ ...tick, by: people.hana.id, takenBack }])
    // The report that comes once more brings it back to nobody.
    expect((await read(id, people.hana)).ticks).toHaveLength(1)
    const kept = await house.db
      .selectFrom('case_entries')
      .select('kind')
      .where('case_id', '=', id)
      .where('kind', 'like', 'tick%')
      .execute()
    expect(kept.map((row) => row.kind)).toEqual(['tick', 'tick-removal'])
  })

  it('[FR3] whose decision a call was, and because of what, is kept with the report and said anew beside it', async () => {
    const { hana, tomas } = people
    const id = randomUUID()
    const calledDecision = { whose: 'reporter', because: 'They asked for the police themselves.' }
    const caseId = caseOf(
      await send({ id, danger: false, hasCalled: true, calledWhom: 'police', calledDecision }),
    )
    const at = expect.any(String)
    const told = await read(caseId)
    expect(told.reports[0]).toMatchObject({ hasCalled: true, calledWhom: 'police' })
    expect(told.decisions).toEqual([{ about: id, by: hana.id, at, ...calledDecision }])
    const other = { id: randomUUID(), about: id, whose: 'team', because: 'He had a knife.' }
    const say = (body: object) => tomas.ask('POST', `/api/cases/${caseId}/call-decisions`, body)
    expect([(await say(other)).status, (await say(other)).status]).toEqual([204, 204])
    const { id: _, ...said } = other
    expect((await read(caseId)).decisions).toEqual([{ ...said, by: tomas.id, at }])
    const rows = house.db.selectFrom('case_entries').select('id').where('case_id', '=', caseId)
    expect(await rows.where('kind', '=', 'call-decision').execute()).toHaveLength(2)
  })

  it('[FR3] it is said with a call in one act, and of nothing that is no call', async () => {
    const { tomas } = people
    const { id } = await house.report(people.hana, { danger: true })
    const call = { id: randomUUID(), says: 'called', whom: 'security' }
    const decision = { whose: 'team', because: 'She was followed.' }
    const say = () => tomas.ask('POST', `/api/cases/${id}/danger`, { ...call, decision })
    expect([(await say()).status, (await say()).status]).toEqual([204, 204])
    const { danger, decisions } = await read(id)
    expect(danger).toMatchObject([{ ...call, by: tomas.id }])
    expect(decisions).toMatchObject([{ about: call.id, ...decision }])
    const over = { id: randomUUID(), says: 'over' }
    await tomas.ask('POST', `/api/cases/${id}/danger`, over)
    for (const about of [over.id, randomUUID()])
      expect(
        await tomas.ask('POST', `/api/cases/${id}/call-decisions`, { about, ...decision }),
      ).toMatchObject({ status: 404 })
  })

  it('[WM20] whoever is likely named by what is written here has nothing of it until it is said who is meant', async () => {
    const because = `${people.maria.name} was seen behind the stage.`
    const open = async (how: (id: CaseId) => Promise<{ status: number }>) => {
      const { id } = await house.report(people.hana)
      await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.maria.id}`, { level: 'write' })
      await answerChecks(people.maria)
      expect((await people.maria.ask('GET', `/api/cases/${id}/reports`)).status).toBe(200)
      expect((await how(id)).status).toBeLessThan(300)
      return (await people.maria.ask('GET', `/api/cases/${id}/reports`)).status
    }
    const { tomas } = people
    expect(
      await open((id) =>
        tomas.ask('POST', `/api/cases/${id}/danger`, {
          says: 'called',
          decision: { whose: 'team', because },
        }),
      ),
    ).toBe(404)
    expect(await open((id) => tomas.ask('POST', `/api/cases/${id}/ticks`, ticked(because)))).toBe(404)
    expect(await open((id) => send({ case: id, ticks: [ticked(because)] }))).toBe(404)
  })

  it('[FR4] the chair gives the numbers to call, sealed; every member has them', async () => {
    const { nkechi, hana, tomas } = people
    const numbers: EventNumbers['numbers'] = [
      { use: 'emergency', name: 'Police and ambulance', phone: '112' },
      { use: 'security', name: 'Venue security', phone: '+351 555 0199' },
    ]
    const readAll = async (by: Person) => (await by.ask('GET', '/api/numbers')).body
    expect(await readAll(hana)).toEqual({ numbers: [] })
    expect((await tomas.ask('PUT', '/api/numbers', { numbers })).status).toBe(404)
    expect((await nkechi.ask('PUT', '/api/numbers', { numbers })).status).toBe(200)
    expect(await readAll(hana)).toEqual({ numbers })
    const wrong = { numbers: [{ use: 'other', name: 'Taxi', phone: 'call me' }] }
    expect(await nkechi.ask('PUT', '/api/numbers', wrong)).toMatchObject({
      ...{ status: 400, body: { errors: [{ field: 'numbers.0.phone' }] } },
    })
    const rows = await house.db.selectFrom('event_entries').select(['kind', 'sealed']).execute()
    const row = rows.find(({ kind: of }) => of === 'event-numbers')
    expect(Buffer.from(row!.sealed).toString('latin1')).not.toContain('0199')
    expect((await nkechi.ask('PUT', '/api/numbers', { numbers: [] })).status).toBe(200)
    expect(await readAll(tomas)).toEqual({ numbers: [] })
  })
})
