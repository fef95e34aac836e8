// A new phone: added by a code from the member's other device, waiting, let in by the lead, and in the meeting by its code.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'priya', Person>
let nkechi: Seat
let path: string

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', priya: 'staff' })
  const { id, codeName } = await stage.house.report(people.nkechi)
  await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.priya.id}`, { level: 'write' })
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, {})
  path = pathOf(codeName)
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(path)
})
afterAll(() => stage.close())

const makeCode = async (): Promise<string> => {
  const laptop = await stage.seat('desktop', people.priya)
  await laptop.go('/settings')
  await laptop.page.getByRole('button', { name: 'Make a code' }).click()
  await sees(laptop.page.getByRole('img', { name: 'QR code: add a phone' }))
  await shot(laptop, 'add-a-phone')
  const text = await laptop.page.locator('main').innerText()
  return /\n([0-9A-Z]{4} [0-9A-Z]{4})\n/.exec(text)![1]!
}

it('[PH1, PH2] waits for the lead, is let in, and joins the meeting', async () => {
  const phone = await stage.seat('phone')
  await phone.go(`/add#${(await makeCode()).replace(' ', '')}`)
  await sees(phone.page.getByText('Waiting for Nkechi to let this phone in'))
  expect(phone.page.url()).not.toContain('#')
  expect(await findViolations(phone)).toEqual([])
  await shot(phone, 'phone-waits')
  const words = nkechi.page.getByRole('main').getByText('Priya wants to join on a new phone')
  await sees(words)
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'lead-is-asked')
  await nkechi.page.getByRole('button', { name: 'Let in' }).click()
  await sees(phone.page.getByRole('heading', { level: 2, name: 'My tasks' }))
  await gone(words)
  const code = await nkechi.page.evaluate(async (at) => {
    const { cases } = await (await fetch('/api/cases')).json()
    const mine = cases.find(({ codeName }: { codeName: string }) =>
      at.endsWith(codeName.toLowerCase().replace(' ', '-')),
    )
    return (await (await fetch(`/api/cases/${mine.id}`)).json()).meeting.joinCode
  }, path)
  await phone.go(`/j/${code}`)
  await until(() => phone.page.url().endsWith(path))
  await sees(phone.page.getByRole('textbox', { name: 'What happened?' }))
})

it('[PH1] typed by hand; sent away, it says so and what to do', async () => {
  const phone = await stage.seat('phone')
  await phone.go('/add')
  await phone.page.getByLabel('Code').fill('aaaa 2222')
  await phone.page.getByRole('button', { name: 'Add this phone' }).click()
  await sees(phone.page.getByText(/^This code isn’t available/))
  await phone.page.getByLabel('Code').fill((await makeCode()).toLowerCase())
  await phone.page.getByRole('button', { name: 'Add this phone' }).click()
  await sees(phone.page.getByText('Waiting for Nkechi to let this phone in'))
  await nkechi.page.getByRole('button', { name: 'Not now' }).click()
  await sees(phone.page.getByText(/^This phone was not let in/))
  await phone.page.getByRole('button', { name: 'Sign in with your password instead' }).click()
  await sees(phone.page.getByRole('heading', { level: 1, name: 'Sign in' }))
})
