// Somebody who lost their password gets back in on a phone; one's own password, name, address and devices; roles and ends. On the
// pages themselves.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { gone, openStage, type Seat, type Stage, sees } from './stage.ts'

const oldPassword = 'a long enough password'
const newPassword = 'quite another long password'
/** Only against hanging: these are long walks. */
const timeout = 180_000

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana' | 'dawit', Person>
let nkechi: Seat
let tomas: Seat
let hana: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', dawit: 'staff' })
  nkechi = await stage.seat('desktop', people.nkechi)
  tomas = await stage.seat('phone', people.tomas)
  hana = await stage.seat('desktop', people.hana)
})
afterAll(() => stage.close())

/** The same link, at the address under which this device reaches the house. */
const at = (seat: Seat, link: string): string => link.replace(new URL(link).origin, seat.origin)

async function choose({ page, go }: Seat, name: string, item: string): Promise<void> {
  await go('/staff')
  await page.getByRole('button', { name: `Change ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Where the second proof is wanted by now, it is given. */
async function confirmAct({ page }: Seat, act: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
}

async function makeLink(by: Seat, name: string): Promise<string> {
  await choose(by, name, 'Make a link back in')
  await sees(by.page.getByRole('dialog', { name: `Make a link back in for ${name}?` }))
  await confirmAct(by, 'Make link')
  return by.page.getByRole('textbox', { name: 'Link back in' }).inputValue()
}

it('[AC1, AC3] the sign-in page says whom to ask; a coordinator makes a link, and its member is in again on a phone and out elsewhere', {
  timeout,
}, async () => {
  const phone = await stage.seat('phone')
  await phone.go('/sign-in')
  await sees(phone.page.getByText('Ask your chair or a coordinator for a link back in.'))
  expect(await findViolations(phone)).toEqual([])
  await hana.go('/board')
  await sees(hana.page.getByRole('heading', { level: 1, name: 'Board' }))

  const link = await makeLink(tomas, people.hana.name)
  expect(await findViolations(tomas)).toEqual([])
  await tomas.page.getByRole('button', { name: 'Close' }).click()
  await phone.page.goto(at(phone, link))
  await sees(phone.page.getByText('Hana, choose a new password for Harbourlight 2026.'))
  expect(new URL(phone.page.url()).hash).toBe('')
  expect(await phone.page.title()).not.toContain('Hana')
  expect(await findViolations(phone)).toEqual([])
  await phone.page.getByLabel('New password').fill('short')
  await phone.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await sees(phone.page.getByText('Use at least 10 characters.'))
  await phone.page.getByLabel('New password').fill(newPassword)
  await phone.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await sees(phone.page.getByRole('heading', { level: 2, name: 'My tasks' }))

  await sees(hana.page.getByRole('heading', { level: 1, name: 'Sign in' }))
  await nkechi.go('/staff')
  await sees(nkechi.page.getByText('Got back in with a link by Tomás Ibarra'))
  expect(await findViolations(nkechi)).toEqual([])
  await phone.context.close()
})

it('[AC1] a used link, a voided one and none at all say the same', { timeout }, async () => {
  const first = await makeLink(tomas, people.dawit.name)
  const second = await makeLink(tomas, people.dawit.name)
  const used = await stage.seat('phone')
  await used.page.goto(at(used, second))
  await used.page.getByLabel('New password').fill(newPassword)
  await used.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await sees(used.page.getByRole('heading', { level: 2, name: 'My tasks' }))
  await used.context.close()
  for (const link of [
    at(tomas, first),
    at(tomas, second),
    `${tomas.origin}/recover#x`,
    `${tomas.origin}/recover`,
  ]) {
    const late = await stage.seat('phone')
    await late.page.goto(at(late, link))
    await sees(late.page.getByText('This link is no longer good. Ask for a new one.'))
    expect(await findViolations(late)).toEqual([])
    await late.context.close()
  }
})

it('without a network the way back in waits for one', { timeout }, async () => {
  const link = await makeLink(tomas, people.dawit.name)
  const phone = await stage.seat('phone')
  await phone.page.goto(at(phone, link))
  await phone.page.getByLabel('New password').fill(newPassword)
  phone.cable.cut()
  await phone.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await sees(phone.page.getByText('No network. Try again when you are online.'))
  phone.cable.mend()
  await phone.page.getByRole('button', { name: 'Set password and sign in' }).click()
  await sees(phone.page.getByRole('heading', { level: 2, name: 'My tasks' }))
  await phone.context.close()
})

it('an answer that is lost on its way does not leave anybody outside', { timeout }, async () => {
  const link = await makeLink(tomas, people.dawit.name)
  const phone = await stage.seat('phone')
  await phone.page.goto(at(phone, link))
  await phone.page.getByLabel('New password').fill(newPassword)
  await phone.page.route('**/api/recovery', async (route) => {
    await route.fetch()
    await route.abort()
  })
  const set = phone.page.getByRole('button', { name: 'Set password and sign in' })
  await set.click()
  await sees(phone.page.getByText('No network. Try again when you are online.'))
  await phone.page.unroute('**/api/recovery')
  await set.click()
  await sees(phone.page.getByText('Your new password may be set already'))
  await phone.page.getByRole('link', { name: 'Sign in' }).click()
  await phone.page.getByRole('textbox', { name: 'Email' }).fill('dawit@example.org')
  await phone.page.getByLabel('Password').fill(newPassword)
  await phone.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sees(phone.page.getByRole('heading', { level: 2, name: 'My tasks' }))
  await phone.context.close()
})

it('one signs in again, and changes name, address and password', { timeout }, async () => {
  const { page, go } = hana
  await page.getByRole('textbox', { name: 'Email' }).fill('hana@example.org')
  await page.getByLabel('Password').fill(newPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sees(page.getByRole('heading', { level: 1, name: 'Board' }))
  await go('/settings')
  await page.getByRole('button', { name: 'Change name, address or number' }).click()
  const me = page.getByRole('dialog', { name: 'Change name, address or number' })
  await me.getByRole('textbox', { name: 'Email' }).fill('tomas@example.org')
  expect(await findViolations(hana)).toEqual([])
  await me.getByRole('button', { name: 'Save' }).click()
  await sees(me.getByText('Somebody on the team already has this address.'))
  await me.getByRole('textbox', { name: 'Your name' }).fill('Hana Sato')
  await me.getByRole('textbox', { name: 'Email' }).fill('sato@example.org')
  await me.getByRole('button', { name: 'Save' }).click()
  await gone(me)
  await sees(page.getByRole('region', { name: 'Me' }).getByText('Hana Sato'))
  await sees(page.getByText('sato@example.org'))
  await nkechi.go('/staff')
  await sees(nkechi.page.getByText('Hana Sato'))

  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change password' })
  await dialog.getByLabel('Old password').fill('not the old one')
  await dialog.getByLabel('New password').fill(oldPassword)
  expect(await findViolations(hana)).toEqual([])
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await sees(dialog.getByText('That did not work. Check the old password.'))
  await dialog.getByLabel('Old password').fill(newPassword)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await gone(dialog)
})

it('[AC6] one sees where one is signed in, and signs out there', { timeout }, async () => {
  const phone = await stage.seat('phone')
  await phone.go('/sign-in')
  await phone.page.getByRole('textbox', { name: 'Email' }).fill('sato@example.org')
  await phone.page.getByLabel('Password').fill(oldPassword)
  await phone.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sees(phone.page.getByRole('heading', { level: 2, name: 'My tasks' }))
  await phone.go('/settings')
  const panel = phone.page.getByRole('region', { name: 'Where you are signed in' })
  await sees(panel.getByText('This device'))
  expect(await findViolations(phone)).toEqual([])
  await panel
    .getByRole('button', { name: /^Sign out Chrome on/ })
    .first()
    .click()
  await gone(panel.getByRole('button', { name: 'Sign out everywhere else' }))
  await sees(hana.page.getByRole('heading', { level: 1, name: 'Sign in' }))
  await phone.context.close()
})

it('[AC4, AC5] the chair makes another chair and sets ends; the last one cannot step down', {
  timeout,
}, async () => {
  const { page } = nkechi
  await choose(nkechi, people.nkechi.name, 'Change role')
  await page.getByRole('dialog').getByRole('radio', { name: 'Staff' }).click()
  await confirmAct(nkechi, 'Change role')
  await sees(page.getByText('The team would have no chair then. Make somebody else chair first'))
  expect(await findViolations(nkechi)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await choose(nkechi, people.tomas.name, 'Change role')
  await page.getByRole('dialog').getByRole('radio', { name: 'Chair' }).click()
  await confirmAct(nkechi, 'Change role')
  await gone(page.getByRole('dialog'))
  await tomas.go('/settings')
  await sees(tomas.page.getByRole('button', { name: /^End account of/ }))

  await choose(nkechi, people.dawit.name, 'Set when the account ends')
  const year = new Date().getFullYear() + 1
  await page.getByLabel('Ends by itself').fill(`${year}-03-01T18:00`)
  expect(await findViolations(nkechi)).toEqual([])
  await confirmAct(nkechi, 'Set end')
  await gone(page.getByRole('dialog'))
  await sees(page.getByText('until 1 Mar 18:00'))
})
