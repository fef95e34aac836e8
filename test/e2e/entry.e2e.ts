// How people come in: the set-up link, invitations, signing in and out, on the pages themselves.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findViolations } from './axe.ts'
import { openStage, type Seat, type Stage, sees } from './stage.ts'

const password = 'a long enough password'
let stage: Stage
let nkechi: Seat
let tomas: Seat
let maria: Seat

beforeAll(async () => {
  stage = await openStage()
  nkechi = await stage.seat('desktop')
  tomas = await stage.seat('desktop')
  maria = await stage.seat('phone')
})
afterAll(() => stage.close())

async function fillIn(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password').fill(password)
}

/** Makes an invitation link on the chair's settings page. */
async function invite(role: 'Coordinator' | 'Staff'): Promise<string> {
  const { page, go } = nkechi
  await go('/settings')
  await page.getByRole('radio', { name: role }).click()
  await page.getByRole('button', { name: 'Make invitation link' }).click()
  return page.getByRole('textbox', { name: 'Invitation link' }).inputValue()
}

/** The same link, at the address under which this device reaches the house. */
const at = (seat: Seat, link: string): string => new URL(link).href.replace(new URL(link).origin, seat.origin)

it('[M2] the set-up link makes the event and its chair, who sees an empty board', async () => {
  const { page, go } = nkechi
  await go('/setup#the-set-up-token-of-this-test')
  // As the browser says it is here; it can be changed.
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  expect(await zone.inputValue()).toBe('Europe/Lisbon')
  await zone.selectOption('Pacific/Auckland')
  await page.getByRole('textbox', { name: 'Name of the event' }).fill('Harbourlight 2026')
  await fillIn(page, 'Nkechi Adeyemi', 'nkechi@example.org')
  await page.getByRole('button', { name: 'Set up the event' }).click()
  await sees(page.getByRole('heading', { level: 1, name: 'Board' }))
  await sees(page.getByText('No cases yet'))
  expect(page.url()).not.toContain('token')
  const event = await stage.house.db.selectFrom('events').select('time_zone').executeTakeFirst()
  expect(event).toEqual({ time_zone: 'Pacific/Auckland' })
})

it('[M2, FM3] the chair invites a coordinator and staff by link, who are told what will happen', async () => {
  await tomas.page.goto(at(tomas, await invite('Coordinator')))
  await fillIn(tomas.page, 'Tomás Ibarra', 'tomas@example.org')
  await tomas.page.getByRole('button', { name: 'Join the team' }).click()
  await sees(tomas.page.getByRole('heading', { level: 1, name: 'You are in the team' }))
  await sees(tomas.page.getByText('until a chair has confirmed that you are coordinator'))

  await maria.page.goto(at(maria, await invite('Staff')))
  await sees(maria.page.getByText('You are invited to Harbourlight 2026 as staff.'))
  await fillIn(maria.page, 'Maria Fontes', 'maria@example.org')
  await maria.page.getByRole('button', { name: 'Join the team' }).click()
  await sees(maria.page.getByRole('heading', { level: 1, name: 'You are in the team' }))
  await sees(maria.page.getByRole('region', { name: 'Who runs the team' }).getByText('Nkechi Adeyemi'))
  expect(await maria.page.getByText('No task waits for you').count()).toBe(0)
  expect(await findViolations(maria)).toEqual([])
})

it('an invitation link survives a reload, and another link opened in the same tab takes its place', async () => {
  const [first, second] = [await invite('Staff'), await invite('Coordinator')]
  const { page } = await stage.seat('phone')
  await page.goto(at(maria, first))
  await sees(page.getByText('You are invited to Harbourlight 2026 as staff.'))
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  await sees(page.getByText('You are invited to Harbourlight 2026 as staff.'))
  await page.goto(at(maria, second))
  await sees(page.getByText('You are invited to Harbourlight 2026 as coordinator.'))
  await page.reload()
  await sees(page.getByText('You are invited to Harbourlight 2026 as coordinator.'))
})

it('says at the email field that an address is on the team already', async () => {
  const { page } = await stage.seat('phone')
  await page.goto(at(maria, await invite('Staff')))
  await fillIn(page, 'Maria Fontes', 'maria@example.org')
  await page.getByRole('button', { name: 'Join the team' }).click()
  await sees(page.getByText('Somebody on the team already has this address.'))
  expect(await page.getByRole('textbox', { name: 'Email' }).getAttribute('aria-invalid')).toBe('true')
})

it('asks for a whole number of people', async () => {
  const { page, go } = nkechi
  await go('/settings')
  await page.getByLabel('How many people').fill('1.5')
  await page.getByRole('button', { name: 'Make invitation link' }).click()
  await sees(page.getByText('Write a whole number.'))
})

it('[WM6] a used-up invitation says that it is no longer good, and what to do', async () => {
  const link = await invite('Staff')
  const guest = await stage.seat('phone')
  await guest.page.goto(at(guest, link))
  await fillIn(guest.page, 'Dawit Bekele', 'dawit@example.org')
  await guest.page.getByRole('button', { name: 'Join the team' }).click()
  await sees(guest.page.getByRole('heading', { level: 1, name: 'You are in the team' }))
  await nkechi.page.getByRole('textbox', { name: 'Invitation link' }).waitFor({ state: 'detached' })
  const late = await stage.seat('phone')
  await late.page.goto(at(late, link))
  await sees(late.page.getByText('This invitation is no longer good. Ask for a new one.'))
})

it('signs out and in again, and says the same of every wrong pair', async () => {
  const { page } = tomas
  await page.getByRole('button', { name: /Tomás Ibarra/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await sees(page.getByRole('heading', { level: 1, name: 'Sign in' }))
  for (const email of ['tomas@example.org', 'nobody@example.org']) {
    await page.getByRole('textbox', { name: 'Email' }).fill(email)
    await page.getByLabel('Password').fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await sees(page.getByText('That did not work. Check the address and the password.'))
  }
  await page.getByRole('textbox', { name: 'Email' }).fill('tomas@example.org')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sees(page.getByRole('heading', { level: 1, name: 'Board' }))
})

it('stays signed in when the server is started anew', async () => {
  await stage.house.restart()
  await nkechi.go('/board')
  await sees(nkechi.page.getByRole('heading', { level: 1, name: 'Board' }))
  await maria.go('/')
  await sees(maria.page.getByRole('heading', { level: 2, name: 'My tasks' }))
})

it('[WM1] shows somebody without a session the sign-in page, and no case', async () => {
  const stranger = await stage.seat('desktop')
  await stranger.go('/c/amber-heron')
  await sees(stranger.page.getByRole('heading', { level: 1, name: 'Sign in' }))
  expect(await stranger.page.title()).not.toContain('Heron')
})
