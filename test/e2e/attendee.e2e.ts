// Somebody without an account and without scripts reports by the attendee page, comes back with the code, and gets an answer.

import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerChecks, type Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'hana', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', hana: 'staff' })
  await people.nkechi.ask('PUT', '/api/numbers', {
    numbers: [
      { use: 'emergency', name: 'police and ambulance', phone: '112' },
      { use: 'security', name: 'venue security', phone: '+351 555 0112' },
    ],
  })
})
afterAll(() => stage.close())

/** A phone in which no script runs. */
async function openPhone(seat: Seat): Promise<{ context: BrowserContext; page: Page }> {
  const context = await seat.context
    .browser()!
    .newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'en-GB' })
  context.setDefaultTimeout(25_000)
  return { context, page: await context.newPage() }
}
/** Presses, and waits for the next screen. */
async function press(page: Page, button: string, next: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await sees(page.getByRole('heading', { name: next }))
}
const box = (page: Page) => page.getByRole('textbox')

let nkechi: Seat
let attendee: Awaited<ReturnType<typeof openPhone>>
let path: string
let words: string[]
/** Against hanging only: several browsers do a good deal here. */
const timeout = 240_000

it('[AT1] the chair opens the attendee page in Settings', { timeout }, async () => {
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go('/settings')
  const panel = nkechi.page.getByRole('region', { name: 'Attendee page' })
  await sees(panel.getByText('The attendee page is closed.'))
  await panel.getByRole('button', { name: 'Open it' }).click()
  const dialog = nkechi.page.getByRole('dialog', { name: 'Open the attendee page?' })
  await shot(nkechi, 'attendee-open')
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await sees(panel.getByText('The attendee page is open.'))
  await sees(panel.getByRole('img', { name: 'QR code: open the attendee page' }))
  const address = await panel.getByRole('textbox', { name: 'Address of the attendee page' }).inputValue()
  expect(await findViolations(nkechi)).toEqual([])
  await panel.scrollIntoViewIfNeeded()
  await shot(nkechi, 'attendee-settings')

  path = new URL(address).pathname
})

it('[AT8] an attendee reports by the page, in a browser without scripts', { timeout }, async () => {
  attendee = await openPhone(nkechi)
  const { context, page } = attendee
  await page.goto(nkechi.origin + path)
  await sees(page.getByRole('link', { name: 'Call police and ambulance: 112' }))
  await sees(page.getByText('You don’t have to give your name.'))
  await press(page, 'Begin', 'Is anyone in danger right now?')
  await press(page, 'No', 'What happened?')
  await box(page).fill('He waited at my room <b>twice</b>.')
  await press(page, 'Next', 'When did it happen, roughly?')
  await press(page, 'I don’t know', 'Where was it?')
  await box(page).fill('Second floor')
  await press(page, 'Next', 'Who did it?')
  await press(page, 'Skip', 'Who else was there or was involved?')
  await press(page, 'Back', 'Who did it?')
  await press(page, 'Skip', 'Who else was there or was involved?')
  await press(page, 'Skip', 'What was going on around it?')
  await press(page, 'Skip', 'Would you like to say who you are?')
  await press(page, 'Skip', 'Send it?')
  await sees(page.getByText('He waited at my room <b>twice</b>.'))
  await press(page, 'Send', 'Thank you for telling us.')
  words = await page.locator('.code li').allTextContents()
  expect(words).toHaveLength(12)
  expect(await page.title()).not.toMatch(/report/i)
  expect([page.url(), await context.cookies()]).toEqual([nkechi.origin + path, []])
})

it('[AT2, AT5] the team is called, and answers on the page', { timeout }, async () => {
  const incoming = nkechi.page.getByRole('alertdialog')
  await sees(incoming.getByText('A report from an attendee asks for you'))
  await shot(nkechi, 'attendee-calls')
  await incoming.getByRole('button', { name: 'On my way' }).click()
  const { cases } = (await people.nkechi.ask('GET', '/api/cases')).body as { cases: { codeName: string }[] }
  await answerChecks(people.nkechi)
  await nkechi.go(`${pathOf(cases[0]!.codeName)}/report`)
  await sees(nkechi.page.getByText('Sent on the attendee page').first())
  const told = nkechi.page.getByRole('region', { name: 'Words to the reporter' })
  await told.getByRole('radio', { name: 'On the attendee page' }).click()
  await told
    .getByRole('textbox', { name: 'What they were told' })
    .fill('Would you like a room on another floor?')
  await told.getByRole('button', { name: 'Write down' }).click()
  await sees(told.getByText('They can read it on the attendee page.'))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'attendee-answered')
})

it('[AT5, AT9] they leave, come back with the code, and read the answer', { timeout }, async () => {
  const { context, page } = attendee
  await press(page, 'Leave this page now', 'This page is empty')
  expect(page.url()).toBe(`${nkechi.origin}/r/blank`)
  await page.goto(nkechi.origin + path)
  await press(page, 'I have a code', 'Your code')
  await box(page).fill(words.slice(0, 11).join(' '))
  await page.getByRole('button', { name: 'Go on' }).click()
  await sees(page.getByText('This code leads nowhere.'))
  await box(page).fill(words.join('\n').toUpperCase())
  await press(page, 'Go on', 'You told us')
  await sees(page.getByText('Would you like a room on another floor?'))
  expect(await page.getByText('He waited').count()).toBe(0)
  await box(page).fill('Yes, please.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await sees(page.getByText('Yes, please.'))
  // It comes to whoever has the case open.
  await sees(nkechi.page.getByText('Yes, please.'))
  await sees(nkechi.page.getByRole('heading', { name: /^Added by the reporter/ }))
  await shot(nkechi, 'attendee-added')
  await context.close()
  await nkechi.context.close()
})

it('[AT8, RN4] its screens pass the accessibility check, at 320 px, in light, dark and forced colours', {
  timeout,
}, async () => {
  await people.nkechi.ask('PATCH', '/api/event', { publicReports: true })
  const { address } = (await people.nkechi.ask('GET', '/api/event')).body as { address: string }
  const seat = await stage.seat('phone')
  const { page } = seat
  await page.setViewportSize({ width: 320, height: 640 })
  const look = async (name: string) => {
    expect([name, await findViolations(seat)]).toEqual([name, []])
    await shot(seat, `attendee-${name}`)
  }
  await seat.go(`/r/${address}`)
  await sees(page.getByRole('button', { name: 'Begin' }))
  await look('start')
  await press(page, 'Begin', 'Is anyone in danger right now?')
  await press(page, 'Yes, or not sure', 'What happened?')
  await look('question')
  await box(page).fill('Somebody is following me.')
  await press(page, 'Next', 'When did it happen, roughly?')
  for (const next of [
    'Where was it?',
    'Who did it?',
    'Who else',
    'What was going on',
    'Would you like',
    'Send it?',
  ])
    await press(page, 'Skip', next)
  await look('check')
  await press(page, 'Send', 'Thank you for telling us.')
  await look('sent')
  const words = await page.locator('.code li').allTextContents()
  await seat.go(`/r/${address}`)
  await press(page, 'I have a code', 'Your code')
  await box(page).fill(words.join(' '))
  await press(page, 'Go on', 'You told us')
  await box(page).fill('He is still here.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await sees(page.getByText('He is still here.'))
  await look('return')
  expect(seat.errors).toEqual([])
  await seat.context.close()
})
