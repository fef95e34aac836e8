import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeNameCount } from '#shared/cases/code-names.ts'
import type { CaseId, ReportId } from '#shared/ids.ts'
import { openTeam, type Team } from './helpers/case-team.ts'
import { kinds } from './helpers/database.ts'

describe.each(kinds)('a report, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  beforeEach(() => {
    team.told.length = 0
  })

  const countCases = async () =>
    Number(
      (await team.db
        .selectFrom('cases')
        .select((s) => s.fn.countAll().as('n'))
        .executeTakeFirst())!.n,
    )

  test('[C1] opens a case: the chair leads, coordinators and whoever took it write, nobody else is in', async () => {
    const { case: opened, report } = await team.report('Hana', {
      whatHappened: 'He followed her to the lift.',
      when: 'after lunch',
      who: { missing: 'unknown' },
      danger: true,
      hasCalled: true,
      verbatim: true,
    })
    const detail = await team.detail('Hana', opened.id)
    const { Nkechi, Tomás, Lena, Hana } = team.ids
    expect(detail.access.map(({ member, level }) => [member, level])).toEqual([
      [Nkechi, 'lead'],
      [Tomás, 'write'],
      [Lena, 'write'],
      [Hana, 'write'],
    ])
    expect(detail).toMatchObject({
      stage: 'new',
      isUrgent: true,
      reportedBy: Hana,
      codeName: opened.codeName,
    })
    expect(detail.reports).toEqual([
      {
        id: report.id,
        takenBy: Hana,
        at: team.clock().toISOString(),
        whatHappened: 'He followed her to the lift.',
        when: 'after lunch',
        who: { missing: 'unknown' },
        danger: true,
        hasCalled: true,
        verbatim: true,
        amendments: [],
      },
    ])
    expect((await team.ask('Maria', 'GET', `/cases/${opened.id}`)).status).toBe(404)
    expect(team.told).toEqual([
      { kind: 'case', to: expect.any(Array), news: { kind: 'case', case: opened.id } },
    ])
    expect(team.told[0]!.to.toSorted()).toEqual([Nkechi, Tomás, Lena, Hana].toSorted())
  })

  test('[C1] nothing is required; danger makes it urgent', async () => {
    const { case: opened } = await team.report('Maria', { whatHappened: '', danger: true })
    expect(await team.detail('Maria', opened.id)).toMatchObject({ isUrgent: true })
  })

  test('[N5] no word of it stands in the database in clear', async () => {
    const { report } = await team.report('Hana', { whatHappened: 'xylophonic words', who: 'Corvin Haldane' })
    const { sealed } = await team.db
      .selectFrom('case_entries')
      .select('sealed')
      .where('id', '=', report.id)
      .executeTakeFirstOrThrow()
    expect(sealed.toString()).not.toMatch(/xylophonic|Corvin/)
  })

  describe('[C3] sent again under the same id', () => {
    test('[RN2] answers the same case and doubles nothing, also when several arrive at once', async () => {
      const id = randomUUID() as ReportId
      const before = await countCases()
      const send = () => team.ask('Hana', 'POST', '/reports', { id, whatHappened: 'Once.' })
      const answers = [...(await Promise.all([send(), send(), send(), send()])), await send()]
      expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
      expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201])
      expect(await countCases()).toBe(before + 1)
      expect(team.told).toHaveLength(1)
    })

    test('[RN2] an id in capital letters is the same id, and the case can be opened', async () => {
      const id = randomUUID()
      const sent = await team.ask('Hana', 'POST', '/reports', { id: id.toUpperCase(), whatHappened: 'Once.' })
      expect([sent.status, sent.body.report.id]).toEqual([201, id])
      const again = await team.ask('Hana', 'POST', '/reports', { id, whatHappened: 'Once.' })
      expect(again.text).toBe(sent.text)
      const { id: caseId } = sent.body.case
      expect((await team.ask('Hana', 'GET', `/cases/${caseId.toUpperCase()}`)).body.reports).toMatchObject([
        { id, whatHappened: 'Once.' },
      ])
    })

    test('is not available to somebody else, nor for another case', async () => {
      const { report, case: mine } = await team.report('Hana')
      const { case: other } = await team.report('Hana')
      const body = { id: report.id, whatHappened: 'Again' }
      expect((await team.ask('Nkechi', 'POST', '/reports', body)).status).toBe(404)
      expect((await team.ask('Hana', 'POST', '/reports', { ...body, case: other.id })).status).toBe(404)
      expect((await team.ask('Hana', 'POST', '/reports', { ...body, case: mine.id })).status).toBe(201)
      expect((await team.detail('Hana', mine.id)).reports).toHaveLength(1)
    })
  })

  describe('[N2] that involves members of the team', () => {
    test('shows them nothing from the first moment; the first coordinator who is free leads', async () => {
      const { Nkechi, Tomás, Lena, Hana } = team.ids
      const { case: opened } = await team.report('Hana', { involvesMembers: [Nkechi, Tomás, Nkechi] })
      for (const out of ['Nkechi', 'Tomás'] as const) {
        expect((await team.ask(out, 'GET', `/cases/${opened.id}`)).status).toBe(404)
        expect((await team.ask(out, 'GET', '/cases')).text).not.toContain(opened.id)
      }
      const detail = await team.detail('Hana', opened.id)
      expect(detail.access.map(({ member, level }) => [member, level])).toEqual([
        [Lena, 'lead'],
        [Hana, 'write'],
      ])
      expect(detail.excluded.toSorted()).toEqual([Nkechi, Tomás].toSorted())
      expect(team.told.flatMap((one) => one.to)).not.toContain(Nkechi)
    })

    test('leaves it to whoever took it when chair and coordinators are all involved', async () => {
      const { Nkechi, Tomás, Lena, Hana } = team.ids
      const { case: opened } = await team.report('Hana', { involvesMembers: [Nkechi, Tomás, Lena] })
      expect((await team.detail('Hana', opened.id)).access).toMatchObject([{ member: Hana, level: 'lead' }])
    })

    test('is taken from somebody who is involved themself, who then sees no case', async () => {
      const { case: opened } = await team.report('Hana', { involvesMembers: [team.ids.Hana] })
      expect((await team.ask('Hana', 'GET', `/cases/${opened.id}`)).status).toBe(404)
      expect((await team.detail('Nkechi', opened.id)).excluded).toEqual([team.ids.Hana])
    })

    test('is refused when it names nobody of the team: nobody may be passed over silently', async () => {
      const before = await countCases()
      const body = { whatHappened: 'x', involvesMembers: [randomUUID()] }
      expect((await team.ask('Hana', 'POST', '/reports', body)).status).toBe(400)
      expect(await countCases()).toBe(before)
    })
  })

  describe('[C6, RP2] that joins a case', () => {
    test('stands below the first, and locks out whom it involves', async () => {
      const { case: opened } = await team.report('Hana')
      team.told.length = 0
      await team.report('Hana', { case: opened.id, danger: true, involvesMembers: [team.ids.Nkechi] })
      const detail = await team.detail('Hana', opened.id)
      expect(detail.reports).toHaveLength(2)
      expect(detail.isUrgent).toBe(true)
      expect(detail.access[0]).toMatchObject({ member: team.ids.Tomás, level: 'lead' })
      expect((await team.ask('Nkechi', 'GET', `/cases/${opened.id}`)).status).toBe(404)
      expect(team.told.slice(0, 2)).toEqual([
        { kind: 'cut', to: [team.ids.Nkechi] },
        { kind: 'members', to: [team.ids.Nkechi], news: { kind: 'access' } },
      ])
    })

    test('takes write there; hidden and unknown are the same', async () => {
      const { case: opened } = await team.report('Hana')
      const send = (id: CaseId) => team.ask('Maria', 'POST', '/reports', { whatHappened: 'me too', case: id })
      const [hidden, unknown] = [await send(opened.id), await send(randomUUID() as CaseId)]
      await team.give(opened.id, 'Maria', 'read')
      const reading = await send(opened.id)
      expect([hidden.status, reading.status]).toEqual([404, 404])
      expect(hidden.text).toBe(unknown.text)
      expect(reading.text).toBe(unknown.text)
    })
  })

  describe('[C2] the account is frozen', () => {
    test('what is added later stands below it, with author and time', async () => {
      const { case: opened, report } = await team.report('Hana')
      const path = `/reports/${report.id}/amendments`
      expect((await team.ask('Tomás', 'POST', path, { words: 'It was hall 2.' })).status).toBe(201)
      const [seen] = (await team.detail('Hana', opened.id)).reports
      expect(seen).toMatchObject({
        whatHappened: 'He shouted.',
        amendments: [{ author: team.ids.Tomás, at: team.clock().toISOString(), words: 'It was hall 2.' }],
      })
      expect((await team.ask('Tomás', 'POST', path, { words: ' ' })).status).toBe(400)
    })

    test('nobody adds to what they may not see', async () => {
      const { report } = await team.report('Hana')
      const add = (id: string) => team.ask('Maria', 'POST', `/reports/${id}/amendments`, { words: 'x' })
      const [hidden, unknown] = [await add(report.id), await add(randomUUID())]
      expect([hidden.status, hidden.text]).toEqual([404, unknown.text])
    })

    test('[RN1] not even a mistake in the program changes it', async () => {
      const { report } = await team.report('Hana')
      const change = team.db.updateTable('case_entries').set({ at: new Date() })
      await expect(change.where('id', '=', report.id).execute()).rejects.toThrow()
    })
  })
})

describe.each(kinds)('code names, on %s', (kind) => {
  let team: Team
  beforeAll(async () => {
    team = await openTeam(kind)
  })
  afterAll(() => team.close())
  const reserve = async (name: 'Hana' | 'Maria'): Promise<string[]> =>
    (await team.ask(name, 'POST', '/code-names')).body.codeNames

  test('[RN3] are never given twice, even when everybody draws the same one at the same moment', async () => {
    const fair = team.draws.random
    team.draws.random = () => 0
    const opened = await Promise.all(Array.from({ length: 8 }, () => team.report('Hana')))
    team.draws.random = fair
    expect(new Set(opened.map((one) => one.case.codeName)).size).toBe(8)
  })

  test('are held three for each member, the same ones when asked again or twice at once', async () => {
    const [first, second] = await Promise.all([reserve('Hana'), reserve('Hana')])
    expect(first).toHaveLength(3)
    expect(second).toEqual(first)
    expect(await reserve('Hana')).toEqual(first)
    expect(await reserve('Maria')).not.toEqual(expect.arrayContaining([first[0]]))
  })

  test('are used up by a report of the same member, and of nobody else', async () => {
    const [mine = ''] = await reserve('Hana')
    const theirs = await team.report('Maria', { codeName: mine })
    expect(theirs.case.codeName).not.toBe(mine)
    expect((await team.report('Hana', { codeName: mine })).case.codeName).toBe(mine)
    expect((await team.report('Hana', { codeName: mine })).case.codeName).not.toBe(mine)
    expect(await reserve('Hana')).not.toContain(mine)
    expect((await team.report('Hana', { codeName: 'Corvin Haldane' })).case.codeName).not.toMatch(/Corvin/)
  })

  test('are not drawn while somebody holds them, and free again after a day', async () => {
    const held = await reserve('Maria')
    team.draws.random = (below) => (below === codeNameCount ? 0 : below - 1)
    team.later(25 * 3_600_000)
    expect(await reserve('Maria')).not.toEqual(held)
    const { case: late } = await team.report('Maria', { codeName: held[0] })
    expect(held).not.toContain(late.codeName)
  })
})
