// The words to a reporter: how to reach them, what they were told, what is promised, and the word that is owed on Home, on the
// board and on the case.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '../../shared/ids.ts'
import { answerChecks, type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'hana', Person>
let opened: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', hana: 'staff' })
  opened = await stage.house.report(people.nkechi, { whatHappened: 'He followed her to the lobby.' })
  await people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${people.hana.id}`, { level: 'write' })
  await answerChecks(people.nkechi, people.hana)
})
afterAll(() => stage.close())

const words = ({ page }: Seat) => page.getByRole('region', { name: 'Words to the reporter' })
const log = (seat: Seat) => words(seat).getByRole('list', { name: 'What they were told' })

it('[CT1, CT2, CT3] one says how to reach them and what they were told; everybody on the case sees it at once', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const hana = await stage.seat('phone', people.hana)
  for (const seat of [nkechi, hana]) {
    await seat.go(`${pathOf(opened.codeName)}/report`)
    await sees(words(seat).getByText('They were told nothing yet.'))
  }
  await shot(nkechi, 'contacts-empty')
  await words(nkechi).getByRole('button', { name: 'Say how to reach them' }).click()
  const dialog = nkechi.page.getByRole('dialog', { name: 'How to reach the reporter' })
  await dialog.getByRole('textbox', { name: 'How to reach them safely' }).fill('Room phone, after nine')
  await dialog.getByRole('textbox', { name: 'What to avoid' }).fill('Not by mail: it is shared.')
  await dialog
    .getByRole('radiogroup', { name: 'Do they fear retaliation?' })
    .getByRole('radio', { name: 'Yes' })
    .click()
  await shot(nkechi, 'contacts-reach')
  expect(await findViolations(nkechi)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await gone(dialog)
  await sees(words(hana).getByText('Not by mail: it is shared.'))

  await words(hana).getByRole('button', { name: 'Write down' }).click()
  await sees(words(hana).getByText('Write what they were told.'))
  const text = words(hana).getByRole('textbox', { name: 'What they were told' })
  await until(() => text.evaluate((element) => element === document.activeElement))
  await text.fill('We have your report.')
  await words(hana).getByRole('button', { name: 'Write down' }).click()
  await sees(log(nkechi).getByText('We have your report.'))
  await sees(words(nkechi).getByText(/^told \d\d:\d\d, in time$/))
  expect(await text.inputValue()).toBe('')
  await shot(hana, 'contacts-phone')
  await shot(nkechi, 'contacts-told')
  for (const seat of [nkechi, hana]) {
    expect(await findViolations(seat)).toEqual([])
    await seat.context.close()
  }
})

it('[CT2] a promised word is a task like any other, and is owed on the board, on Home and on the case', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(`${pathOf(opened.codeName)}/report`)
  const { page } = nkechi
  await words(nkechi).getByRole('radio', { name: 'How it stands' }).click()
  await words(nkechi).getByRole('textbox', { name: 'What they were told' }).fill('We spoke with two people.')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await words(nkechi).getByLabel('They hear again by').fill(`${tomorrow}T10:00`)
  await until(async () => !(await page.getByText('Connecting').first().isVisible()))
  await words(nkechi).getByRole('button', { name: 'Write down' }).click()
  await sees(log(nkechi).getByText(/^Promised: the next word by /))
  await page.getByRole('link', { name: 'Meeting', exact: true }).click()
  await sees(page.getByText('Tell the reporter how it stands').first())
  await sees(
    page
      .getByRole('complementary', { name: 'Case facts' })
      .getByText(/^Promised word to the reporter by tomorrow/),
  )
  await nkechi.go('/board')
  await sees(page.getByText(/^Promised word to the reporter by tomorrow/))
  await shot(nkechi, 'contacts-board')
  await nkechi.go('/me')
  const owed = page.getByRole('region', { name: 'Owed to a reporter' })
  await sees(owed.getByText(/Promised word to the reporter by tomorrow/))
  await shot(nkechi, 'contacts-home')
  expect(await findViolations(nkechi)).toEqual([])
  await owed.getByRole('link', { name: `Open the report of ${opened.codeName}` }).click()
  await sees(words(nkechi))
  await nkechi.context.close()
})

it('[CT4] the chair sets the clocks with the password', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const { page } = nkechi
  await nkechi.go('/settings')
  const panel = page.getByRole('region', { name: 'Words to whoever reports' })
  await sees(panel.getByText(/within 24 hours, and what came of it within 7 days\.$/))
  await panel.getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  const hours = dialog.getByRole('textbox', { name: 'That it came in, within so many hours' })
  await hours.fill('none')
  await sees(dialog.getByText('From 1 to 240 hours.'))
  await hours.fill('12')
  await shot(nkechi, 'contacts-clocks')
  expect(await findViolations(nkechi)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await sees(panel.getByText(/within 12 hours/))
  await nkechi.context.close()
})
