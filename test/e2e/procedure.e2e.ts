// The procedure of the event: read by everybody, brought in by those who may, and read on without a network.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { copies, plugIn, unplug } from './kept.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
/** Of a case that was opened before the event had a procedure of its own. */
let codeName: string
let people: Record<'nkechi' | 'priya' | 'tomas', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', priya: 'staff', tomas: 'coordinator' })
  codeName = (await stage.house.report(people.priya)).codeName
})
afterAll(() => stage.close())

const untidy = [
  '# How we handle reports',
  '',
  '<!-- clause:response -->',
  '## The first minutes',
  '- Sit down with them, see [the policy](policy)',
  '- Say “thank you for telling me”',
  '<!-- endcluase:response -->',
  '<!-- clause:information -->',
  '- What they did, in the words of whoever tells it',
  '- Was it on a recording?',
  '<!-- endclause:information -->',
  '<!-- clause:links -->',
  'Know [our policy](policy) by heart.',
  '<!-- endclause:links -->',
  '<!-- clause:considerations -->',
  '## What we may do',
  '- A word with them',
  '- End their talk',
  'Badges stay with the desk â€” always.',
  '<!-- endclause:considerations -->',
].join('\r\n')

const region = ({ page }: Seat, name: string) => page.getByRole('region', { name })

it('[PD6] everybody reads the one in force from any page; only those who may are offered to bring one in', async () => {
  const priya = await stage.seat('phone', people.priya)
  await priya.go('/me')
  await priya.page.getByRole('button', { name: /Priya/ }).click()
  await priya.page.getByRole('menuitem', { name: 'Procedure' }).click()
  await sees(region(priya, 'What not to do').getByText(/^Do not ask them what penalty/))
  await sees(priya.page.getByText(/^This event has put none of its own in force/))
  expect(await priya.page.getByRole('button', { name: 'Bring in your own' }).count()).toBe(0)
  expect(await findViolations(priya)).toEqual([])
  await shot(priya, 'procedure-phone')
})

it('[PD4, PD6] a text is looked at first, its oddities by line, and is in force once somebody says so', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const { page } = nkechi
  await nkechi.go('/board')
  await page.getByRole('link', { name: 'Procedure' }).click()
  await page.getByRole('button', { name: 'Bring in your own' }).click()
  await page.getByRole('button', { name: 'See what is understood' }).click()
  await sees(page.getByText('Paste the text, or choose a file.'))
  await page.locator('input[type=file]').setInputFiles({
    name: 'handbook.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(`\ufeff${untidy}`, 'utf16le'),
  })
  await sees(page.getByText('handbook.md'))
  await page.getByRole('button', { name: 'See what is understood' }).click()
  await sees(page.getByText('handbook.md, read as UTF-16'))
  await sees(page.getByText('4 clauses found, 2 things to look at. Nothing is in force yet.'))
  await sees(region(nkechi, 'To look at').getByText('Line 7'))
  await sees(region(nkechi, 'Clauses').getByText('2 in its list').first())
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'procedure-understood')
  await page.getByRole('textbox', { name: 'Where it is from' }).fill('https://example.org/conduct/handbook')
  await page.getByRole('textbox', { name: 'Version' }).fill('3')
  expect(await page.getByRole('checkbox', { name: 'Mend broken letters in 1 line' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Put in force' }).click()
  await sees(page.getByText(/^Put in force by .*version 3$/))
  await sees(region(nkechi, 'What we may do').getByText('Badges stay with the desk — always.'))
  expect(
    await region(nkechi, 'The first minutes').getByRole('link', { name: 'the policy' }).getAttribute('href'),
  ).toBe('https://example.org/conduct/policy')
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'procedure-in-force')
})

it('[PD6, PD7, PD14] it is read on where there is no network, after a reload too, and the card says what it says', async () => {
  const priya = await stage.seat('phone', people.priya, true)
  const { page } = priya
  await priya.go('/procedure')
  const words = region(priya, 'What we may do').getByText('End their talk')
  await sees(words)
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(async () => (await copies(page)).includes('member query procedure'))
  await unplug(priya)
  await page.reload()
  await sees(words)
  await priya.go('/first-response')
  await sees(page.getByRole('checkbox', { name: 'Say "thank you for telling me"' }))
  await sees(page.getByText('Penalties.'))
  await shot(priya, 'procedure-card')
  await priya.go('/report')
  // What the form asks is as it was known when it was opened: here, kept on this device.
  await sees(page.getByRole('textbox', { name: 'What happened?' }))
  await page.getByText('Who was it? Who else?').click()
  await sees(page.getByText('Was it on a recording?'))
  await shot(priya, 'procedure-report')
  await plugIn(priya)
})

it('[PD8] "I have read it" is said without a network, after a reload too, and the chair sees it when it is back', async () => {
  const priya = await stage.seat('phone', people.priya, true)
  const nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go('/procedure')
  const readers = region(nkechi, 'Who has read it')
  await sees(readers.getByText('0 of 3 have read it.'))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'procedure-readers')
  await priya.go('/procedure')
  const own = region(priya, 'Have you read it?')
  await sees(own.getByRole('button', { name: 'I have read it' }))
  await until(() => priya.page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(async () => (await copies(priya.page)).includes('member query procedure'))
  await unplug(priya)
  await own.getByRole('button', { name: 'I have read it' }).click()
  const waits = own.getByText('Kept on this device. It is sent when the network is back.')
  await sees(waits)
  await priya.page.reload()
  await sees(waits)
  await shot(priya, 'procedure-reading-waits')
  await plugIn(priya)
  await sees(own.getByText(/^You have read it, /))
  await sees(readers.getByText('1 of 3 has read it.'))
  expect(await findViolations(priya)).toEqual([])
  await shot(priya, 'procedure-read')
})

it('[PD9] a reminder says one line on an open screen, which leads to the procedure', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const { page } = nkechi
  const seat = await stage.seat('phone', people.tomas)
  await seat.go('/me')
  await sees(seat.page.getByText('No meeting now.'))
  // The line comes over the live connection.
  await until(async () => {
    const { body } = await people.nkechi.ask('GET', '/api/members')
    const members = body as never as { id: string; isHere: boolean }[]
    return members.some(({ id, isHere }) => id === people.tomas.id && isHere)
  }, 20_000)
  await nkechi.go('/procedure')
  await page.getByRole('button', { name: 'Remind those who have not' }).click()
  await sees(page.getByText(/at most once an hour/))
  await sees(seat.page.getByText('Please read the procedure.'))
  await seat.page.getByRole('button', { name: 'Open', exact: true }).click()
  await sees(region(seat, 'Have you read it?').getByRole('button', { name: 'I have read it' }))
})

it('[PD10, PD11] a case says which version it goes by, its lead takes the newer one, and the policy is one tap away', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const { page } = nkechi
  await nkechi.go(pathOf(codeName))
  const facts = region(nkechi, 'Procedure')
  await sees(facts.getByText(/^A newer one is in force since/))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'procedure-facts')
  await facts.getByRole('link', { name: 'The one that Greenroom brings' }).click()
  await sees(region(nkechi, 'What not to do').getByText(/^Do not ask them what penalty/))
  await sees(page.getByText(/^Version 3 is in force since .* This case goes by an earlier one\.$/))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'procedure-of-case')
  await page.getByRole('button', { name: 'Use it for this case' }).click()
  await sees(region(nkechi, 'What we may do').getByText('End their talk'))
  await gone(page.getByRole('button', { name: 'Use it for this case' }))
  await page.getByRole('link', { name: `Back to ${codeName}` }).click()
  await sees(facts.getByText(/^Taken by Nkechi/))
  const policy = facts.getByRole('link', { name: 'our policy' })
  expect(await policy.getAttribute('href')).toBe('https://example.org/conduct/policy')
  const phone = await stage.seat('phone', people.nkechi)
  await phone.go(`${pathOf(codeName)}/procedure`)
  await sees(region(phone, 'What we may do').getByText('End their talk'))
  await shot(phone, 'procedure-of-case-phone')
})
