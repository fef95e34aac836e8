// Staff and roster: whom to reach first, the roster of a day edited by keyboard and undone, when nobody is on duty, and all of it
// without a network. The days lie ahead, so that no test hangs on the hour at which it runs.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dayAt, hourOf, sayDayShort, sayWeekday } from '../../shared/roster/days.ts'
import { type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { copies, unplug } from './kept.ts'
import { shot } from './shot.ts'
import { gone, openStage, type Seat, type Stage, sees } from './stage.ts'

const zone = 'Europe/Lisbon'
const ahead = dayAt(Date.now() + 3 * 86_400_000, zone)
const title = `Duty roster, ${sayWeekday(ahead)}`

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana' | 'priya' | 'dawit', Person>

const iso = (hour: number) => new Date(hourOf(ahead, hour, zone)).toISOString()
async function put(member: Person, from: string, to: string, isLead = false): Promise<void> {
  const shift = { member: member.id, from, to, isLead }
  const { status } = await people.nkechi.ask('PUT', `/api/roster/shifts/${randomUUID()}`, shift)
  expect(status).toBe(200)
}
const region = ({ page }: Seat, name: string) => page.getByRole('region', { name, exact: true })
const openDay = ({ page }: Seat) =>
  page
    .getByRole('radiogroup', { name: 'Day' })
    .getByRole('radio', { name: sayDayShort(ahead, ''), exact: true })
    .click()

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({
    ...{ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', priya: 'staff', dawit: 'staff' },
  })
  await people.tomas.ask('PATCH', '/api/me', { phone: '+351 555 0102', speaks: 'English, Spanish' })
  await people.hana.ask('PATCH', '/api/me', { phone: '+351 555 0104', speaks: 'English, Japanese' })
  const numbers = [
    { use: 'security', name: 'Venue security', phone: '555 0110' },
    { use: 'emergency', name: 'Police and ambulance', phone: '112' },
    { use: 'other', name: 'First aid, Hall B', phone: '555 0121' },
  ]
  expect((await people.nkechi.ask('PUT', '/api/numbers', { numbers })).status).toBe(200)
})
afterAll(() => stage.close())

it('[DU7] who is on duty now is reached first and called by one tap; without a roster, who runs the team', async () => {
  const seat = await stage.seat('desktop', people.priya)
  await seat.go('/staff')
  const first = region(seat, 'Reach first')
  await sees(first.getByRole('heading', { name: people.nkechi.name }))
  await sees(first.getByText('Not on duty now'))
  const call = (name: string, within = first) =>
    within.getByRole('link', { name: `Call ${name}`, exact: true })
  expect(await call(people.tomas.name).getAttribute('href')).toBe('tel:+3515550102')
  await sees(region(seat, 'Outside the team').getByRole('link', { name: 'Call Venue security 555 0110' }))
  await sees(region(seat, 'Duty roster').getByText(/^Nobody is on the roster for /))
  // It comes by itself, and with it the number of whoever goes on duty.
  const hour = 3_600_000
  const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
  await put(people.tomas, at(-1), at(3))
  await put(people.hana, at(-2), at(2), true)
  await sees(first.getByText(/^Staff lead until /))
  await gone(first.getByRole('heading', { name: people.nkechi.name }))
  await sees(call(people.hana.name))
  await sees(seat.page.getByText('2 on duty now'))
  await shot(seat, 'staff-now')
  expect(await findViolations(seat)).toEqual([])
  await seat.context.close()
})

it('[DU7] a coordinator fills the roster of a day by keyboard, sees when nobody is on duty, and undoes', async () => {
  const seat = await stage.seat('desktop', people.tomas)
  const { page } = seat
  await seat.go('/staff')
  await sees(page.getByRole('button', { name: 'Add a shift' }))
  await put(people.priya, iso(9), iso(12))
  await put(people.dawit, iso(14), iso(18))
  await put(people.nkechi, iso(8), iso(11), true)
  await sees(page.getByRole('radio', { name: sayDayShort(ahead, ''), exact: true }))
  await openDay(seat)
  const table = page.getByRole('table', { name: title })
  await sees(table.getByText('08:00 to 11:00, lead'))
  const gap = page.getByText('Nobody is on duty 12:00 to 14:00')
  await sees(gap)
  await shot(seat, 'staff-day')
  expect(await findViolations(seat)).toEqual([])
  await page.getByRole('button', { name: 'Fill 12:00 to 14:00' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add a shift' })
  await sees(dialog)
  expect(await dialog.getByLabel('From').inputValue()).toBe('12:00')
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await sees(dialog.getByText('Choose who it is.'))
  expect(await findViolations(seat, () => shot(seat, 'staff-dialog'))).toEqual([])
  await dialog.getByLabel('Who').selectOption({ label: people.priya.name })
  // She is on duty until twelve: what overlaps is said, and nothing is lost of what was written.
  await dialog.getByLabel('From').fill('11:00')
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await sees(dialog.getByText(/is on duty then: .*09:00 to .*12:00\. Change that one\./))
  await dialog.getByLabel('From').fill('12:00')
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await gone(dialog)
  await gone(gap)
  const undo = () => page.getByRole('status').getByRole('button', { name: 'Undo' }).press('Enter')
  await undo()
  await sees(gap)
  // Changed and taken off, from where the shift stands; each comes back.
  const bar = page.getByRole('button', { name: `${people.dawit.name}, 14:00 to 18:00: edit` })
  const change = page.getByRole('dialog', { name: 'Change the shift' })
  await bar.press('Enter')
  await change.getByLabel('To').fill('02:00')
  await sees(change.getByText('On the next day.'))
  await change.getByRole('button', { name: 'Save' }).press('Enter')
  await gone(change)
  await sees(table.getByText('14:00 to 02:00'))
  await undo()
  await sees(bar)
  await bar.press('Enter')
  await change.getByRole('button', { name: 'Take off the roster' }).press('Enter')
  await gone(change)
  await gone(bar)
  await undo()
  await sees(bar)
  await seat.context.close()
})

it('[DU8] a roster out of a spreadsheet is seen line by line first, and on the roster when somebody says so', async () => {
  const seat = await stage.seat('desktop', people.nkechi)
  const { page } = seat
  await seat.go('/staff')
  await page.getByRole('button', { name: 'Bring in a roster' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Bring in a roster' })
  await dialog.getByRole('button', { name: 'See what is understood' }).press('Enter')
  await sees(dialog.getByText(/^Nothing is in it\./))
  const dotted = ahead.split('-').toReversed().join('.')
  const rows = [
    'Who;Day;To;From',
    `Hana;${dotted};21:00;19.00`,
    `Nobody;${dotted};21:00;19.00`,
    'Hana;5/11;9;12',
  ]
  const file = {
    name: 'roster.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${rows.join('\r\n')}`, 'utf16le'),
  }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await until(async () => (await dialog.getByRole('textbox').inputValue()).includes('Hana'))
  await shot(seat, 'staff-bring')
  expect(await findViolations(seat)).toEqual([])
  await dialog.getByRole('button', { name: 'See what is understood' }).press('Enter')
  const read = page.getByRole('dialog', { name: 'What is understood' })
  await sees(read.getByText('1 shift understood, 2 lines are left out. Nothing is on the roster yet.'))
  await sees(read.getByText('Nobody of the team is called “Nobody”.'))
  await sees(read.getByText('“5/11” may be two days. Write it as 2026-11-05 or 5 Nov.'))
  await shot(seat, 'staff-understood')
  expect(await findViolations(seat)).toEqual([])
  const roster = async () =>
    (await people.hana.ask('GET', '/api/roster')).body as { shifts: { from: string }[] }
  expect((await roster()).shifts.map(({ from }) => from)).not.toContain(iso(19))
  await read.getByRole('button', { name: 'Put it on the roster' }).press('Enter')
  await gone(read)
  await sees(page.getByText('1 shift is on the roster.'))
  expect((await roster()).shifts.map(({ from }) => from)).toContain(iso(19))
  await openDay(seat)
  await sees(page.getByRole('button', { name: `${people.hana.name}, 19:00 to 21:00: edit` }))
  await seat.context.close()
})

it('[DU7] on a phone it is a list by the hour, which staff read and do not edit, also without a network', async () => {
  const seat = await stage.seat('phone', people.priya, true)
  const { page } = seat
  await seat.go('/staff')
  await sees(page.getByRole('radio', { name: sayDayShort(ahead, ''), exact: true }))
  await openDay(seat)
  const turns = page.getByRole('list', { name: title }).getByRole('listitem')
  await sees(turns.getByText('14:00 to 18:00'))
  expect(await turns.allInnerTexts()).toEqual([
    expect.stringContaining('08:00 to 11:00, lead'),
    expect.stringContaining('09:00 to 12:00'),
    expect.stringContaining('14:00 to 18:00'),
    expect.stringContaining('19:00 to 21:00'),
  ])
  expect(await page.getByRole('button', { name: /: edit$|^Add a shift$|^Fill / }).count()).toBe(0)
  await shot(seat, 'staff-phone')
  expect(await findViolations(seat)).toEqual([])
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(async () => (await copies(page)).includes('member query roster'))
  await unplug(seat)
  await page.reload()
  await sees(page.getByText(/^Offline: last known /))
  await openDay(seat)
  await sees(turns.getByText('14:00 to 18:00'))
  await sees(
    region(seat, 'Reach first').getByRole('link', { name: `Call ${people.tomas.name}`, exact: true }),
  )
  await shot(seat, 'staff-phone-offline')
  await seat.context.close()
})
