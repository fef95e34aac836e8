// Rights that end while the case is open, and readers whose mere looking never writes.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '../../shared/ids.ts'
import { answerChecks, joinRecord, type Person } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'maria' | 'dawit' | 'priya', Person>
let opened: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({
    nkechi: 'chair',
    tomas: 'coordinator',
    maria: 'staff',
    dawit: 'staff',
    priya: 'staff',
  })
  opened = await stage.house.report(people.maria)
  await give(people.dawit, 'write')
  await give(people.priya, 'read')
})
afterAll(() => stage.close())

const give = (person: Person, level: string) =>
  people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${person.id}`, { level })
const words = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })

async function logLength(): Promise<number> {
  const rows = await stage.house.db
    .selectFrom('record_log')
    .select('seq')
    .where('case_id', '=', opened.id)
    .execute()
  return rows.length
}

async function open(device: 'desktop' | 'phone', person: Person): Promise<Seat> {
  const seat = await stage.seat(device, person)
  await seat.go(pathOf(opened.codeName))
  await sees(words(seat))
  return seat
}

it('[SY9] opening a record, even an empty one, writes nothing', async () => {
  const nkechi = await open('desktop', people.nkechi)
  await words(nkechi).click()
  const maria = await open('phone', people.maria)
  await words(maria).focus()
  await nkechi.page.keyboard.press('ArrowDown')
  expect(await logLength()).toBe(0)
  for (const { context } of [nkechi, maria]) await context.close()
})

it('[SY9, WM5] a reader sees what is written, live, and can write nothing', async () => {
  const writer = await joinRecord(people.tomas, opened.id)
  const priya = await open('desktop', people.priya)
  await sees(priya.page.getByText('You can read this'))
  const Y = await import('yjs')
  await writer.push((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('After the keynote.')])
    doc.getXmlFragment('whatHappened').push([paragraph])
  })
  await sees(words(priya).getByText('After the keynote.'))
  const before = await logLength()
  await words(priya).click()
  await priya.page.keyboard.type('mine')
  expect(await words(priya).getAttribute('contenteditable')).toBe('false')
  expect(await wordsIn(words(priya))).toBe('After the keynote.')
  for (const radio of await priya.page
    .getByRole('radiogroup', { name: 'Are we doing anything about it?' })
    .getByRole('radio')
    .all())
    expect(await radio.isDisabled()).toBe(true)
  expect(await logLength()).toBe(before)
  await priya.context.close()
})

it('a person in the case is corrected and taken off, and their chip says so calmly', async () => {
  const nkechi = await open('desktop', people.nkechi)
  const { page } = nkechi
  await page.getByRole('button', { name: 'Add person' }).first().click()
  const adding = page.getByRole('dialog', { name: 'Add person' })
  await adding.getByLabel('Name').fill('Corvin Haldan')
  await adding.getByLabel('Role').selectOption('Reported person')
  await adding.getByRole('button', { name: 'Add person' }).click()
  await gone(adding)
  await words(nkechi).click()
  await page.keyboard.type('Spoke with Corvin Haldan today.')
  await sees(words(nkechi).getByText('reported person'))

  await page.getByRole('link', { name: 'People and access' }).click()
  await page.getByRole('button', { name: 'Change Corvin Haldan', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Change Corvin Haldan' })
  await dialog.getByLabel('Name').fill('Corvin Haldane')
  await dialog.getByLabel('Badge').fill('1127')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const listed = page.getByRole('table', { name: 'People in the case' })
  await sees(listed.getByRole('row').filter({ hasText: 'Corvin Haldane' }).getByText('1127'))

  await page.getByRole('button', { name: 'Remove Corvin Haldane' }).click()
  const asked = page.getByRole('dialog', { name: 'Remove Corvin Haldane?' })
  await sees(asked.getByText('still cannot open this case'))
  await asked.getByRole('button', { name: 'Remove Corvin Haldane' }).click()
  await sees(page.getByText('Nobody is listed yet.'))
  await page.getByRole('link', { name: 'Meeting' }).click()
  await sees(words(nkechi).getByText('person not listed'))
  await nkechi.context.close()
  // A reported person was listed: the others are asked before they go on.
  await answerChecks(...Object.values(people))
})

it('[WM2] taken off the case while it is open: it closes at once, and says so', async () => {
  const dawit = await open('phone', people.dawit)
  await people.nkechi.ask('DELETE', `/api/cases/${opened.id}/access/${people.dawit.id}`)
  await sees(dawit.page.getByRole('heading', { level: 1, name: 'You are no longer on this case' }))
  expect(await dawit.page.locator('main').innerText()).not.toContain('keynote')
})

it('[WM3] named in the case while it is open: the same words, whatever the role', async () => {
  const tomas = await open('desktop', people.tomas)
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/people`, {
    name: 'Tomás Ibarra',
    role: 'reported',
    memberId: people.tomas.id,
  })
  await answerChecks(...Object.values(people))
  await sees(tomas.page.getByRole('heading', { level: 1, name: 'You are no longer on this case' }))
  await tomas.go('/board')
  await sees(tomas.page.getByText('No cases yet'))
  await tomas.go(pathOf(opened.codeName))
  await sees(tomas.page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))
})
