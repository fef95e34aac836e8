// The room display and what the case page says of it, in a real browser: whole after a reload in a quiet meeting, names that
// nobody listed held back until somebody says what they are, and what past meetings left.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let hana: Seat
let people: Record<'nkechi' | 'hana', Person>
let id: string
let codeName: string
let display: Seat['page']
const frames: string[] = []

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', hana: 'staff' })
  const opened = await stage.house.report(people.hana)
  codeName = opened.codeName
  id = opened.id
  await people.nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'Jo Park', role: 'witness' })
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, { place: 'Room 2.14' })
  hana = await stage.seat('desktop', people.hana)
  await hana.go(pathOf(codeName))
})
afterAll(() => stage.close())

const shot = async (page: Seat['page'], name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

it('[RD4] cells of a table that are pasted stay apart, and the names in them are masked', async () => {
  const text = hana.page.getByRole('textbox', { name: 'What happened?' })
  await text.click()
  await text.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(
      'text/html',
      '<table><tr><td>then Jo</td><td>Park</td></tr><tr><td>Brenner</td><td>left.</td></tr></table>',
    )
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const [opened] = await Promise.all([
    hana.page.context().waitForEvent('page'),
    hana.page.getByRole('button', { name: 'Open room display' }).click(),
  ])
  display = opened
  display.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString('latin1'))),
  )
  await display.setViewportSize({ width: 1920, height: 1080 })
  await sees(display.getByText('left.'))
  await sees(display.getByText('Witness'))
  expect(await display.getByText('ParkBrenner').count()).toBe(0)
})

it('[RD3] a room display that is loaded anew in a quiet meeting is whole again', async () => {
  for (let times = 0; times < 5; times++) {
    await display.reload()
    await sees(display.getByText('left.'))
  }
})

it('[RD5] a word that looks like a name is held back, until somebody says on the case page what it is', async () => {
  await hana.page.getByRole('textbox', { name: 'What happened?' }).click()
  await hana.page.keyboard.press('Control+End')
  await hana.page.keyboard.type(' We saw Brenner in Berlin. ')
  const held = hana.page.getByRole('region', { name: 'Held back in the room' })
  await sees(held.getByRole('button', { name: 'Not a person: Berlin' }))
  await sees(held.getByRole('button', { name: 'Not a person: Brenner' }))
  await sees(display.getByText('We saw … in ….'))
  await shot(hana.page, 'held')
  await shot(display, 'wall')
  await held.getByRole('button', { name: 'Not a person: Berlin' }).click()
  await sees(display.getByText('in Berlin.'))
  await gone(held.getByRole('button', { name: 'Not a person: Berlin' }))
  for (const frame of frames) expect(frame).not.toMatch(/brenner|park/i)
})

it('[MT1] what past meetings left stands on the case page', async () => {
  await people.hana.ask('POST', `/api/cases/${id}/meeting/end`, {
    hasObjection: true,
    objection: 'Too early.',
  })
  const past = hana.page.getByRole('region', { name: 'Past meetings' })
  await past.getByText('Room 2.14').click()
  await sees(past.getByText('Too early.'))
  await sees(past.getByText('Could open the case'))
  await shot(hana.page, 'past')
})
