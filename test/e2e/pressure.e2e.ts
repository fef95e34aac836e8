// Screens under pressure: the account beside the first question, tables with many long tasks, times that have passed, and
// a focus that is always somewhere.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { amountsOn, plugIn, unplug } from './kept.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

const account = 'He waited by the stairs.\nThen he followed her to the registration desk.'
let stage: Stage
let people: Record<'nkechi' | 'maria', Person>
let opened: { id: CaseId; codeName: string }
let desk: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff' })
  opened = await stage.house.report(people.maria, { whatHappened: account, verbatim: true })
  desk = await stage.seat('desktop', people.nkechi)
})
afterAll(() => stage.close())

/** The focus is on something: keys go somewhere, and a screen reader knows where it is. */
const hasFocus = ({ page }: Seat) =>
  page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body)
const textOf = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const accountIn = ({ page }: Seat) => page.getByRole('region', { name: 'The account' })

/** As a finger or a mouse does it. */
const select = (seat: Seat, words: string) =>
  accountIn(seat).evaluate((region, wanted) => {
    const walk = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.textContent!.indexOf(wanted)
      if (at < 0) continue
      getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error('these words do not stand there')
  }, words)

it('[UP1] the account stands beside the first question, and is folded as it was left on this device', async () => {
  await desk.go(pathOf(opened.codeName))
  await sees(textOf(desk))
  await sees(accountIn(desk).getByText('He waited by the stairs.'))
  const [beside, first] = await Promise.all([
    accountIn(desk).boundingBox(),
    desk.page.getByRole('region', { name: 'What happened?' }).boundingBox(),
  ])
  expect(beside!.x).toBeGreaterThan(first!.x + first!.width)
  expect(beside!.y).toBeLessThan(first!.y + 40)
  await accountIn(desk).getByRole('button', { name: 'The account' }).click()
  await gone(accountIn(desk).getByText('He waited by the stairs.'))
  await desk.go(pathOf(opened.codeName))
  await sees(textOf(desk))
  await sees(accountIn(desk))
  expect(await accountIn(desk).getByText('He waited by the stairs.').count()).toBe(0)
  await accountIn(desk).getByRole('button', { name: 'The account' }).click()
  await sees(accountIn(desk).getByText('He waited by the stairs.'))
})

it('[UP2] a passage comes into the record by one press, with whose words it is, and goes by one undo', async () => {
  const text = textOf(desk)
  await text.click()
  await text.pressSequentially('Maria took the report.')
  await select(desk, 'followed her')
  await accountIn(desk).getByRole('button', { name: 'Quote' }).click()
  await until(async () => (await wordsIn(text)).includes('“followed her”'))
  expect(await wordsIn(text)).toMatch(
    /^Maria took the report\.\n“followed her”\n— Maria Fontes, in the reporter’s words, \d\d:\d\d$/,
  )
  expect(await text.evaluate((field) => field.contains(document.activeElement))).toBe(true)
  await sees(desk.page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }))
  await desk.page.keyboard.press('Control+z')
  await until(async () => (await wordsIn(text)) === 'Maria took the report.')
})

it('[UP1] on a phone the account is one tap away, above what is written', async () => {
  const phone = await stage.seat('phone', people.nkechi)
  await phone.go(pathOf(opened.codeName))
  await sees(textOf(phone))
  await accountIn(phone).getByRole('button', { name: 'The account' }).click()
  await sees(accountIn(phone).getByText('He waited by the stairs.'))
  await select(phone, 'He waited')
  await accountIn(phone).getByRole('button', { name: 'Quote' }).click()
  await until(async () => (await wordsIn(textOf(phone))).includes('“He waited”'))
  expect(await findViolations(phone)).toEqual([])
  expect(await findViolations(desk)).toEqual([])
  await phone.context.close()
})

/** As the browser does once the network is back, at a moment of its own. */
async function wakeWorker({ context, origin }: Seat): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${origin}/icon-192.png`)
  const tools = await context.newCDPSession(page)
  const found: { registrationId: string; scopeURL: string }[] = []
  tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => found.push(...registrations))
  await tools.send('ServiceWorker.enable')
  await until(async () => found.some(({ scopeURL }) => scopeURL.startsWith(origin)))
  const { registrationId } = found.find(({ scopeURL }) => scopeURL.startsWith(origin))!
  const event = { origin, registrationId, tag: 'report', lastChance: false }
  await tools.send('ServiceWorker.dispatchSyncEvent', event)
  await page.close()
}

it('[UP3] a report that waits is sent once while every page is closed, and it is said when', async () => {
  const seat = await stage.seat('phone', people.maria, true)
  const { page, context } = seat
  const casesOf = async () => {
    const { body } = await people.maria.ask('GET', '/api/cases')
    return (body as { cases: unknown[] }).cases.length
  }
  const before = await casesOf()
  await seat.go('/report')
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(async () => ((await amountsOn(page)).keys ?? 0) > 0)
  await page.getByRole('textbox', { name: 'What happened?' }).fill('He waited at the lift, twice.')
  await unplug(seat)
  await page.getByRole('button', { name: 'Send report' }).click()
  await sees(page.getByText(/sent by itself when the network is back, even if this page is closed/))
  await until(async () => (await amountsOn(page)).rows === 1)
  const next = await context.newPage()
  await page.close()
  await plugIn(seat)
  await wakeWorker(seat)
  await until(async () => (await casesOf()) === before + 1, 15_000)
  await next.goto(`${seat.origin}/report`)
  await sees(next.getByText(/^Sent by itself \d\d:\d\d/))
  await sees(next.getByRole('region', { name: 'What happens next' }))
  await until(async () => (await amountsOn(next)).rows === 0)
  expect(await casesOf()).toBe(before + 1)
  await context.close()
})

it('[UP4] they write: cursor in the box, the way back whole over a keyboard, and a focus afterwards', async () => {
  const phone = await stage.seat('phone', people.maria)
  const { page } = phone
  await phone.go('/report')
  await page.getByRole('radio', { name: 'They write' }).click()
  const screen = page.getByRole('dialog')
  const box = screen.getByRole('textbox')
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 420 })
    await box.fill('He came back to the desk. '.repeat(60))
    const at = (await screen.getByRole('button', { name: 'Give the phone back' }).boundingBox())!
    expect(at.y + at.height).toBeLessThanOrEqual(420)
    expect(at.height).toBeGreaterThanOrEqual(44)
    expect(at.x + at.width).toBeLessThanOrEqual(width)
    expect((await box.boundingBox())!.height).toBeGreaterThanOrEqual(90)
    expect(await box.evaluate((field) => field === document.activeElement)).toBe(true)
  }
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await screen.getByRole('button', { name: 'Go on writing' }).click()
  await until(() => box.evaluate((field) => field === document.activeElement))
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await screen.getByLabel('Password of the staff member').fill('a long enough password')
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await gone(screen)
  await until(() => hasFocus(phone))
  await phone.context.close()
})
