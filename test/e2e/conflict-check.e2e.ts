// Where a reported person is listed, somebody newly given access is asked one question before they see the case.

import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Person
let seats: Record<'maria' | 'dawit', Seat>
let people: Record<'nkechi' | 'maria' | 'dawit', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff', dawit: 'staff' })
  nkechi = people.nkechi
  seats = {
    maria: await stage.seat('desktop', people.maria),
    dawit: await stage.seat('phone', people.dawit),
  }
})
afterAll(() => stage.close())

async function openCaseOn(name: string) {
  const opened = await stage.house.report(nkechi)
  await nkechi.ask('POST', `/api/cases/${opened.id}/people`, { name, role: 'reported' })
  return opened
}
const give = (person: Person, caseId: string) =>
  nkechi.ask('PUT', `/api/cases/${caseId}/access/${person.id}`, { level: 'write' })
const question = ({ page }: Seat, name: string) =>
  page.getByRole('heading', {
    level: 1,
    name: `Is there a reason you should not work on a case about ${name}?`,
  })

it('[WM1, RN4] the question comes live; it and nothing else is shown until it is answered', async () => {
  const { maria } = seats
  await maria.go('/board')
  await sees(maria.page.getByText('No cases yet'))
  const opened = await openCaseOn('Corvin Haldane')
  await give(people.maria, opened.id)

  await sees(maria.page.getByRole('region', { name: 'A question for you' }))
  expect(await maria.page.content()).not.toContain('Corvin')
  await maria.page.getByRole('link', { name: 'Answer the question' }).click()
  await sees(question(maria, 'Corvin Haldane'))
  await sees(maria.page.getByText('No reason is asked. Without an answer you will not see the case.'))
  expect((await new AxeBuilder({ page: maria.page }).analyze()).violations).toEqual([])
  expect(await maria.page.content()).not.toContain(opened.codeName)
  expect(await maria.page.title()).toBe('One question · Greenroom')
  expect(new URL(maria.page.url()).pathname).toBe('/conflict-check')
  await maria.go(pathOf(opened.codeName))
  await sees(maria.page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))

  await maria.go('/conflict-check')
  await maria.page.getByRole('button', { name: 'No conflict' }).click()
  await sees(maria.page.getByRole('heading', { level: 1, name: opened.codeName }))
  await maria.go('/board')
  await sees(maria.page.getByRole('link', { name: new RegExp(`^${opened.codeName},`) }))
  await gone(maria.page.getByRole('region', { name: 'A question for you' }))
})

it('[WM3] a conflict locks out; the next question stands by itself, and a second tap does not answer it', async () => {
  const { dawit } = seats
  const first = await openCaseOn('Corvin Haldane')
  const second = await openCaseOn('Ada Wren')
  for (const { id } of [first, second]) await give(people.dawit, id)
  await dawit.go('/me')
  await dawit.page.getByRole('link', { name: 'Answer the question' }).click()
  await sees(question(dawit, 'Corvin Haldane'))
  await dawit.page.getByRole('button', { name: 'Conflict', exact: true }).dblclick()
  await sees(dawit.page.getByRole('heading', { name: 'Thank you. You will not see this case.' }))
  await dawit.page.getByRole('button', { name: 'Next question' }).click()
  await sees(question(dawit, 'Ada Wren'))
  await dawit.page.getByRole('button', { name: 'No conflict' }).click()
  await sees(dawit.page.getByRole('heading', { level: 1, name: second.codeName }))
  await dawit.go('/me')
  await sees(dawit.page.getByRole('heading', { level: 1, name: 'Home' }))
  await gone(dawit.page.getByRole('link', { name: 'Answer the question' }))
  await dawit.go(pathOf(first.codeName))
  await sees(dawit.page.getByRole('heading', { level: 1, name: /This page isn.t available/ }))
})
