// What is out of the ordinary about a record is said on its page, calmly, and nobody can write where nobody may.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '#shared/limits.ts'
import { until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let seats: Seat[]
let path: string
let people: Awaited<ReturnType<typeof enter>>

const enter = () => stage.house.people({ nkechi: 'chair', maria: 'staff' })
const words = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })

beforeAll(async () => {
  stage = await openStage()
  people = await enter()
  const { codeName } = await stage.house.report(people.maria)
  path = pathOf(codeName)
  seats = [await stage.seat('desktop', people.nkechi), await stage.seat('phone', people.maria)]
})
afterAll(() => stage.close())

it('[SY11] a damaged record says so, shows what was whole, and takes nothing', async () => {
  const [desk, phone] = seats as [Seat, Seat]
  await desk.go(path)
  await words(desk).click()
  await words(desk).pressSequentially('He waited by the stairs.')
  await sees(desk.page.getByText('Saved', { exact: true }))
  await desk.go('/board')
  const row = await stage.house.db
    .selectFrom('record_log')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const bytes = Buffer.from(row.sealed)
  bytes[bytes.length - 1]! ^= 1
  await stage.house.db.updateTable('record_log').set({ sealed: bytes }).where('seq', '=', row.seq).execute()
  await stage.house.restart()
  for (const seat of [desk, phone]) {
    await seat.go(path)
    await sees(seat.page.getByText('Part of this record cannot be read.'))
    await until(async () => (await words(seat).getAttribute('aria-readonly')) === 'true')
    await words(seat).click()
    await seat.page.keyboard.type('not taken')
    expect(await wordsIn(words(seat))).not.toContain('not taken')
    await shot(seat, `damaged-${seat === desk ? 'desktop' : 'phone'}`)
  }
  await stage.house.db
    .updateTable('record_log')
    .set({ sealed: row.sealed })
    .where('seq', '=', row.seq)
    .execute()
})

it('[AC8] the end of a session is announced over the page, and one press stays signed in', async () => {
  const [desk, phone] = seats as [Seat, Seat]
  const minutesAway = (count: number) => new Date(Date.now() + count * 60_000)
  const sessions = (values: { expires_at: Date; created_at?: Date; proved_at?: Date }) =>
    stage.house.db.updateTable('sessions').set(values).execute()
  await sessions({ expires_at: minutesAway(10) })
  for (const seat of [desk, phone]) {
    const { page } = seat
    await seat.go('/board')
    const card = page.getByRole('region', { name: 'Signed in until' })
    await sees(card.getByText(/You will be signed out at \d\d:\d\d\./))
    expect(await findViolations(seat)).toEqual([])
    await shot(seat, `session-end-${seat === desk ? 'desktop' : 'phone'}`)
    // Whoever is on a phone only touches the screen.
    await (seat === desk ? card.getByRole('button', { name: 'Stay signed in' }) : page.locator('h1')).click()
    await gone(card)
    await sessions({ expires_at: minutesAway(10) })
  }
  // Use carries it no further: the password does.
  const longAgo = minutesAway(-40 * 60)
  await sessions({ expires_at: minutesAway(10), created_at: longAgo, proved_at: longAgo })
  await desk.go(path)
  const card = desk.page.getByRole('region', { name: 'Signed in until' })
  await card.getByRole('button', { name: 'Sign in again now' }).click()
  const dialog = desk.page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel('Your password').fill('a long enough password')
  expect(await findViolations(desk)).toEqual([])
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await gone(dialog)
  await gone(card)
  await sees(words(desk))
  await sees(desk.page.getByText('Saved', { exact: true }))
})

it('[AC9] how long to wait is said at the door, and gets less', async () => {
  const seat = await stage.seat('phone')
  const { page } = seat
  await page.clock.install()
  await seat.go('/sign-in')
  await page.getByLabel('Email').fill('maria@example.org')
  const asked = page.getByRole('alert')
  for (let count = 0; count <= limits.signInAttempts; count++) {
    await page.getByLabel('Password', { exact: true }).fill(`not the password ${count}`)
    const answered = page.waitForResponse(/api\/sign-in/u)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await answered
  }
  await sees(asked.getByText('Please wait 15 minutes, or ask the chair or a coordinator for a link back in.'))
  await page.clock.fastForward('05:00')
  await sees(asked.getByText(/^Please wait (?:9|10) minutes/u))
  await page.clock.fastForward('11:00')
  await sees(asked.getByText('You can try again now.'))
})
