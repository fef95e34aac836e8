// A report taken on a phone opens a case on everybody's board who may see it; the board moves for all of them.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Seat
let tomas: Seat
let maria: Seat
let hana: Seat
let chair: Person
let codeName = ''

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({
    nkechi: 'chair',
    tomas: 'coordinator',
    maria: 'staff',
    hana: 'staff',
  })
  chair = people.nkechi
  nkechi = await stage.seat('desktop', people.nkechi)
  tomas = await stage.seat('desktop', people.tomas)
  maria = await stage.seat('phone', people.maria)
  hana = await stage.seat('desktop', people.hana)
  for (const seat of [nkechi, tomas, hana]) await seat.go('/board')
  for (const { page } of [nkechi, tomas, hana]) await sees(page.getByText('No cases yet'))
})
afterAll(() => stage.close())

const column = ({ page }: Seat, title: string) => page.getByRole('region', { name: title, exact: true })
const cardIn = (seat: Seat, title: string) =>
  column(seat, title).getByRole('link', { name: new RegExp(`^${codeName},`) })

it('[C1, C2] a report sent from a phone opens a case, live on the boards of those who may see it', async () => {
  const { page, go } = maria
  await go('/me')
  await page.getByRole('button', { name: 'New report' }).first().click()
  await sees(page.getByRole('heading', { level: 1, name: 'While you are with them' }))
  await page.getByRole('button', { name: 'Write the report' }).click()
  await page.getByRole('textbox', { name: 'What happened?' }).fill('He followed her from the keynote.')
  await page.getByRole('radio', { name: 'No, all safe' }).click()
  // It is called "New report" until its name has come.
  await sees(page.getByRole('heading', { level: 1, name: /^[A-Z][a-z]+ [A-Z][a-z]+$/ }))
  codeName = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  expect(codeName).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  await page.getByRole('button', { name: 'Send report' }).click()
  await sees(page.getByText('The words stay as they are. You can add below.'))
  await page.getByRole('textbox', { name: 'Add to this report' }).fill('He wore a green cap.')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await sees(page.getByRole('heading', { level: 2, name: /^Added / }))
  await sees(page.getByText('He wore a green cap.'))
  for (const seat of [nkechi, tomas]) await sees(cardIn(seat, 'New'))
  expect(await cardIn(nkechi, 'New').getAttribute('aria-label')).toMatch(/ by Maria$/)
})

it('[RN1, RN2] the account is frozen, and there is exactly one case', async () => {
  const { page, go } = nkechi
  const { body } = await chair.ask('GET', '/api/cases')
  expect((body as { cases: unknown[] }).cases).toHaveLength(1)
  await go(`${pathOf(codeName)}/report`)
  await sees(page.getByText('He followed her from the keynote.'))
  expect(await page.locator('main').getByText('He followed her from the keynote.').count()).toBe(1)
  expect(await page.getByRole('textbox', { name: 'What happened?' }).count()).toBe(0)
  await go('/board')
  await sees(cardIn(nkechi, 'New'))
})

it('moves by menu, live for the others, who hear it', async () => {
  const { page } = nkechi
  await page.getByRole('button', { name: `Move ${codeName} to…` }).click()
  await page.getByRole('menuitem', { name: 'Acting' }).click()
  for (const seat of [nkechi, tomas]) await sees(cardIn(seat, 'Acting'))
  await tomas.page.getByText(`${codeName} moved to Acting by Nkechi`).waitFor({ state: 'attached' })
})

it('moves by keyboard: Shift M on the card', async () => {
  const { page } = tomas
  await cardIn(tomas, 'Acting').focus()
  await page.keyboard.press('Shift+M')
  await sees(page.getByRole('menuitem', { name: 'Decided' }))
  await page.getByRole('menuitem', { name: 'Decided' }).press('Enter')
  for (const seat of [nkechi, tomas]) await sees(cardIn(seat, 'Decided'))
})

it('moves by dragging the card to another column', async () => {
  await cardIn(nkechi, 'Decided').dragTo(column(nkechi, 'Closed'))
  for (const seat of [nkechi, tomas]) await sees(cardIn(seat, 'Closed'))
})

it('[WM1] somebody who is not on it sees nothing of it, under its address either', async () => {
  const { page, go } = hana
  await sees(page.getByText('No cases yet'))
  expect(await page.content()).not.toContain(codeName)
  await go(pathOf(codeName))
  await sees(page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))
  const hidden = await page.locator('main').innerText()
  await go('/c/amber-heron')
  await sees(page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))
  expect(await page.locator('main').innerText()).toBe(hidden)
  expect(await page.title()).not.toContain(codeName)
})
