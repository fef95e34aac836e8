// The first response: what is ticked of its card without a network and before there is a case, over a reload, stands on the case
// once, for everybody on it; the numbers to call, and what not to bring up, are where they are needed.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { copies, everythingOn, plugIn, unplug } from './kept.ts'
import { picture, shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana', Person>
let hana: Seat
let tomas: Seat

const seatWords = 'Find a private place to sit'
const companyWords = 'Ask who they would like with them'
const numbers = [
  { use: 'security', name: 'Venue security', phone: '+351 555 0199' },
  { use: 'emergency', name: 'Police and ambulance', phone: '112' },
  { use: 'other', name: 'Night desk of the hotel', phone: '4711' },
]

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
  expect((await people.nkechi.ask('PUT', '/api/numbers', { numbers })).status).toBe(200)
  hana = await stage.seat('phone', people.hana, true)
  tomas = await stage.seat('desktop', people.tomas)
})
afterAll(() => stage.close())

const tickOf = ({ page }: Seat, name: string) => page.getByRole('checkbox', { name, exact: true })
const isTicked = (seat: Seat, name: string, is = true) =>
  sees(seat.page.getByRole('checkbox', { name, exact: true, checked: is }))
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name })
const firstResponse = ({ page }: Seat) => page.getByRole('region', { name: 'First response' })
const bottomOf = ({ y, height }: { y: number; height: number }) => y + height
/** Done, and written down by the device. */
const onDisk = async (act: () => Promise<unknown>) => {
  const before = await everythingOn(hana.page)
  await act()
  await until(async () => (await everythingOn(hana.page)) !== before)
}
const ticksOf = () => stage.house.db.selectFrom('case_entries').select('id').where('kind', '=', 'tick')

it('[FR1, FR3, FR4] ticks and a call made offline are there after a reload, go with the report, and stand on the case once', async () => {
  const { page } = hana
  await hana.go('/me')
  await sees(page.getByRole('heading', { name: 'Home' }))
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(() => copies(page).then((names) => names.includes('member query numbers')), 10_000)
  await unplug(hana)
  await page.goto(`${hana.origin}/first-response`)
  await tickOf(hana, seatWords).click()
  await tickOf(hana, companyWords).click()
  await tickOf(hana, 'Ask "How can I help?"').click()
  await tickOf(hana, 'Ask "How can I help?"').click()
  await isTicked(hana, 'Ask "How can I help?"', false)
  await shot(hana, 'first-response-top')
  const called = page.getByRole('checkbox', { name: 'I have called security or the police' })
  await called.check()
  await page.getByRole('radio', { name: 'The police' }).click()
  await page.getByRole('radio', { name: 'They asked for it' }).click()
  const because = page.getByRole('textbox', { name: 'Because' })
  await onDisk(() => because.fill('She wants it on record tonight.'))
  await sees(page.getByText('Kept on this device. They go with the report.'))
  expect(await findViolations(hana)).toEqual([])
  await shot(hana, 'first-response-ticked')
  await page.reload()
  await isTicked(hana, seatWords)
  await isTicked(hana, companyWords)
  await isTicked(hana, 'Ask "How can I help?"', false)
  await sees(page.getByText(/^You called the police at \d\d:\d\d\.$/))
  expect(await everythingOn(page)).not.toMatch(/private place|on record/)

  expect(await page.getByRole('link', { name: 'Call venue security' }).getAttribute('href')).toBe(
    'tel:+3515550199',
  )
  await button(hana, 'Show card').click()
  const card = page.getByRole('dialog', { name: 'If you need somebody' })
  for (const { name, phone } of numbers) {
    await sees(card.getByText(name, { exact: true }))
    await sees(card.getByText(phone, { exact: true }))
  }
  expect(await findViolations(hana)).toEqual([])
  await shot(hana, 'first-response-card-390')
  await page.setViewportSize({ width: 320, height: 640 })
  await shot(hana, 'first-response-card-320')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.setViewportSize({ width: 390, height: 844 })
  await card.getByRole('button', { name: 'Close' }).click()
  await gone(card)

  await button(hana, 'Write the report').click()
  const words = page.getByRole('textbox', { name: 'What happened?' })
  await onDisk(() => words.fill('He waited at the lift, twice.'))
  await onDisk(() => button(hana, 'Send report').click())
  await sees(page.getByText(/^Offline. It is kept on this device/))
  await page.reload()
  await sees(page.getByText(/^Offline. It is kept on this device/))
  await plugIn(hana)
  await sees(page.getByText(/^Sent/).first())
  await sees(page.getByText(new RegExp(`^${seatWords}, \\d\\d:\\d\\d\\. ${companyWords}, \\d\\d:\\d\\d$`)))
  await shot(hana, 'first-response-sent')
  expect(await ticksOf().execute()).toHaveLength(2)
  await until(async () => /^rows 0 /m.test(await everythingOn(page)))

  const { code_name: codeName } = await stage.house.db
    .selectFrom('cases')
    .select('code_name')
    .executeTakeFirstOrThrow()
  await tomas.go(`${pathOf(codeName)}/report`)
  await sees(firstResponse(tomas).getByText(/^Hana, \d\d:\d\d$/))
  const safety = tomas.page.getByRole('region', { name: 'Safety' })
  await sees(safety.getByText(/^Hana called the police, \d\d:\d\d$/))
  await sees(safety.getByText('The reporter asked for it: She wants it on record tonight.'))
  expect(await findViolations(tomas)).toEqual([])
  await shot(tomas, 'first-response-report-tab')
  // The card is empty for whoever comes next.
  await hana.go('/first-response')
  await isTicked(hana, seatWords, false)
})

it('[FR1, FR2, FR3] on the case everybody ticks, others see it at once, and what is taken back stays to be read', async () => {
  const { codeName } = await stage.house.report(people.hana, { hasCalled: true, calledWhom: 'security' })
  for (const seat of [hana, tomas]) {
    await seat.go(`${pathOf(codeName)}/report`)
    await sees(firstResponse(seat).getByText('Not yet').first())
  }
  await tickOf(hana, seatWords).click()
  await sees(firstResponse(tomas).getByText(/^Hana, \d\d:\d\d$/))
  await button(tomas, `Take back: ${seatWords}`).click()
  const past = new RegExp(`^${seatWords}: Hana, \\d\\d:\\d\\d\\. Taken back by Tomás, \\d\\d:\\d\\d$`)
  await sees(firstResponse(hana).getByText(past))
  await sees(tickOf(hana, seatWords))
  await tickOf(hana, companyWords).click()
  await sees(button(tomas, `Take back: ${companyWords}`))
  await shot(hana, 'first-response-case-phone')

  await button(tomas, 'Say whose decision it was').click()
  const dialog = tomas.page.getByRole('dialog', { name: 'Whose decision was it to call?' })
  await dialog.getByRole('radio', { name: 'Ours, for safety' }).click()
  await dialog.getByRole('textbox', { name: 'Because' }).fill('He had followed her twice.')
  expect(await findViolations(tomas)).toEqual([])
  await shot(tomas, 'first-response-decision')
  await dialog.getByRole('button', { name: 'Write down' }).click()
  await gone(dialog)
  await sees(hana.page.getByText('Hana’s decision, for safety, says Tomás: He had followed her twice.'))
  await button(hana, 'Security or police were called').click()
  const call = hana.page.getByRole('dialog', { name: 'Security or police were called' })
  await call.getByRole('radio', { name: 'The police' }).click()
  await call.getByRole('radio', { name: 'They asked for it' }).click()
  expect(await findViolations(hana)).toEqual([])
  await call.getByRole('button', { name: 'Write down' }).click()
  await gone(call)
  await sees(tomas.page.getByText(/^Hana called the police, \d\d:\d\d$/))
  expect(await findViolations(hana)).toEqual([])
  await tomas.go(pathOf(codeName))
  const facts = tomas.page.getByRole('complementary', { name: 'Case facts' })
  await sees(facts.getByText(/^1 ticked, last \d\d:\d\d$/))
  await shot(tomas, 'first-response-facts')
})

it('[FR5] what not to bring up is in sight while one writes, at every place of a long account, and the box too', async () => {
  const { page } = hana
  await hana.go('/report')
  const words = page.getByText(/^Do not bring up: dropping the report/)
  const box = page.getByRole('textbox', { name: 'What happened?' })
  await sees(words)
  await shot(hana, 'report-do-not-390')
  const top = async () => (await box.boundingBox())!.y
  expect(await top()).toBeLessThan(844 * 0.55)
  // As much of the screen as a keyboard leaves.
  for (const [width, height] of [
    [390, 460],
    [320, 420],
  ] as const) {
    await page.setViewportSize({ width, height })
    await box.fill('')
    await box.pressSequentially('He waited. ')
    await box.fill(Array.from({ length: 40 }, (_, n) => `He waited at the lift, ${n}.`).join('\n'))
    await box.press('ControlOrMeta+End')
    await box.press('Enter')
    await until(async () => ((await words.boundingBox())?.y ?? -1) >= 0)
    const { y, height: tall } = (await words.boundingBox())!
    expect(y + tall).toBeLessThan(height / 3)
    // The line that is written stands above the foot.
    const send = async () => (await button(hana, 'Send report').boundingBox())!.y
    await until(async () => bottomOf((await box.boundingBox())!) < (await send()))
    await picture(page, `report-do-not-long-${width}`)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await box.fill('')
  expect(await findViolations(hana)).toEqual([])
  await tomas.go('/report')
  await sees(tomas.page.getByText(/^Do not bring up: dropping the report/))
  await shot(tomas, 'report-do-not-desktop')
  await tomas.page.getByRole('radio', { name: 'Yes or not sure' }).click()
  await sees(tomas.page.getByRole('link', { name: 'Call police and ambulance' }))
  await shot(tomas, 'report-danger-numbers')
  expect(await findViolations(tomas)).toEqual([])
})

it('[FR4] the chair gives the numbers with the password; without any the card says whom to call in words', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const { page } = nkechi
  await nkechi.go('/settings')
  const panel = page.getByRole('region', { name: 'Numbers to call' })
  await sees(panel.getByText('+351 555 0199'))
  await panel.getByRole('button', { name: 'Change the numbers' }).click()
  const dialog = page.getByRole('dialog', { name: 'Numbers to call' })
  await dialog.getByRole('textbox', { name: 'More numbers' }).fill('Night desk')
  await sees(dialog.getByText('This line has no name or no number: Night desk'))
  await dialog.getByRole('textbox', { name: 'More numbers' }).fill('Taxi +351 555 0123')
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'numbers-settings')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await sees(panel.getByText('+351 555 0123'))
  await gone(panel.getByText('4711'))
  expect((await people.nkechi.ask('PUT', '/api/numbers', { numbers: [] })).status).toBe(200)
  await nkechi.go('/first-response')
  await sees(page.getByText(/^If anyone’s safety is in doubt/))
  expect(await button(nkechi, 'Show card').count()).toBe(0)
  expect(await findViolations(nkechi)).toEqual([])
})
