// Calling the chair: pressed on one screen, full screen on another, answered, and seen by whoever called.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana', Person>
let hana: Seat
let nkechi: Seat
let codeName: string

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
  hana = await stage.seat('desktop', people.hana)
  nkechi = await stage.seat('phone', people.nkechi)
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.house.db.deleteFrom('pages').execute()
  codeName = (await stage.house.report(people.hana, { where: 'Hallway B, second floor' })).codeName
  await hana.go(pathOf(codeName))
})

const status = ({ page }: Seat, words: string | RegExp) =>
  page.getByRole('main').getByRole('status', { name: 'Page' }).getByText(words)
const incoming = ({ page }: Seat) => page.getByRole('alertdialog', { name: codeName })
const call = () => hana.page.getByRole('main').getByRole('button', { name: 'Page the chair' }).click()

it('[PG3] rings over whatever is open, is not answered by a key that was meant for something else, and takes there', async () => {
  await nkechi.go('/me')
  await sees(nkechi.page.getByRole('button', { name: 'Call a meeting' }))
  await shot(nkechi, 'phone-home')
  await call()
  await sees(incoming(nkechi))
  await sees(status(hana, 'On Nkechi’s screen, not seen yet'))
  await nkechi.page.keyboard.type('she said \n')
  await sees(status(hana, /^Nkechi saw this \d\d:\d\d$/))
  await nkechi.page.keyboard.press('Escape')
  await sees(incoming(nkechi).getByText('Hallway B, second floor'))
  await sees(incoming(nkechi).getByText('A report just came in. Hana took it down.'))
  await sees(incoming(nkechi).getByText('Not asked yet'))
  await sees(incoming(nkechi).getByText(/goes to Tomás in 0:\d\d\./))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'incoming-page')
  await shot(hana, 'case-paged')
  expect(await findViolations(hana)).toEqual([])
  await nkechi.page.getByRole('button', { name: 'On my way' }).click()
  await gone(incoming(nkechi))
  await sees(nkechi.page.getByRole('heading', { level: 1, name: codeName }))
  await sees(status(hana, 'Nkechi is on the way'))
})

it('[PG3] who cannot sends it on at once; an answer on one device silences the others', async () => {
  const laptop = await stage.seat('desktop', people.nkechi)
  const tomas = await stage.seat('desktop', people.tomas)
  await Promise.all([nkechi.go('/me'), laptop.go('/board'), tomas.go('/board')])
  await sees(laptop.page.getByRole('button', { name: 'Call a meeting' }))
  await call()
  await Promise.all([sees(incoming(nkechi)), sees(incoming(laptop))])
  await shot(laptop, 'incoming-page-desktop')
  await incoming(laptop).getByRole('button', { name: 'I can’t' }).click()
  await Promise.all([gone(incoming(nkechi)), gone(incoming(laptop)), sees(incoming(tomas))])
  await sees(status(hana, 'Nkechi can’t. On Tomás’s screen, not seen yet'))
  await hana.page.getByRole('button', { name: 'Stop paging' }).click()
  await gone(incoming(tomas))
  await gone(hana.page.getByRole('main').getByRole('status', { name: 'Page' }))
})

it('[PG3] says beside the rail, too, what became of it', async () => {
  const tomas = await stage.seat('desktop', people.tomas)
  await tomas.page.setViewportSize({ width: 900, height: 800 })
  await tomas.go('/board')
  await tomas.page.getByRole('button', { name: 'Page the chair' }).click()
  // Hers is open: how far it has come is a matter of moments.
  const line = tomas.page
    .getByRole('status', { name: 'Page' })
    .getByText(/^(Paging Nkechi…|On Nkechi’s screen|Nkechi saw this)/)
  await sees(line)
  expect((await line.boundingBox())!.width).toBeGreaterThan(80)
  await shot(tomas, 'rail-paged')
  expect(await findViolations(tomas)).toEqual([])
  await tomas.page.getByRole('button', { name: 'Stop paging' }).click()
  await gone(line)
})

it('[PG3] without a network it says that nobody was paged', async () => {
  await sees(hana.page.getByRole('main').getByRole('button', { name: 'Page the chair' }))
  hana.cable.cut()
  await call()
  await sees(hana.page.getByRole('alert').getByText('Offline. Nobody was paged.'))
  hana.cable.mend()
})

it('[PG3] says where somebody may be in danger, and the address of a notification shows what became of it', async () => {
  codeName = (await stage.house.report(people.hana, { danger: true })).codeName
  await hana.go(pathOf(codeName))
  await nkechi.go('/me')
  await call()
  await sees(incoming(nkechi).getByText('Someone may be in danger.'))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'incoming-page-danger')
  await nkechi.page.setViewportSize({ width: 844, height: 390 })
  await shot(nkechi, 'incoming-page-landscape')
  await nkechi.page.setViewportSize({ width: 390, height: 844 })
  const { id } = await stage.house.db.selectFrom('pages').select('id').executeTakeFirstOrThrow()
  await incoming(nkechi).getByRole('button', { name: 'On my way' }).click()
  await gone(incoming(nkechi))
  await nkechi.go(`/page/${id}`)
  await sees(nkechi.page.getByText('You are on the way'))
  await sees(nkechi.page.getByRole('link', { name: `Open ${codeName}` }))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'page-answered')
  await nkechi.go('/page/5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11')
  await sees(nkechi.page.getByRole('heading', { name: 'This page isn’t available' }))
})
