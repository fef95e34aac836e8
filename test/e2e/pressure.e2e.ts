// Screens under pressure: the account beside the first question, tables with many long tasks, times that have passed, and
// a focus that is always somewhere.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
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
