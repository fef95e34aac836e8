// What somebody asks about a case that they are locked out of takes the same steps through the database as what they ask about
// one that never was, so that not even the time tells a difference.

import { randomUUID } from 'node:crypto'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'

/** Every statement in short: what it does, and the tables it looks at. */
const steps: string[] = []
/** What the server looks up from time to time by itself, whoever asks for what. */
const ofItsOwn = /^(Select|Delete|Update) (jobs|due jobs|jobs due)$|^Delete sessions|^Select pages$/
const watching: KyselyPlugin = {
  transformQuery({ node }) {
    const text = JSON.stringify(node)
    const tables = [
      ...text.matchAll(
        /"TableNode","table":\{"kind":"SchemableIdentifierNode","identifier":\{"kind":"IdentifierNode","name":"(\w+)"/g,
      ),
    ]
    const step = `${node.kind.replace('QueryNode', '')} ${[...new Set(tables.map(([, name]) => name))].filter((name) => name!.length > 1).join(' ')}`
    if (!ofItsOwn.test(step) || text.includes('"name":"made_by"')) steps.push(step)
    return node
  },
  transformResult: async ({ result }) => result,
}

let house: House
let people: Record<'nkechi' | 'tomas' | 'hana' | 'maria', Person>
/** Of the case that is hidden: what belongs to it. */
let hidden: Record<'case' | 'report' | 'person' | 'page' | 'task' | 'code', string>
const nothing = (): typeof hidden => ({
  ...{ case: randomUUID(), report: randomUUID(), person: randomUUID(), page: randomUUID() },
  ...{ task: randomUUID(), code: 'AAAAAA' },
})

beforeAll(async () => {
  house = await openHouse('postgres', { watched: (db) => db.withPlugin(watching) })
  people = await house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', maria: 'staff' })
  const { tomas, hana } = people
  const opened = await hana.ask('POST', '/api/reports', {
    ...{ whatHappened: 'x', involvesMembers: [people.maria.id, people.nkechi.id] },
  })
  const { case: made, report } = opened.body as { case: { id: CaseId }; report: { id: string } }
  const id = made.id
  const body = async <T>(answer: Promise<{ body: never }>) => (await answer).body as T
  const person = await body<{ id: string }>(
    tomas.ask('POST', `/api/cases/${id}/people`, { name: 'X', role: 'other' }),
  )
  const meeting = await body<{ joinCode: string }>(tomas.ask('POST', `/api/cases/${id}/meeting`, {}))
  const { page } = await body<{ page: { id: string } }>(hana.ask('POST', '/api/pages', { case: id }))
  const task = randomUUID() as TaskId
  const record = await joinRecord(tomas, id)
  await record.push((doc) =>
    addTask(doc, { id: task, what: 'x', who: people.maria.id, due: null, dueWords: null }),
  )
  hidden = { case: id, report: report.id, person: person.id, page: page.id, task, code: meeting.joinCode }
  // What was to be told of that is told, before anybody counts steps.
  const untold = house.db.selectFrom('jobs').select('id').where('kind', '=', 'tell-task')
  await until(async () => (await untold.execute()).length === 0)
})
afterAll(() => house.close())

type Ask = [method: string, path: (of: typeof hidden) => string, body?: (of: typeof hidden) => object]
const inCase = (path: string) => (of: typeof hidden) => `/api/cases/${of.case}${path}`
const member = randomUUID()
const asks: Ask[] = [
  ['GET', inCase('')],
  ['PATCH', inCase(''), () => ({ stage: 'acting' })],
  ['GET', inCase('/meetings')],
  ['PUT', inCase(`/access/${member}`), () => ({ level: 'read' })],
  ['DELETE', inCase(`/access/${member}`)],
  ['POST', inCase(`/exclusions/${member}/lift`), () => ({ reason: 'x' })],
  ['POST', inCase('/people'), () => ({ name: 'X', role: 'other' })],
  ['PATCH', ({ case: id, person }) => `/api/cases/${id}/people/${person}`, () => ({ name: 'Y' })],
  ['DELETE', ({ case: id, person }) => `/api/cases/${id}/people/${person}`],
  ['POST', inCase('/conflict'), () => ({ answer: 'none' })],
  ['POST', inCase('/arrivals'), () => ({ members: [member], isLetIn: true })],
  ['POST', () => '/api/invitations', ({ case: id }) => ({ role: 'staff', case: id })],
  ['POST', inCase('/meeting'), () => ({})],
  ['PATCH', inCase('/meeting'), () => ({ question: 2 })],
  ['POST', inCase('/meeting/end'), () => ({})],
  ['PUT', inCase('/names-shown'), () => ({ isShown: true })],
  ['POST', inCase('/displays')],
  ['POST', () => '/api/join', ({ code }) => ({ code })],
  ['POST', () => '/api/pages', ({ case: id }) => ({ case: id })],
  ['POST', ({ page }) => `/api/pages/${page}/answer`, () => ({ answer: 'seen' })],
  ['POST', ({ page }) => `/api/pages/${page}/delivered`],
  ['PUT', ({ page }) => `/api/pages/${page}/place`, () => ({ place: 'x' })],
  ['POST', inCase('/danger'), () => ({ says: 'over' })],
  ['DELETE', ({ page }) => `/api/pages/${page}`],
  ['POST', () => '/api/reports', ({ case: id }) => ({ whatHappened: 'x', case: id })],
  ['POST', ({ report }) => `/api/reports/${report}/amendments`, () => ({ words: 'x' })],
  ['POST', ({ task }) => `/api/tasks/${task}/answer`, () => ({ answer: 'done' })],
  ['POST', ({ task }) => `/api/tasks/${task}/answer`, ({ case: id }) => ({ answer: 'done', case: id })],
  ['POST', ({ task }) => `/api/tasks/${task}/delivered`],
]

it.each(['nkechi', 'maria'] as const)(
  '[WM1, WM9] the same steps for a hidden case as for none, asked by %s',
  async (name) => {
    const trace = async ([method, path, body]: Ask, of: typeof hidden) => {
      steps.length = 0
      const { status } = await people[name].ask(method, path(of), body?.(of))
      return { status, steps: [...steps] }
    }
    for (const ask of asks) {
      const label = `${ask[0]} ${ask[1](hidden)}`
      const [there, nowhere] = [await trace(ask, hidden), await trace(ask, nothing())]
      expect([label, there.status]).toEqual([label, 404])
      expect({ label, ...there }).toEqual({ label, ...nowhere })
      expect(there.steps.length).toBeGreaterThan(0)
    }
  },
)
