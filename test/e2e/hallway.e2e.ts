// The first quarter of an hour, whole: the card in a hallway where the network goes away, a report on a phone that is reloaded, the
// chair who does not answer, the coordinator who comes, and the meeting that they start.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Person, until } from '../helpers/people.ts'
import { copies, plugIn, unplug } from './kept.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana', Person>
/** How far the server's clock runs ahead: nobody waits for the minute in which the chair does not answer. */
let aheadMs = 0

beforeAll(async () => {
  stage = await openStage({ clock: () => new Date(Date.now() + aheadMs) })
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
})
afterAll(() => stage.close())

const incoming = ({ page }: Seat) => page.getByRole('alertdialog')
const kept = (seat: Seat) => sees(seat.page.getByText(/^Offline\. Nobody is paged yet/))
const rowsOf = (kind: 'report' | 'tick') =>
  stage.house.db.selectFrom('case_entries').select('id').where('kind', '=', kind).execute()

async function reportWithoutNetwork(hana: Seat): Promise<void> {
  const { page } = hana
  await hana.go('/me')
  await sees(page.getByRole('heading', { name: 'Home' }))
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 60_000)
  await until(() => copies(page).then((names) => names.includes('member query numbers')), 60_000)
  await unplug(hana)
  await page.goto(`${hana.origin}/first-response`)
  await page.getByRole('checkbox', { name: 'Find a private place to sit' }).click()
  await page.getByRole('button', { name: 'Write the report' }).click()
  await page.getByRole('radio', { name: 'Yes or not sure' }).click()
  await page.getByRole('textbox', { name: 'What happened?' }).fill('He waits for them outside the lift.')
  await page.getByRole('button', { name: 'Send and page the chair' }).click()
  await kept(hana)
}

it('[DG4, FR1, PG1, E1] a report of the hallway is there once, with its ticks; who does not answer is passed over; they meet', async () => {
  const [hana, nkechi, tomas] = await Promise.all([
    stage.seat('phone', people.hana, true),
    stage.seat('phone', people.nkechi),
    stage.seat('desktop', people.tomas),
  ])
  await Promise.all([nkechi.go('/me'), tomas.go('/board')])
  await reportWithoutNetwork(hana)
  await plugIn(hana)
  await sees(hana.page.getByText(/^Sent/).first())
  await sees(incoming(nkechi).getByText(/^Someone may be in danger/))

  aheadMs += 61_000
  await sees(incoming(tomas).getByText('Hana asks for you'))
  const status = hana.page.getByRole('main').getByRole('status', { name: 'Page' })
  await sees(status.getByText(/^No answer\. .*Tomás/))
  await incoming(tomas).getByRole('button', { name: 'On my way' }).click()
  await sees(status.getByText('Tomás is on the way'))
  expect([await rowsOf('report'), await rowsOf('tick')].map((rows) => rows.length)).toEqual([1, 1])

  const { code_name } = await stage.house.db.selectFrom('cases').select('code_name').executeTakeFirstOrThrow()
  await tomas.go(`${pathOf(code_name)}/report`)
  await sees(tomas.page.getByRole('region', { name: 'First response' }).getByText(/^Hana, \d\d:\d\d$/))
  await tomas.go(pathOf(code_name))
  await tomas.page.getByRole('button', { name: 'Start meeting' }).click()
  await hana.go(pathOf(code_name))
  for (const { page } of [tomas, hana]) await sees(page.getByRole('timer', { name: 'Meeting time' }))
}, 240_000)
