// Words in a form that were not sent survive a reload, sealed on this device, and are gone once they were sent, given up, or
// somebody may not see the case any more.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Person, until } from '../helpers/people.ts'
import { amountsOn, atTheCase, everythingOn } from './kept.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Person
let priya: Person
let id: CaseId
let path: string

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', priya: 'staff' })
  nkechi = people.nkechi
  priya = people.priya
})
afterAll(() => stage.close())
beforeEach(async () => {
  const opened = await stage.house.report(nkechi)
  id = opened.id
  path = pathOf(opened.codeName)
  await nkechi.ask('PUT', `/api/cases/${id}/access/${priya.id}`, { level: 'write' })
})

const rows = async (page: Page) => (await amountsOn(page)).rows
const kept = (page: Page) => until(async () => (await rows(page)) === 1)
const addPerson = async ({ page, go }: Seat) => {
  await go(`${path}/access`)
  await page.getByRole('button', { name: 'Add person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add person' })
  await sees(dialog.getByLabel('Name'))
  return dialog
}

it('[KE7] what is typed about a person is there after a reload, sealed, and gone once they are listed', async () => {
  const seat = await atTheCase(stage, nkechi, { id, path })
  const { page } = seat
  const first = await addPerson(seat)
  await first.getByLabel('Name').fill('Corvin Haldane')
  await first.getByLabel('Also called').fill('the man with the hat')
  await kept(page)
  expect(await everythingOn(page)).not.toMatch(/Corvin|hat/)
  const again = await addPerson(seat)
  await until(async () => (await again.getByLabel('Name').inputValue()) === 'Corvin Haldane')
  expect(await again.getByLabel('Also called').inputValue()).toBe('the man with the hat')
  await again.getByLabel('Role').selectOption('Reported person')
  await again.getByRole('button', { name: 'Add person' }).click()
  await gone(again)
  await until(async () => (await rows(page)) === 0)
})

it('[KE7] what is given up is gone', async () => {
  const seat = await atTheCase(stage, nkechi, { id, path })
  const first = await addPerson(seat)
  await first.getByLabel('Name').fill('Corvin Haldane')
  await kept(seat.page)
  await first.getByRole('button', { name: 'Cancel' }).click()
  await until(async () => (await rows(seat.page)) === 0)
})

it('[KE7] an addition to a report is there after a reload, and gone with the right to read it', async () => {
  const seat = await atTheCase(stage, priya, { id, path })
  const { page, go } = seat
  await go(`${path}/report`)
  const box = page.getByRole('textbox', { name: 'Add to the report' })
  await box.fill('She came back at three.')
  await kept(page)
  await go(`${path}/report`)
  await until(async () => (await box.inputValue()) === 'She came back at three.')
  await nkechi.ask('DELETE', `/api/cases/${id}/access/${priya.id}`)
  await sees(page.getByRole('heading', { name: 'You are no longer on this case' }))
  await until(async () => (await rows(page)) === 0)
})

it('[KE7, KE2] whoever signs out leaves no word of a form', async () => {
  const seat = await atTheCase(stage, priya, { id, path })
  const { page, go } = seat
  await go(`${path}/report`)
  await page.getByRole('textbox', { name: 'Add to the report' }).fill('She came back at three.')
  await kept(page)
  await go('/settings')
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await sees(page.getByRole('heading', { level: 1, name: /Sign in/ }))
  await until(async () => !/(device|keys|rows|copies) [1-9]/.test(await everythingOn(page)))
})
