// The room display in a real browser: made from a member's own device, masked, live, and blank at the end.

import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerChecks, type Person } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Seat
let maria: Seat
let people: Record<'nkechi' | 'maria' | 'priya', Person>
let id: string
let codeName: string
let display: Seat['page']
const frames: string[] = []

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff', priya: 'staff' })
  const opened = await stage.house.report(people.maria)
  codeName = opened.codeName
  id = opened.id
  await people.nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'Corvin Haldane', role: 'reported' })
  await answerChecks(...Object.values(people))
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, { place: 'Room 2.14' })
  nkechi = await stage.seat('desktop', people.nkechi)
  maria = await stage.seat('phone', people.maria)
  await nkechi.go(pathOf(codeName))
  await maria.go(pathOf(codeName))
})
afterAll(() => stage.close())

it('[RD1] a display opened from the case shows roles, tasks and who is here, and reads from afar', async () => {
  const [opened] = await Promise.all([
    nkechi.page.context().waitForEvent('page'),
    nkechi.page.getByRole('button', { name: 'Open room display' }).click(),
  ])
  display = opened
  display.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString('latin1'))),
  )
  await display.setViewportSize({ width: 1920, height: 1080 })
  await display.reload()
  await sees(display.getByRole('heading', { level: 1, name: codeName }))
  await sees(display.getByRole('img', { name: 'QR code: join this meeting' }))
  await sees(display.getByText('Names are hidden'))
  const text = nkechi.page.getByRole('textbox', { name: 'What happened?' })
  await text.click()
  await nkechi.page.keyboard.type('At noon he, ', { delay: 20 })
  await nkechi.page.keyboard.type('Corvin Haldane, ', { delay: 130 })
  await nkechi.page.keyboard.type('left.', { delay: 20 })
  await sees(display.getByText('left.'))
  await sees(display.getByText('Reported person').first())
  for (let n = 1; n <= 12; n++) {
    await nkechi.page
      .getByRole('textbox', { name: 'Quick add' })
      .fill(`@maria 23:${10 + n} thing number ${n}.`)
    await nkechi.page.keyboard.press('Enter')
  }
  await sees(display.getByText('thing number 12.'))
  const { size, scrolls, isCut } = await display.evaluate(() => ({
    size: Number.parseFloat(getComputedStyle(document.querySelector('main')!).fontSize),
    scrolls: [...document.querySelectorAll('main, section')].some(
      (one) => one.scrollHeight > one.clientHeight + 2,
    ),
    isCut: [...document.querySelectorAll('h2')].some(
      (one) =>
        one.getBoundingClientRect().right > one.closest('section, main')!.getBoundingClientRect().right,
    ),
  }))
  expect(size).toBeGreaterThanOrEqual(28)
  expect(scrolls).toBe(false)
  expect(isCut).toBe(false)
  expect(frames.length).toBeGreaterThan(5)
  for (const frame of frames) expect(frame).not.toMatch(/corv|hald|corvin|haldane/i)
  for (const colorScheme of ['dark', 'light'] as const) {
    await display.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page: display }).analyze()
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([])
    if (process.env.SHOTS) await display.screenshot({ path: `${process.env.SHOTS}/room-${colorScheme}.png` })
  }
})

it('[RD1, RD9] the question that the lead lights is lit, and names are shown only while a button is held', async () => {
  await nkechi.page.getByRole('radio', { name: 'Question 1' }).click()
  await sees(display.locator('[aria-current="step"]').getByText('What happened?'))
  const button = nkechi.page.getByRole('button', { name: 'Show names in the room' })
  // A sign that it has to be held, for the eye and for whoever hears it.
  await sees(nkechi.page.getByText('Hold to show names'))
  expect(await button.getAttribute('aria-description')).toContain('Hold to show names')
  for (const key of ['Space', 'Enter']) {
    await button.focus()
    await nkechi.page.keyboard.down(key)
    await sees(display.getByText('Names are shown by Nkechi'))
    await nkechi.page.keyboard.up(key)
    await sees(display.getByText('Names are hidden'))
  }
  await button.hover()
  await nkechi.page.mouse.down()
  await sees(display.getByText('Names are shown by Nkechi'))
  await sees(display.getByText('Corvin Haldane').first())
  await nkechi.page.mouse.up()
  await sees(display.getByText('Names are hidden'))
  expect(await display.getByText('Corvin').count()).toBe(0)
})

it('[RD2] a phone joins by the code on the display; somebody who is not on the case does not', async () => {
  const code = await display.locator('footer .num').last().innerText()
  await maria.page.goto(`${new URL(maria.page.url()).origin}/j/${code.replaceAll(' ', '')}`)
  await sees(maria.page.getByRole('heading', { level: 1, name: codeName }))
  const priya = await stage.seat('phone', people.priya)
  await priya.page.goto(`${new URL(maria.page.url()).origin}/j/${code.replaceAll(' ', '')}`)
  await sees(priya.page.getByRole('alert').getByText('This code isn’t available'))
})

it('[RD1] it is blank when the meeting has ended', async () => {
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
  await sees(display.getByText('The meeting has ended'))
  expect(await display.getByText(codeName).count()).toBe(0)
  const past = nkechi.page.getByRole('region', { name: 'Past meetings' })
  await past.getByText('Room 2.14').click()
  await sees(past.getByText(/^(\d\d:\d\d for \d+ s by Nkechi(, )?){3}$/))
})
