// The phone in the reporter's hand: one page with one field, and no way from it to anything of the team's.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let maria: Seat
let codeName: string

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', maria: 'staff' })
  codeName = (await stage.house.report(people.maria)).codeName
  maria = await stage.seat('phone', people.maria)
  await maria.go('/report')
  await maria.page.getByText('They write').click()
  await sees(theirPage())
})
afterAll(() => stage.close())

const hold = 'Write what you want us to know. You can stop at any time.'
const theirPage = () => maria.page.getByRole('heading', { level: 1, name: hold })

it('typing an address leads nowhere else, and nothing else is on the page', async () => {
  for (const path of ['/board', pathOf(codeName), '/settings', '/first-response', '/']) {
    await maria.go(path)
    await sees(theirPage())
    expect(new URL(maria.page.url()).pathname).toBe('/report')
    expect(await maria.page.getByRole('navigation', { includeHidden: true }).count()).toBe(0)
    expect(await maria.page.content()).not.toContain(codeName)
  }
})

it('the keys of the app and Back are silent', async () => {
  await maria.page.getByRole('textbox', { name: hold }).fill('He would not delete them.')
  await maria.page.keyboard.press('Control+k')
  await maria.page.goBack({ waitUntil: 'commit' })
  await sees(theirPage())
  expect(await maria.page.getByRole('dialog').count()).toBe(1)
  expect(new URL(maria.page.url()).pathname).toBe('/report')
})

it('given back with the password, the words are in the report and the team’s pages open again', async () => {
  await maria.page.getByRole('button', { name: 'Give the phone back' }).click()
  await maria.page.getByLabel('Password of the staff member').fill('a long enough password')
  await maria.page.getByRole('button', { name: 'Give the phone back' }).click()
  await gone(theirPage())
  expect(await maria.page.getByRole('textbox', { name: 'What happened?' }).inputValue()).toContain(
    'He would not delete them.',
  )
})
