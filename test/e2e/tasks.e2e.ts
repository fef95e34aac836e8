// A task's way: from one line on the chair's screen to somebody's phone, and back onto every screen.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { addTask } from '../../shared/record/edit.ts'
import { joinRecord, type Person } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'maria', Person>
let nkechi: Seat
let tomas: Seat
let maria: Seat
let opened: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  opened = await stage.house.report(people.tomas)
  const access = `/api/cases/${opened.id}/access/${people.maria.id}`
  expect((await people.nkechi.ask('PUT', access, { level: 'write' })).status).toBeLessThan(300)
  nkechi = await stage.seat('desktop', people.nkechi)
  tomas = await stage.seat('desktop', people.tomas)
  maria = await stage.seat('phone', people.maria)
  for (const seat of [nkechi, tomas]) await seat.go(pathOf(opened.codeName))
  for (const seat of [nkechi, tomas]) await sees(quickAdd(seat))
  await maria.go('/me')
  await sees(maria.page.getByRole('heading', { level: 2, name: 'My tasks' }))
})
afterAll(() => stage.close())

const quickAdd = ({ page }: Seat) => page.getByRole('textbox', { name: 'Quick add' })
const row = ({ page }: Seat, words: string) =>
  page
    .getByRole('table', { name: 'Tasks' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: `Done: ${words}` }) })
const card = () => maria.page.getByRole('alertdialog', { name: opened.codeName })

async function give(words: string): Promise<void> {
  await quickAdd(nkechi).fill(`@maria in 20m ${words}`)
  await quickAdd(nkechi).press('Enter')
}

it('[F2, F3] quick add says what it understood, lands on the phone, and is accepted on every screen', async () => {
  const words = 'ask the venue for the lobby camera footage'
  await quickAdd(nkechi).fill(`@maria in 20m ${words}`)
  const form = nkechi.page.getByRole('form', { name: 'Add a task' })
  await sees(form.getByText('Maria Fontes'))
  await sees(form.getByText(/in 20 minutes/))
  await quickAdd(nkechi).press('Enter')
  await sees(card())
  await sees(card().getByText(words))
  for (const seat of [nkechi, tomas]) await sees(row(seat, words).getByText('Delivered'))
  await card().getByRole('button', { name: 'Accept' }).click()
  for (const seat of [nkechi, tomas]) await sees(row(seat, words).getByText('Accepted'))
  await sees(maria.page.getByRole('checkbox', { name: `Done: ${words}` }))
  await gone(card())
})

it('[F3] ticking it on the phone says when it was done', async () => {
  const words = 'ask the venue for the lobby camera footage'
  await maria.page.getByRole('checkbox', { name: `Done: ${words}` }).click()
  for (const seat of [nkechi, tomas]) await sees(row(seat, words).getByText(/^Done \d{1,2}:\d\d$/))
})

it("[F3] I can't: the meeting sees that it needs someone else", async () => {
  await give('walk with the reporter to the tram')
  await sees(card())
  await card()
    .getByRole('button', { name: /^I can.t$/ })
    .click()
  for (const seat of [nkechi, tomas])
    await sees(row(seat, 'walk with the reporter to the tram').getByText(/Can.t: needs someone else/))
})

it('too long a text in quick add is said and kept whole, never cut; what a task holds goes in', async () => {
  const form = nkechi.page.getByRole('form', { name: 'Add a task' })
  const fits = 'x'.repeat(limits.maxTaskChars)
  await quickAdd(nkechi).fill(`${fits}x`)
  await quickAdd(nkechi).press('Enter')
  await sees(form.getByRole('alert').getByText('This is too long for a task.'))
  expect(await quickAdd(nkechi).inputValue()).toBe(`${fits}x`)
  await quickAdd(nkechi).fill(fits)
  await quickAdd(nkechi).press('Enter')
  await sees(row(tomas, fits))
  expect(await quickAdd(nkechi).inputValue()).toBe('')
})

it('a new task on the phone takes no focus away', async () => {
  const { page } = maria
  await page.getByRole('button', { name: 'New report' }).first().focus()
  await give('bring water to the quiet room')
  await sees(card())
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('New report')
})

it('[F1] a task waits while a report is taken, and stands there as soon as it is sent', async () => {
  const words = 'sit with the reporter'
  await maria.go('/report')
  await maria.page.getByRole('textbox', { name: 'What happened?' }).fill('She told me about yesterday.')
  await give(words)
  await sees(row(nkechi, words).getByText('Delivered'))
  expect(await card().count()).toBe(0)
  await maria.page.getByRole('button', { name: 'Send report' }).click()
  await sees(maria.page.getByText(/^Sent \d\d:\d\d/))
  await sees(card())
})

it('[TT4] without the case one sees what to do and not why, and cannot open it', async () => {
  await people.nkechi.ask('DELETE', `/api/cases/${opened.id}/access/${people.maria.id}`)
  const record = await joinRecord(people.nkechi, opened.id)
  const task = { id: randomUUID() as TaskId, what: 'carry the chairs to hall 2', who: people.maria.id }
  expect(await record.push((doc) => addTask(doc, { ...task, due: null, dueWords: null }))).toMatchObject({
    ok: true,
  })
  await maria.go('/me')
  await sees(maria.page.getByText('carry the chairs to hall 2'))
  // What she had while she was on the case went to its lead with that.
  await gone(maria.page.getByText('bring water to the quiet room'))
  await maria.go(pathOf(opened.codeName))
  await sees(maria.page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))
})
