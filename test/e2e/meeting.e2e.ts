// The meeting page with three people in it at once: everybody sees all, everybody undoes only their own.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { answerChecks, type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let nkechi: Seat
let tomas: Seat
let maria: Seat
let people: Record<'nkechi' | 'tomas' | 'maria' | 'priya', Person>
let witness: Copy
let codeName: string

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({
    nkechi: 'chair',
    tomas: 'coordinator',
    maria: 'staff',
    priya: 'staff',
  })
  const opened = await stage.house.report(people.maria)
  codeName = opened.codeName
  for (const person of [
    { name: 'Imani Strand', role: 'reporter' },
    { name: 'Corvin Haldane', role: 'reported', badge: '1127' },
  ])
    await people.nkechi.ask('POST', `/api/cases/${opened.id}/people`, person)
  await answerChecks(...Object.values(people))
  nkechi = await stage.seat('desktop', people.nkechi)
  tomas = await stage.seat('desktop', people.tomas)
  maria = await stage.seat('phone', people.maria)
  for (const seat of [nkechi, tomas, maria]) await seat.go(pathOf(codeName))
  for (const seat of [nkechi, tomas, maria]) await sees(first(seat))
  witness = await joinRecord(people.nkechi, opened.id)
})
afterAll(() => stage.close())

const first = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const second = ({ page }: Seat) => page.getByRole('textbox', { name: 'What we are doing' })
const written = () =>
  readText(partsOf(witness.doc).whatHappened, ({ id }) => (id === undefined ? '' : '[chip]'))
const saved = ({ page }: Seat) =>
  page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true })

it('[E1] two people type into the first question at the same time, and everybody sees all of it', async () => {
  await first(nkechi).click()
  await first(nkechi).pressSequentially('After the keynote he waited.')
  await nkechi.page.keyboard.press('Enter')
  await until(() => written().includes('he waited.'))
  await first(tomas).click()
  await tomas.page.keyboard.press('Control+End')
  await Promise.all([
    nkechi.page.keyboard.type('By the lobby stairs.', { delay: 15 }),
    maria.page.getByRole('textbox', { name: 'What happened?' }).focus(),
  ])
  await tomas.page.keyboard.press('Control+Home')
  await Promise.all([
    tomas.page.keyboard.type('Thursday. ', { delay: 20 }),
    nkechi.page.keyboard.type(' For the third time.', { delay: 20 }),
  ])
  const whole = 'Thursday. After the keynote he waited.\nBy the lobby stairs. For the third time.'
  await until(() => written() === whole)
  for (const seat of [nkechi, tomas, maria]) await until(async () => (await wordsIn(first(seat))) === whole)
  for (const seat of [nkechi, tomas]) await sees(saved(seat))
})

it('[E2] says who is at a question and shows where they write, by name', async () => {
  await first(nkechi).click()
  await first(tomas).click()
  await first(maria).focus()
  await sees(nkechi.page.getByText(/^(Tomás and Maria|Maria and Tomás) are here$/))
  await sees(tomas.page.getByText(/^(Nkechi and Maria|Maria and Nkechi) are here$/))
  const caret = first(tomas).locator('[data-caret-of]').getByText('Nkechi')
  await caret.waitFor({ state: 'attached' })
  expect(await caret.evaluate((flag) => flag.closest('[aria-hidden="true"]') !== null)).toBe(true)
})

it('[E5] undo takes back what one wrote oneself and nothing of the others', async () => {
  await second(nkechi).click()
  await nkechi.page.keyboard.type('Two of us talk with him.')
  // All of it: whoever writes on before the rest has come writes between.
  await until(async () => (await wordsIn(second(tomas))).includes('Two of us talk with him.'))
  await second(tomas).click()
  await tomas.page.keyboard.press('Control+End')
  await tomas.page.keyboard.type(' In the speaker office.')
  await until(async () => (await wordsIn(second(nkechi))).includes('office.'))
  await nkechi.page.keyboard.press('Control+z')
  await until(async () => (await wordsIn(second(tomas))).trim() === 'In the speaker office.')
  await nkechi.page.keyboard.press('Control+Shift+z')
  await until(async () => (await wordsIn(second(tomas))).includes('Two of us talk with him.'))
})

it('[E4] a paste keeps text and lists, and nothing else', async () => {
  await second(tomas).click()
  await tomas.page.keyboard.press('Control+End')
  await tomas.page.keyboard.press('Enter')
  await second(tomas).evaluate((editor) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<h1>Plan</h1><img src="https://example.org/x.png"><table><tr><td>cell</td></tr></table>' +
        '<p style="color:red">red <script>alert(1)</script>words</p><ul><li>one</li><li>two</li></ul>',
    )
    data.setData('text/plain', 'Plan cell red words one two')
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await until(() => readText(partsOf(witness.doc).whatWeDo).includes('two'))
  const { whatWeDo } = partsOf(witness.doc)
  expect(readText(whatWeDo)).toMatch(/Plan[\s\S]*red words[\s\S]*one[\s\S]*two/)
  expect(whatWeDo.toString()).toMatch(/<bulletlist>/i)
  expect(whatWeDo.toString()).not.toMatch(/img|table|heading|style|script|alert/)
})

it('[F1] a name chip of somebody in the case reads with their role, and everybody can hide the names', async () => {
  await first(tomas).click()
  await tomas.page.keyboard.press('Control+End')
  await tomas.page.keyboard.type(' #corv')
  await sees(tomas.page.getByRole('option', { name: /Corvin Haldane/ }))
  await tomas.page.keyboard.press('Enter')
  await until(() => partsOf(witness.doc).whatHappened.toString().includes('mention'))
  await sees(first(nkechi).getByText('Corvin Haldane'))
  expect(await wordsIn(first(nkechi))).toContain('Corvin Haldane, reported person')
  await nkechi.page.getByRole('button', { name: 'Hide names' }).click()
  await until(async () => (await wordsIn(first(nkechi))).includes('reported person, name hidden'))
  expect(await wordsIn(first(nkechi))).not.toContain('Corvin')
  await nkechi.page.getByRole('button', { name: 'Hide names' }).click()
})

it('[E1] yes, not yet, no: one answer for all, the last one counts', async () => {
  const answer = (seat: Seat, name: string) =>
    seat.page
      .getByRole('radiogroup', { name: 'Are we doing anything about it?' })
      .getByRole('radio', { name, exact: true })
  await answer(nkechi, 'Not yet').click()
  await until(async () => (await answer(tomas, 'Not yet').getAttribute('aria-checked')) === 'true')
  await answer(tomas, 'Yes').click()
  await until(async () => (await answer(nkechi, 'Yes').getAttribute('aria-checked')) === 'true')
})

it('[E1] a meeting starts, shows its question to all, and ends with the tasks read back', async () => {
  await tomas.page.getByRole('textbox', { name: 'Quick add' }).fill('@nkechi 23:55 talk with Corvin')
  await tomas.page.getByRole('button', { name: 'Add task' }).click()
  await nkechi.page.getByRole('button', { name: 'Start meeting' }).click()
  for (const seat of [nkechi, tomas]) await sees(seat.page.getByRole('timer', { name: 'Meeting time' }))
  await nkechi.page.getByRole('radio', { name: 'Question 3' }).click()
  const lit = tomas.page.getByRole('radio', { name: 'Question 3' })
  await until(async () => (await lit.getAttribute('aria-checked')) === 'true')
  await nkechi.page.getByRole('button', { name: 'End meeting' }).click()
  const dialog = nkechi.page.getByRole('dialog', { name: 'End meeting' })
  await sees(dialog.getByText('talk with Corvin'))
  await dialog.getByRole('radio', { name: 'No', exact: true }).click()
  await dialog.getByRole('button', { name: 'End meeting' }).click()
  for (const seat of [nkechi, tomas]) await gone(seat.page.getByRole('timer', { name: 'Meeting time' }))
  await sees(tomas.page.getByRole('button', { name: 'Start meeting' }))
})
