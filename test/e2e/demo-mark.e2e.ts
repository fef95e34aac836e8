// The demo says on every screen that it is one, at every width; nothing else ever does.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { openStage, pathOf, type Stage, sees } from './stage.ts'

const words = 'Demo: everything here is invented'
let stage: Stage
let people: Record<'nkechi', Person>
let codeName: string

beforeAll(async () => {
  stage = await openStage({ isDemo: true })
  people = await stage.house.people({ nkechi: 'chair' })
  const opened = await stage.house.report(people.nkechi)
  codeName = opened.codeName
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, {})
})
afterAll(() => stage.close())

it.each(['desktop', 'phone'] as const)(
  '[FM4] on every screen on a %s',
  { timeout: 180_000 },
  async (device) => {
    const seat = await stage.seat(device, people.nkechi)
    const paths = ['/board', pathOf(codeName), '/report', `${pathOf(codeName)}/room`]
    for (const path of paths) {
      await seat.go(path)
      await sees(seat.page.getByText(words))
      // Looked at until it is there: a page that is still coming draws its frame, and the mark in it, more than once.
      await expect
        .poll(
          async () => {
            const box = await seat.page.getByText(words).boundingBox()
            return box && [path, box.y + box.height <= 844, box.x >= 0]
          },
          { timeout: 20_000 },
        )
        .toEqual([path, true, true])
    }
    expect(await findViolations(seat)).toEqual([])
    await seat.context.close()
  },
)

it('[FM4] before anybody is in', async () => {
  const seat = await stage.seat('phone')
  await seat.go('/sign-in')
  await sees(seat.page.getByText(words))
})

it('[FM4] what says so is the server, and it says so of the demo alone', async () => {
  expect((await people.nkechi.ask('GET', '/api/me')).body).toMatchObject({ isDemo: true })
  const other = await openStage()
  try {
    const { nkechi } = await other.house.people({ nkechi: 'chair' })
    expect((await nkechi.ask('GET', '/api/me')).body).toMatchObject({ isDemo: false })
    const seat = await other.seat('phone', nkechi)
    await seat.go('/board')
    await sees(seat.page.getByText('No cases yet'))
    expect(await seat.page.getByText('Demo').count()).toBe(0)
  } finally {
    await other.close()
  }
})
