// A member's level in a case changes while they type: what was saved stays, and from then on their page does what
// their level allows, without being loaded anew.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '../../shared/ids.ts'
import { type Person, until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'maria' | 'dawit', Person>
let opened: { id: CaseId; codeName: string }
let nkechi: Seat
let dawit: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff', dawit: 'staff' })
  opened = await stage.house.report(people.maria)
  await setLevel('write')
  nkechi = await stage.seat('desktop', people.nkechi)
  dawit = await stage.seat('desktop', people.dawit)
  for (const seat of [nkechi, dawit]) {
    await seat.go(pathOf(opened.codeName))
    await sees(words(seat))
  }
})
afterAll(() => stage.close())

const setLevel = (level: 'write' | 'read') =>
  people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${people.dawit.id}`, { level })
const words = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const mayWrite = async (seat: Seat) => (await words(seat).getAttribute('contenteditable')) === 'true'
const state = ({ page }: Seat) => page.getByRole('status', { name: 'Save state' })
const saved = 'After the keynote. '

it('[WM2, WM5] changed to "can read" while he types: read-only at once, and nothing saved is lost', async () => {
  await words(dawit).click()
  await dawit.page.keyboard.type(saved)
  await sees(state(dawit).getByText('Saved'))
  let isTyping = true
  const typing = (async () => {
    for (let count = 0; isTyping && count < 400; count++) await dawit.page.keyboard.type('x')
  })()
  await until(async () => (await wordsIn(words(nkechi))).includes('xx'))
  await setLevel('read')
  await sees(dawit.page.getByText('You can read this'))
  await until(async () => !(await mayWrite(dawit)))
  isTyping = false
  await typing
  expect(await wordsIn(words(dawit))).toMatch(/^After the keynote\. x+$/)
  expect(await wordsIn(words(nkechi))).toMatch(/^After the keynote\. x+$/)
  expect(dawit.errors).toEqual([])
})

it('[WM5] a reader types into nothing: neither page changes', async () => {
  const [his, hers] = [await wordsIn(words(dawit)), await wordsIn(words(nkechi))]
  await words(dawit).click()
  await dawit.page.keyboard.type('mine')
  await words(nkechi).click()
  await nkechi.page.keyboard.press('Control+Home')
  await nkechi.page.keyboard.type('Today. ')
  await until(async () => (await wordsIn(words(dawit))).startsWith('Today. '))
  expect(await wordsIn(words(dawit))).toBe(`Today. ${his}`)
  expect(await wordsIn(words(nkechi))).toBe(`Today. ${hers}`)
})

it('[WM2, SY8] back to "works on it": he writes again, and both have the same words', async () => {
  await setLevel('write')
  await until(() => mayWrite(dawit))
  await words(dawit).click()
  await dawit.page.keyboard.press('Control+End')
  await dawit.page.keyboard.type(' Twice.')
  await sees(state(dawit).getByText('Saved'))
  await until(async () => (await wordsIn(words(nkechi))).endsWith(' Twice.'))
  expect(await wordsIn(words(nkechi))).toBe(await wordsIn(words(dawit)))
  expect(dawit.errors).toEqual([])
})
