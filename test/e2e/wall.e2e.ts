// The room display and what the case page says of it, in a real browser: whole after a reload in a quiet meeting, names that
// nobody listed held back until somebody says what they are, and what past meetings left.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { picture } from './shot.ts'
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
  await picture(hana.page, 'held')
  await picture(display, 'wall')
  await held.getByRole('button', { name: 'Not a person: Berlin' }).click()
  await sees(display.getByText('in Berlin.'))
  await gone(held.getByRole('button', { name: 'Not a person: Berlin' }))
  for (const frame of frames) expect(frame).not.toMatch(/brenner|park/i)
})

it('[TM2] a device whose clock is an hour ahead shows the minutes and the day of the server', async () => {
  const late = await stage.seat('desktop', people.nkechi)
  await late.context.addInitScript(() => {
    const Real = Date
    const aheadMs = 3_600_000
    globalThis.Date = class extends Real {
      constructor(...given: []) {
        if (given.length > 0) super(...given)
        else super(Real.now() + aheadMs)
      }
      static override now = () => Real.now() + aheadMs
    } as DateConstructor
  })
  await late.go(pathOf(codeName))
  await sees(late.page.getByRole('timer', { name: 'Meeting time' }).getByText(/^\d min$/))
  await late.page.getByRole('textbox', { name: 'Quick add' }).fill('in 30m bring water')
  await sees(late.page.getByText(/in 30 minutes/))
  await late.context.close()
})

it('[TM1] a doubtful time is asked, and Enter adds nothing before', async () => {
  const line = hana.page.getByRole('textbox', { name: 'Quick add' })
  await line.fill('call the hotel 9:15 wednsday')
  const asked = hana.page.getByRole('list', { name: 'When is that?' })
  await sees(asked.getByRole('button', { name: 'No time' }))
  await picture(hana.page, 'asked')
  await line.press('Enter')
  expect(await line.inputValue()).toBe('call the hotel 9:15 wednsday')
  await asked
    .getByRole('button', { name: /^(tomorrow|today|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d).*09:15$/ })
    .first()
    .click()
  await gone(asked)
  await line.press('Enter')
  await sees(hana.page.getByRole('checkbox', { name: 'Done: call the hotel wednsday' }))
  await line.fill('call the taxi 9:15 wednsday')
  await asked.getByRole('button', { name: 'No time' }).click()
  await gone(asked)
  await line.press('Enter')
  await sees(hana.page.getByRole('checkbox', { name: 'Done: call the taxi 9:15 wednsday' }))
})

it('a list of names that was closed stays closed when the caret comes back', async () => {
  const { page } = hana
  await page.getByRole('textbox', { name: 'What we are doing' }).click()
  const offered = page.getByRole('listbox', { name: 'Team' })
  await page.keyboard.type('ask @nk')
  await sees(offered)
  await page.keyboard.press('Escape')
  await gone(offered)
  await page.keyboard.press('Enter')
  await page.keyboard.type('more')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('between')
  const editor = page.getByRole('textbox', { name: 'What we are doing' })
  await sees(editor.getByText('between'))
  expect(await offered.count()).toBe(0)
  expect(await editor.getByText('Nkechi').count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.keyboard.type('\uff20nk')
  await sees(offered)
  await page.keyboard.press('Enter')
  await sees(editor.getByText('Nkechi'))
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
  await picture(hana.page, 'past')
})

it('the tick "I have called" is kept with the report; selects are large enough, and no name is cut on a phone', async () => {
  const phone = await stage.seat('phone', people.hana)
  await phone.page.setViewportSize({ width: 360, height: 740 })
  await phone.go('/report')
  await phone.page.getByText('Yes or not sure').click()
  await phone.page.getByRole('checkbox', { name: 'I have called' }).check()
  await phone.page.getByText('Who was it? Who else?').click()
  await sees(phone.page.getByRole('combobox').nth(2))
  const heights = await phone.page
    .locator('select')
    .evaluateAll((selects) =>
      selects.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0),
    )
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
  await phone.page.getByRole('textbox', { name: 'What happened?' }).fill('He followed her.')
  const heading = phone.page.getByRole('heading', { level: 1 })
  await heading.evaluate((element) => {
    element.textContent = 'Thistledown Hummingbird'
  })
  await phone.page.evaluate(() => window.scrollTo(0, 0))
  const { isCut, top } = await heading.evaluate((element) => ({
    isCut: element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2,
    top: element.getBoundingClientRect().top,
  }))
  expect([isCut, top >= 0]).toEqual([false, true])
  await picture(phone.page, 'report-phone')
  await phone.page.getByRole('button', { name: 'Send report' }).click()
  await sees(phone.page.getByText('Security or police'))
  await sees(phone.page.getByText(/^You called at \d\d:\d\d$/))
  await phone.page.getByRole('link', { name: /^Open / }).click()
  await phone.page.waitForURL(/\/c\//)
  await phone.page.goto(`${phone.page.url()}/report`)
  await sees(phone.page.getByText(/^Hana called for help, \d\d:\d\d$/).last())
})
