// The ways in, in a real browser: addresses that phones reach, invitations as a picture, used up, and opened by somebody who
// is signed in; and joining a meeting by its code, whatever becomes of it.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerChecks, type Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'maria' | 'priya', Person>
let opened: Awaited<ReturnType<Stage['house']['report']>>
let joinCode: string

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff', priya: 'staff' })
  opened = await stage.house.report(people.maria)
  await answerChecks(...Object.values(people))
  const { body } = await people.nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, { place: 'Room 2.14' })
  joinCode = (body as { joinCode: string }).joinCode
})
afterAll(() => stage.close())

const heading = ({ page }: Seat, name: string) => page.getByRole('heading', { level: 1, name })
const invitation = async (): Promise<string> => {
  const { body } = await people.nkechi.ask('POST', '/api/invitations', { role: 'staff' })
  return (body as { token: string }).token
}

it('[WI1] where only this machine reaches it, wall and invitations say so and how to mend it', async () => {
  const chair = await stage.seat('desktop', people.nkechi)
  await chair.page.setViewportSize({ width: 1920, height: 1080 })
  await chair.go(`${pathOf(opened.codeName)}/room`)
  await sees(chair.page.getByText('Phones can’t reach this. Settings say why'))
  await shot(chair, 'wall-here-only')
  await chair.page.setViewportSize({ width: 1440, height: 900 })
  await chair.go('/settings')
  await sees(chair.page.getByText(/Phones can’t reach this address.*PUBLIC_URL.*HOST=0\.0\.0\.0/).first())
  await chair.page.getByRole('button', { name: 'Make invitation link' }).click()
  await sees(chair.page.getByRole('img', { name: 'QR code: join the team' }))
  const link = await chair.page.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  // The secret is in the fragment alone, which no server is sent.
  expect(new URL(link).pathname + new URL(link).search).toBe('/invite')
  expect(await findViolations(chair)).toEqual([])
  await shot(chair, 'invitation')
})

it('[WI1] where phones reach it by another name, the wall shows that one', async () => {
  const chair = await stage.seat('desktop', people.nkechi)
  await chair.page.route('**/api/front', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      json: { ...(await answer.json()), reach: 'https://board.example.org' },
    })
  })
  await chair.page.setViewportSize({ width: 1920, height: 1080 })
  await chair.go(`${pathOf(opened.codeName)}/room`)
  await sees(chair.page.getByText('board.example.org/j', { exact: true }))
  await sees(chair.page.getByText('Join on your phone'))
})

it('[WI2] an invitation that is used up leads to sign-in, and says why', async () => {
  const token = await invitation()
  await stage.house.accept(token, 'dawit')
  const late = await stage.seat('phone')
  await late.go(`/invite#${token}`)
  await sees(heading(late, 'Sign in'))
  await sees(
    late.page.getByText(
      'This invitation is no longer good. Ask for a new one. If you have joined with it, sign in.',
    ),
  )
  expect(late.page.url()).not.toContain(token)
  expect(await findViolations(late)).toEqual([])
  await shot(late, 'used-invitation')
})

it('[WI2] an invitation opened by somebody who is signed in says who, and goes on either way', async () => {
  const token = await invitation()
  const maria = await stage.seat('phone', people.maria)
  await maria.go(`/invite#${token}`)
  await sees(heading(maria, `You are signed in as ${people.maria.name}`))
  expect(maria.page.url()).not.toContain(token)
  expect(await findViolations(maria)).toEqual([])
  await shot(maria, 'invited-again')
  await maria.page.getByRole('link', { name: 'Go on as Maria' }).click()
  await sees(maria.page.getByRole('heading', { level: 2, name: 'My tasks' }))

  await maria.go(`/invite#${token}`)
  await maria.page.getByRole('button', { name: 'Sign out and use the invitation' }).click()
  await sees(maria.page.getByRole('textbox', { name: 'Your name' }))
  await maria.page.getByRole('textbox', { name: 'Your name' }).fill('Soren Holm')
  await maria.page.getByRole('textbox', { name: 'Email' }).fill('soren.holm@example.org')
  await maria.page.getByLabel('Password').fill('river walk 42')
  await maria.page.getByRole('button', { name: 'Join the team' }).click()
  await sees(heading(maria, 'You are in the team'))
})

it('[WI3] joining by a code: while it is looked for, where it is not available, and in', async () => {
  const nkechi = await stage.seat('phone', people.nkechi)
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await nkechi.page.route('**/api/join', async (route) => {
    await held
    await route.continue()
  })
  await nkechi.go(`/j/${joinCode}`)
  await sees(nkechi.page.getByText('Looking for the meeting with this code.'))
  expect(await findViolations(nkechi)).toEqual([])
  await shot(nkechi, 'join-looking')
  answer()
  await sees(heading(nkechi, opened.codeName))
  // Again: whoever is in already is there at once.
  await nkechi.go(`/j/${joinCode}`)
  await sees(heading(nkechi, opened.codeName))

  const priya = await stage.seat('phone', people.priya)
  await priya.go('/j')
  await sees(heading(priya, 'Join a meeting'))
  await priya.page.getByRole('textbox', { name: 'Code' }).fill('ABCDEF')
  await priya.page.getByRole('button', { name: 'Join meeting' }).click()
  await sees(priya.page.getByText('This code isn’t available. It may be mistyped'))
  expect(await findViolations(priya)).toEqual([])
  await shot(priya, 'join-phone')
  await priya.page.setViewportSize({ width: 1440, height: 900 })
  await priya.page.emulateMedia({ colorScheme: 'dark' })
  await shot(priya, 'join-desktop-dark')

  const stranger = await stage.seat('phone')
  await stranger.go(`/j/${joinCode}`)
  await sees(heading(stranger, 'Sign in'))
})
