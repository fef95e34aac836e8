// Every page, in light and dark, on a desktop and on a phone: no violation, nothing that scrolls sideways.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { answerChecks, joinRecord } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { type Device, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'maria' | 'dawit', Person>
let codeName = ''

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('before anybody is in', () => {
  it.each(['desktop', 'phone'] as const)(
    '[RN4] set-up, sign-in and a dead invitation on a %s',
    async (device) => {
      const seat = await stage.seat(device)
      for (const [path, title] of [
        ['/setup#the-set-up-token-of-this-test', 'Set up'],
        ['/sign-in', 'Sign in'],
        ['/invite#a-token-that-never-was', 'Sign in'],
      ] as const) {
        await seat.page.goto('about:blank')
        await seat.go(path)
        await sees(seat.page.getByRole('heading', { level: 1, name: title }))
        expect(await findViolations(seat), path).toEqual([])
      }
    },
  )
})

describe('signed in', () => {
  beforeAll(async () => {
    people = await stage.house.people({ nkechi: 'chair', maria: 'staff', dawit: 'staff' })
    const { id, codeName: name } = await stage.house.report(people.maria, { danger: true, where: 'Lobby' })
    codeName = name
    await people.nkechi.ask('POST', `/api/cases/${id}/people`, {
      name: 'Corvin Haldane',
      role: 'reported',
      badge: '1127',
    })
    await answerChecks(...Object.values(people))
    await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, { place: 'Room 2.14' })
    const { addTask } = await import('../../shared/record/edit.ts')
    const { randomUUID } = await import('node:crypto')
    const copy = await joinRecord(people.nkechi, id)
    for (const [what, who, dueMs] of [
      ['Ask the venue for the footage', people.maria.id, 9 * 60_000],
      ['Book the speaker office', people.nkechi.id, -5 * 60_000],
    ] as const) {
      const due = new Date(Date.now() + dueMs).toISOString()
      await copy.push((doc) => addTask(doc, { id: randomUUID() as never, what, who, due, dueWords: null }))
    }
  })

  const open = async (device: Device, person: Person) => {
    const seat = await stage.seat(device, person)
    return async (path: string, isThere: (seat: Seat) => Promise<void>) => {
      await seat.go(path)
      await isThere(seat)
      expect(await findViolations(seat), path).toEqual([])
    }
  }
  const heading = (name: string | RegExp) => (seat: Seat) => sees(seat.page.getByRole('heading', { name }))

  it.each(['desktop', 'phone'] as const)('[RN4] the board, full and empty, on a %s', async (device) => {
    const asChair = await open(device, people.nkechi)
    await asChair('/board', (seat) =>
      sees(seat.page.getByRole('link', { name: new RegExp(`^${codeName},`) })),
    )
    const asDawit = await open(device, people.dawit)
    await asDawit('/board', (seat) => sees(seat.page.getByText('No cases yet')))
  })

  it.each(['desktop', 'phone'] as const)(
    '[RN4] my tasks, the card and a new report on a %s',
    async (device) => {
      const check = await open(device, people.maria)
      await check('/me', (seat) => sees(seat.page.getByText('Ask the venue for the footage')))
      await check('/first-response', heading('While you are with them'))
      await check('/report', (seat) => sees(seat.page.getByRole('textbox', { name: 'What happened?' })))
      await check('/report', async ({ page }) => {
        await page.getByRole('textbox', { name: 'What happened?' }).fill('He followed her from the keynote.')
        await page.getByRole('radio', { name: 'Yes or not sure' }).click()
        await sees(page.getByText('It is kept on this device until you send it'))
      })
    },
  )

  it.each(['desktop', 'phone'] as const)('[RN4] a case in a meeting on a %s', async (device) => {
    const check = await open(device, people.nkechi)
    await check(pathOf(codeName), (seat) => sees(seat.page.getByRole('timer', { name: 'Meeting time' })))
    await check(`${pathOf(codeName)}/report`, heading('The report'))
    await check(`${pathOf(codeName)}/access`, heading('On this case'))
  })

  it.each(['desktop', 'phone'] as const)(
    '[RN4] staff, settings and what is not available on a %s',
    async (device) => {
      const check = await open(device, people.nkechi)
      await check('/staff', heading('Staff and roster'))
      await check('/settings', heading('Settings'))
      await check('/c/no-such', heading(/This page isn.t available/))
    },
  )
})
