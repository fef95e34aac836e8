// Somebody may be in danger: one press sends the report and pages the chair, whoever comes sees the account first, and the case
// says so at every width until somebody says that it is over.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana', Person>
let hana: Seat
let nkechi: Seat
let tomas: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
  const numbered = await people.hana.ask('PATCH', '/api/me', { phone: '+351 555 0101' })
  expect(numbered.status).toBe(200)
  hana = await stage.seat('phone', people.hana)
  nkechi = await stage.seat('phone', people.nkechi)
  tomas = await stage.seat('desktop', people.tomas)
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.house.db.deleteFrom('pages').execute()
})

const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name })
const main = ({ page }: Seat) => page.getByRole('main')
const chip = (seat: Seat) => main(seat).getByRole('button', { name: /^Someone may be in danger\./ })
const sayDanger = async () => {
  await hana.go('/report')
  await hana.page.getByRole('radio', { name: 'Yes or not sure' }).click()
}
const words = 'He waits for them outside the lift.'

it('[DG4] one press sends the report and pages for its case; whoever comes sees the account first', async () => {
  await nkechi.go('/me')
  await sees(nkechi.page.getByRole('heading', { name: 'Home' }))
  await sayDanger()
  await hana.page.getByRole('checkbox', { name: 'I have called' }).check()
  await hana.page.getByRole('radio', { name: 'Venue security' }).click()
  await hana.page.getByRole('textbox', { name: 'What happened?' }).fill(words)
  await sees(hana.page.getByText(/^You called venue security at \d\d:\d\d\.$/))
  expect(await findViolations(hana)).toEqual([])
  await shot(hana, 'report-danger')
  await button(hana, 'Send and page the chair').click()
  const incoming = nkechi.page.getByRole('alertdialog')
  await sees(incoming.getByText('Someone may be in danger. Security has been called.'))
  await sees(incoming.getByText('Hana asks for you'))
  // Somebody is there: what only lies open was not seen by anybody.
  await incoming.getByText('Hana asks for you').click()
  await sees(
    main(hana)
      .getByRole('status', { name: 'Page' })
      .getByText(/^Nkechi saw this/),
  )
  await shot(nkechi, 'danger-incoming')
  await shot(hana, 'danger-sent')
  expect(await findViolations(hana)).toEqual([])
  await incoming.getByRole('button', { name: 'On my way' }).click()
  await sees(main(nkechi).getByText(words))
  await sees(main(nkechi).getByText(/^Hana called venue security, \d\d:\d\d$/))
})

it('[DG4, FR3] the head of the case says so at every width, who called whom, when, and whose decision it was; it ends by a word, and that can be undone', async () => {
  const { codeName } = await stage.house.report(people.hana, { whatHappened: words, danger: true })
  await Promise.all([tomas.go(pathOf(codeName)), nkechi.go(pathOf(codeName))])
  for (const width of [1440, 900, 720]) {
    await tomas.page.setViewportSize({ width, height: 900 })
    await sees(chip(tomas).getByText('Nobody has called for help yet'))
  }
  await tomas.page.setViewportSize({ width: 1440, height: 900 })
  await sees(chip(nkechi))
  await chip(nkechi).click()
  await nkechi.page.getByRole('menuitem', { name: 'I have called the police' }).click()
  await button(nkechi, 'Whose decision?').click()
  const asked = nkechi.page.getByRole('dialog', { name: 'Whose decision was it to call?' })
  await asked.getByRole('radio', { name: 'Ours, for safety' }).click()
  await asked.getByRole('button', { name: 'Write down' }).click()
  await gone(asked)
  await sees(main(nkechi).locator('h1:focus'))
  await sees(chip(tomas).getByText(/^Nkechi called the police, \d\d:\d\d$/))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'danger-case-phone')
  await shot(tomas, 'danger-case-desktop')
  await chip(tomas).click()
  await tomas.page.getByRole('menuitem', { name: 'Nobody is in danger any more' }).click()
  await gone(chip(tomas))
  await gone(chip(nkechi))
  await button(tomas, 'Undo').click()
  await sees(chip(nkechi))
  await tomas.go(`${pathOf(codeName)}/report`)
  const safety = main(tomas).getByRole('region', { name: 'Safety' })
  await sees(safety.getByText(/^Nkechi called the police, \d\d:\d\d$/))
  await sees(safety.getByText('Nkechi’s decision, for safety'))
  await sees(safety.getByText(/^Tomás said that nobody is in danger any more, \d\d:\d\d$/))
  await sees(safety.getByText(/^Tomás said that someone still may be in danger, \d\d:\d\d$/))
  expect(await findViolations(tomas)).toEqual([])
  await shot(tomas, 'danger-report-tab')
})

it('[DG4] without a network it says that nobody is paged yet, and both go by themselves when it is back', async () => {
  await nkechi.go('/me')
  await sayDanger()
  await hana.page.getByRole('textbox', { name: 'What happened?' }).fill(words)
  await hana.context.setOffline(true)
  await button(hana, 'Send and page the chair').click()
  await sees(main(hana).getByText(/^Offline\. Nobody is paged yet/))
  expect(await findViolations(hana)).toEqual([])
  await shot(hana, 'danger-offline')
  await hana.context.setOffline(false)
  await sees(nkechi.page.getByRole('alertdialog').getByText(/^Someone may be in danger/))
  await sees(
    main(hana)
      .getByRole('status', { name: 'Page' })
      .getByText(/Nkechi/),
  )
})

it('[DG4] the first-response card pages, at once and as danger', async () => {
  await tomas.go('/first-response')
  await nkechi.go('/me')
  await sees(nkechi.page.getByRole('heading', { name: 'Home' }))
  await main(tomas).getByRole('button', { name: 'Page the chair' }).click()
  const incoming = nkechi.page.getByRole('alertdialog', { name: 'You are needed' })
  await sees(incoming.getByText('Someone may be in danger.'))
  await sees(incoming.getByText('Tomás asks for you'))
  expect(await findViolations(tomas)).toEqual([])
  await shot(tomas, 'first-response')
})

it('[PG6] the caller says where they are; whoever is on the way keeps it on Home until they are there', async () => {
  await nkechi.go('/me')
  await sees(nkechi.page.getByRole('heading', { name: 'Home' }))
  await hana.go('/me')
  await main(hana).getByRole('button', { name: 'Page the chair' }).click()
  await hana.page.getByRole('textbox', { name: 'Where are you?' }).fill('Lobby, by the stairs')
  await button(hana, 'Tell them').click()
  const incoming = nkechi.page.getByRole('alertdialog', { name: 'You are needed' })
  await sees(incoming.getByText('Lobby, by the stairs'))
  await sees(incoming.getByRole('link', { name: 'Call Hana' }))
  await shot(nkechi, 'incoming-with-place')
  await incoming.getByRole('button', { name: 'On my way' }).click()
  const card = nkechi.page.getByRole('region', { name: 'You are on the way' })
  const told = card.getByText(/^You told Hana at \d\d:\d\d that you are on the way\. Lobby, by the stairs\.$/)
  await sees(told)
  await shot(nkechi, 'on-my-way')
  await shot(hana, 'where-told')
  expect(await findViolations(nkechi)).toEqual([])
  expect(await findViolations(hana)).toEqual([])
  await nkechi.page.reload()
  await sees(told)
  expect(await card.getByRole('link', { name: 'Call Hana' }).getAttribute('href')).toBe('tel:+3515550101')
  const { id } = await stage.house.db.selectFrom('pages').select('id').executeTakeFirstOrThrow()
  await nkechi.go(`/page/${id}`)
  await sees(main(nkechi).getByText(/^Hana asked for you at \d\d:\d\d\. You are on the way\.$/))
  await nkechi.go('/me')
  await card.getByRole('button', { name: 'I am here' }).click()
  await gone(card)
  await sees(main(hana).getByRole('status', { name: 'Page' }).getByText('Nkechi is here'))
})

it('[PG7] the chair gathers everybody of a case that they choose, and "Start meeting" only starts', async () => {
  const { codeName } = await stage.house.report(people.hana, { whatHappened: words })
  await nkechi.go('/board')
  await Promise.all([hana.go('/me'), tomas.go('/board')])
  await sees(main(tomas).getByRole('heading', { name: 'Board', level: 1 }))
  await sees(hana.page.getByRole('heading', { name: 'Home' }))
  const chair = await stage.seat('desktop', people.nkechi)
  await chair.go('/board')
  await button(chair, 'Call a meeting').click()
  const dialog = chair.page.getByRole('dialog', { name: 'Call a meeting' })
  await sees(dialog.getByRole('button', { name: codeName }))
  expect(await findViolations(chair)).toEqual([])
  await shot(chair, 'call-a-meeting')
  await dialog.getByRole('button', { name: codeName }).click()
  for (const seat of [hana, tomas]) {
    const incoming = seat.page.getByRole('alertdialog', { name: codeName })
    await sees(incoming.getByText('Nkechi calls a meeting'))
  }
  await sees(chair.page.getByRole('heading', { level: 1, name: codeName }))
  await hana.page.getByRole('alertdialog').getByRole('button', { name: 'On my way' }).click()
  await sees(main(hana).getByRole('heading', { level: 1, name: codeName }))
  await sees(main(chair).getByRole('status', { name: 'Page' }).getByText('1 of 2 on the way'))
  await tomas.page.getByRole('alertdialog').getByRole('button', { name: 'I can’t' }).click()
})
