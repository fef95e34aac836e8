// A mail becomes a report in a browser, and its original opens as it came.

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair' })
})
afterAll(() => stage.close())

/** Only against hanging: the accessibility check takes its time on a busy machine, and is asked in three looks. */
const patienceMs = 300_000

const mail = ({ page }: Seat) => page.getByRole('region', { name: 'The mail' })
const account = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })

async function begin(seat: Seat): Promise<void> {
  await seat.go('/report')
  await seat.page.getByRole('combobox', { name: 'How it came' }).selectOption('mail')
  await sees(seat.page.getByRole('textbox', { name: 'Paste the mail' }))
}

async function isClean(seat: Seat): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await seat.page.emulateMedia({ colorScheme })
    expect(await findViolations(seat)).toEqual([])
  }
  await seat.page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  expect(await findViolations(seat)).toEqual([])
  await seat.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}

const whole = Buffer.from(
  `From: Ana Reyes <ana@example.org>\r\nDate: Thu, 5 Nov 2026 14:05:00 +0100\r\nSubject: Last night\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>He followed me to the lobby.</p><img src="https://spy.example.org/x.png"><script>document.title = 'x'</script>\r\n--b\r\nContent-Type: image/jpeg; name="../../lobby.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n${randomBytes(400_000).toString('base64')}\r\n--b--\r\n`,
)

it('[ML4] a mail is brought in as a file, read as plain text, and is there over a reload', async () => {
  const seat = await stage.seat('desktop', people.nkechi)
  const asked: string[] = []
  seat.page.on('request', (request) => asked.push(new URL(request.url()).host))
  await begin(seat)
  await shot(seat, 'mail-to-bring')
  const file = { name: 'last night.eml', mimeType: 'message/rfc822', buffer: whole }
  await seat.page.getByLabel('Mail file').setInputFiles(file)
  await sees(mail(seat).getByText('Ana Reyes <ana@example.org>'))
  await sees(mail(seat).getByText('lobby.jpg'))
  await sees(mail(seat).getByText(/^Its words stand under/))
  expect(await account(seat).inputValue()).toBe('He followed me to the lobby.')
  await shot(seat, 'mail-brought')
  // It is kept with what is written, also over a reload.
  await sees(seat.page.getByText(/^Not sent yet\. It is kept on this device/))
  await seat.page.reload()
  await sees(mail(seat).getByText('Ana Reyes <ana@example.org>'))
  await seat.page.getByRole('button', { name: 'Send report' }).click()
  await sees(seat.page.getByText(/^Sent .* The words stay as they are/))
  expect(new Set(asked)).toEqual(new Set([new URL(seat.origin).host]))
  await seat.context.close()
})

it(
  '[ML1] a mail becomes a report, its original opens as it came',
  async () => {
    const { body } = await people.nkechi.ask('GET', '/api/cases')
    const [opened] = (body as { cases: { codeName: string }[] }).cases
    const seat = await stage.seat('desktop', people.nkechi)
    await seat.go(`${pathOf(opened!.codeName)}/report`)
    await sees(mail(seat).getByText('sent 5 Nov 13:05 by Ana Reyes <ana@example.org>'))
    await shot(seat, 'mail-in-case')
    await isClean(seat)
    const [download] = await Promise.all([
      seat.page.waitForEvent('download'),
      mail(seat).getByRole('link', { name: 'Save the original' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('last night.eml')
    expect((await readFile(await download.path())).equals(whole)).toBe(true)
    await seat.context.close()
  },
  patienceMs,
)

it(
  '[ML4] a pasted mail is read on a phone, and joined with what is written already',
  async () => {
    const seat = await stage.seat('phone', people.nkechi)
    await begin(seat)
    expect(await findViolations(seat)).toEqual([])
    await account(seat).fill('She came to the desk about this mail.')
    const pasted = 'From: Bo Adeyemi <bo@example.org>\nSubject: Tonight\n\nI saw it, too.'
    await seat.page.getByRole('textbox', { name: 'Paste the mail' }).fill(pasted)
    await seat.page.getByRole('button', { name: 'Read what is pasted' }).click()
    await sees(mail(seat).getByText('Bo Adeyemi <bo@example.org>'))
    expect(await account(seat).inputValue()).toBe('She came to the desk about this mail.')
    await shot(seat, 'mail-phone')
    await isClean(seat)
    await mail(seat).getByRole('button', { name: 'Put its words into the report' }).click()
    await sees(mail(seat).getByText(/^Its words stand under/))
    expect(await account(seat).inputValue()).toBe('She came to the desk about this mail.\n\nI saw it, too.')
    await mail(seat).getByRole('button', { name: 'Leave this mail out' }).click()
    await sees(seat.page.getByRole('textbox', { name: 'Paste the mail' }))
    await seat.context.close()
  },
  patienceMs,
)

it('[RP2] another report of the same thing joins the case that there is', async () => {
  const opened = await stage.house.report(people.nkechi)
  const seat = await stage.seat('phone', people.nkechi)
  await seat.go('/report')
  await account(seat).fill('She saw him there, too.')
  await seat.page.getByText('Who was it? Who else?').click()
  const joins = seat.page.getByRole('combobox', { name: 'Is it about a case that there is already?' })
  await sees(joins.locator(`option:has-text("${opened.codeName}")`).locator('xpath=..'))
  await joins.selectOption({ label: opened.codeName })
  await sees(seat.page.getByRole('heading', { level: 1, name: opened.codeName }))
  await sees(seat.page.getByText(`Everybody on ${opened.codeName} will read it, but for whoever it names.`))
  await shot(seat, 'report-joins')
  expect(await findViolations(seat)).toEqual([])
  await seat.page.getByRole('button', { name: 'Send report' }).click()
  await sees(seat.page.getByText(/^Sent .* The words stay as they are/))
  const { body } = await people.nkechi.ask('GET', `/api/cases/${opened.id}/reports`)
  const { reports } = body as { reports: { whatHappened: string }[] }
  expect(reports.map(({ whatHappened }) => whatHappened).at(-1)).toBe('She saw him there, too.')
  expect(reports).toHaveLength(2)
  await seat.context.close()
})
