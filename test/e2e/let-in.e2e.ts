// Who is kept out of a case and let back in by two, and a coordinator who is confirmed by the chair, on the pages themselves.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptInvitation, type Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { gone, openStage, pathOf, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'hana' | 'dawit' | 'priya', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff', priya: 'staff' })
})
afterAll(() => stage.close())

it('[WM11] somebody kept out by mistake is let back in by two, and everybody on the case can read why', async () => {
  const { id, codeName } = await stage.house.report(people.hana)
  await people.nkechi.ask('POST', `/api/cases/${id}/people`, { name: people.dawit.name, role: 'witness' })
  const [hana, nkechi] = [await stage.seat('phone', people.hana), await stage.seat('desktop', people.nkechi)]
  for (const seat of [hana, nkechi]) await seat.go(`${pathOf(codeName)}/access`)
  await sees(hana.page.getByRole('button', { name: 'Let back in Dawit Bekele' }))
  expect(await findViolations(hana)).toEqual([])

  await hana.page.getByRole('button', { name: 'Let back in Dawit Bekele' }).click()
  const dialog = hana.page.getByRole('dialog', { name: 'Let Dawit Bekele back in?' })
  expect(await dialog.getByRole('button', { name: 'Let back in' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox', { name: 'Why was it a mistake?' }).fill('An attendee of the same name.')
  expect(await findViolations(hana)).toEqual([])
  await dialog.getByRole('button', { name: 'Let back in' }).click()
  await gone(dialog)
  await sees(hana.page.getByText('You asked to let them back in'))
  expect(await hana.page.getByRole('button', { name: 'Let back in Dawit Bekele' }).count()).toBe(0)

  await sees(nkechi.page.getByText('1 of 2 have agreed.'))
  await nkechi.page.getByRole('button', { name: 'Agree: let back in Dawit Bekele' }).click()
  const second = nkechi.page.getByRole('dialog', { name: 'Let Dawit Bekele back in?' })
  await sees(second.getByText('An attendee of the same name.'))
  await second.getByRole('button', { name: 'Agree: let back in' }).click()
  for (const { page } of [nkechi, hana]) await sees(page.getByText('Let back in by Hana and Nkechi'))
  await nkechi.page.getByRole('button', { name: 'Add staff' }).click()
  const add = nkechi.page.getByRole('dialog', { name: 'Add staff' })
  await add.getByRole('checkbox', { name: 'Dawit Bekele' }).click()
  await add.getByRole('button', { name: 'Add staff' }).click()
  await sees(nkechi.page.getByRole('table', { name: 'On this case' }).getByText('Dawit Bekele'))
  for (const { context } of [hana, nkechi]) await context.close()
})

it('[WM12] a coordinator works as staff until the chair says on the Staff page that they know them', async () => {
  const { body } = await people.nkechi.ask('POST', '/api/invitations', { role: 'coordinator' })
  const lena = await acceptInvitation(stage.house, new Set(), (body as { token: string }).token, 'lena')
  const [hers, nkechi] = [await stage.seat('phone', lena), await stage.seat('phone', people.nkechi)]
  await hers.go('/settings')
  await sees(hers.page.getByRole('heading', { name: 'Team' }))
  expect(await hers.page.getByRole('button', { name: 'Make invitation link' }).count()).toBe(0)

  await nkechi.go('/staff')
  await sees(nkechi.page.getByText('not confirmed yet'))
  expect(await findViolations(nkechi)).toEqual([])
  await nkechi.page.getByRole('button', { name: 'I know them: confirm lena' }).click()
  const dialog = nkechi.page.getByRole('dialog', { name: 'Do you know lena?' })
  await sees(dialog.getByText('Cases from before stay closed'))
  await dialog.getByRole('button', { name: 'I know them: confirm' }).click()
  await gone(dialog)
  await gone(nkechi.page.getByText('not confirmed yet'))
  await sees(hers.page.getByRole('button', { name: 'Make invitation link' }))
  // Coordinators invite staff only: there is no role to choose.
  expect(await hers.page.getByRole('radiogroup', { name: 'Role' }).count()).toBe(0)
  for (const { context } of [hers, nkechi]) await context.close()
})
