// Nothing fails in silence: what was pressed and did not happen is said, and nothing unsent goes without a question.

import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { joinRecord, type Person } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'maria' | 'dawit', Person>
let codeName: string
let id: CaseId
let nkechi: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff', dawit: 'staff' })
  ;({ codeName, id } = await stage.house.report(people.maria))
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(pathOf(codeName))
  await sees(nkechi.page.getByRole('textbox', { name: 'What happened?' }))
})
afterAll(() => stage.close())

/** From now on the network takes away whatever this page wants to change. */
async function cutChanges({ page }: Seat): Promise<() => Promise<void>> {
  const isChange = (url: URL) => url.pathname.startsWith('/api/')
  await page.route(isChange, (route) =>
    route.request().method() === 'GET' ? route.continue() : route.abort(),
  )
  return () => page.unroute(isChange)
}

async function choose({ page }: Seat, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
async function signOut({ page }: Seat): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do anything' }).fill('Sign out')
  await page.getByRole('option', { name: 'Sign out' }).click()
}
const says = ({ page }: Seat, text: string) => sees(page.getByRole('status').getByText(text))

it('a case that was not moved, and a meeting that was not started', async () => {
  const mend = await cutChanges(nkechi)
  await choose(nkechi, 'Acting')
  await says(nkechi, `Offline. ${codeName} was not moved.`)
  await choose(nkechi, 'Start meeting')
  await says(nkechi, 'Offline. The meeting was not started.')
  await mend()
})

it('a question that the room display does not show, by button and by key', async () => {
  const sentence = 'Offline. The question on the room display was not changed.'
  await choose(nkechi, 'Start meeting')
  const third = nkechi.page.getByRole('radio', { name: 'Question 3' })
  await sees(third)
  const mend = await cutChanges(nkechi)
  await third.click()
  await says(nkechi, sentence)
  expect(await third.getAttribute('aria-checked')).toBe('false')
  await nkechi.page.reload()
  await sees(third)
  await nkechi.page.keyboard.press('Alt+Shift+Digit4')
  await says(nkechi, sentence)
  await mend()
})

it('an invitation that was not withdrawn', async () => {
  await people.nkechi.ask('POST', '/api/invitations', { role: 'staff', maxUses: 1, expiresInHours: 1 })
  await nkechi.go('/settings')
  const withdraw = nkechi.page.getByRole('button', { name: /^Withdraw invitation for staff/ })
  await sees(withdraw)
  const mend = await cutChanges(nkechi)
  await withdraw.click()
  await says(nkechi, 'Offline. The invitation was not withdrawn.')
  await sees(withdraw)
  await mend()
})

it('[C3] a report that waits: signing out asks, and the next member at this device never sends it', async () => {
  const dawit = await stage.seat('desktop', people.dawit)
  await dawit.go('/report')
  await dawit.page.getByRole('textbox', { name: 'What happened?' }).fill('Photos at the stairs.')
  const mend = await cutChanges(dawit)
  await dawit.page.getByRole('button', { name: 'Send report' }).click()
  await sees(
    dawit.page.getByText(/^Offline. It is kept on this device, and sent by itself when the network is back/),
  )
  await signOut(dawit)
  const question = dawit.page.getByRole('dialog', { name: '1 report not sent yet' })
  await sees(question)
  await dawit.page.getByRole('button', { name: 'Stay signed in' }).click()
  await gone(question)
  expect(await dawit.page.getByRole('textbox', { name: 'What happened?' }).inputValue()).toBe(
    'Photos at the stairs.',
  )
  await signOut(dawit)
  await sees(question)
  await mend()
  await dawit.page.getByRole('button', { name: 'Sign out and lose what was not sent' }).click()
  await dawit.page.getByLabel('Email').fill('maria@example.org')
  await dawit.page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await dawit.page.getByRole('button', { name: 'Sign in' }).click()
  const words = dawit.page.getByRole('textbox', { name: 'What happened?' })
  await sees(words)
  await dawit.page.evaluate(() => dispatchEvent(new Event('online')))
  expect(await words.inputValue()).toBe('')
  const cases = await stage.house.db.selectFrom('cases').select('id').execute()
  expect(cases).toHaveLength(1)
})

it('an editor that breaks: only that question says so, truly, and the words can be taken along', async () => {
  const writer = await joinRecord(people.maria, id)
  await writer.push((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Photos at the stairs.')])
    doc.getXmlFragment('whatHappened').push([paragraph])
  })
  const maria = await stage.seat('desktop', people.maria)
  // Plain http has no clipboard.
  await maria.page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await maria.page.route(/RecordEditor[^/]*\.js$/, (route) => route.abort())
  await maria.go(pathOf(codeName))
  const box = maria.page.getByRole('alert').filter({ hasText: 'Greenroom stopped for a moment' }).first()
  await sees(box)
  const said = await box.innerText()
  expect(said).toContain('What was not saved yet is only on this page: copy it first, then reload.')
  expect(said).not.toContain('kept on this device')
  await sees(maria.page.getByRole('heading', { level: 1, name: codeName }))
  await box.getByRole('button', { name: 'Copy my text' }).click()
  expect(await box.getByRole('textbox', { name: 'My text' }).inputValue()).toBe(
    'What happened?\nPhotos at the stairs.',
  )
})
