// The save state tells the truth: while the connection is away, when it is back, and when the server is gone.

import { afterAll, beforeAll, it } from 'vitest'
import { until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let nkechi: Seat
let maria: Seat

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  const { codeName } = await stage.house.report(people.maria)
  nkechi = await stage.seat('desktop', people.nkechi)
  maria = await stage.seat('phone', people.maria)
  for (const seat of [nkechi, maria]) await seat.go(pathOf(codeName))
  for (const seat of [nkechi, maria]) await sees(words(seat))
})
afterAll(() => stage.close())

const words = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const state = ({ page }: Seat) => page.getByRole('status', { name: 'Save state' })
const says = (seat: Seat, text: string | RegExp) => sees(state(seat).getByText(text))

it('[SY10, E3] says Saved once the server has it, at a phone’s width too', async () => {
  await words(maria).click()
  await words(maria).pressSequentially('He waited by the stairs.')
  await says(maria, 'Saved')
  await until(async () => (await wordsIn(words(nkechi))) === 'He waited by the stairs.')
})

it('[SY10, E3] away: every edit is counted and kept; back: it is sent, once, and the others have it', async () => {
  maria.cable.cut()
  await says(maria, 'Offline: you can keep writing')
  await words(maria).press('Control+End')
  await words(maria).pressSequentially(' Twice.')
  await says(maria, /^Offline: \d+ edits? kept on this device$/)
  await words(nkechi).click()
  await nkechi.page.keyboard.press('Control+Home')
  await nkechi.page.keyboard.type('Today. ')
  await says(nkechi, 'Saved')
  maria.cable.mend()
  await says(maria, 'Saved')
  const whole = 'Today. He waited by the stairs. Twice.'
  for (const seat of [nkechi, maria]) await until(async () => (await wordsIn(words(seat))) === whole)
})

it('[SY10, SY2] a server that goes away is not a saved state; started anew it gets every edit', async () => {
  await stage.house.app.close()
  await says(maria, 'Offline: you can keep writing')
  await words(maria).press('Control+End')
  await words(maria).pressSequentially(' Then she left.')
  await says(maria, /^Offline: \d+ edits? kept on this device$/)
  await stage.house.restart()
  await says(maria, 'Saved')
  await until(async () => (await wordsIn(words(nkechi))).endsWith('Then she left.'))
})
