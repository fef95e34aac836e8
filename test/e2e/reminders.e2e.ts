// Reminders on open screens and on a locked phone: one calm line that moves nothing, and a notification that says nothing.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import { joinRecord, type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { lockedPhoneOf } from './locked-phone.ts'
import { picture, shot } from './shot.ts'
import { openStage, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Person
let priya: Person
let made: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', priya: 'staff' })
  nkechi = people.nkechi
  priya = people.priya
  made = await stage.house.report(nkechi)
})
afterAll(() => stage.close())

/** A task that reminds in a moment. @param dueInMs when it is due, seen from its reminder */
const give = async (dueInMs: number): Promise<void> => {
  const record = await joinRecord(nkechi, made.id)
  const remindsAtMs = Date.now() + 6_000
  const words = { what: 'Walk the night porter through it', dueWords: null }
  const task = { ...words, id: randomUUID() as TaskId, due: new Date(remindsAtMs + dueInMs).toISOString() }
  expect(await record.push((doc) => addTask(doc, { ...task, who: priya.id }))).toMatchObject({ ok: true })
  expect(Date.now(), 'given too late to remind').toBeLessThan(remindsAtMs)
  record.socket.disconnect()
}
const line = ({ page }: Seat, text: RegExp) => page.getByRole('status').getByText(text)

it('[RM4] says it once in one line, on the screen of whoever has the task and of the lead; the lead opens the case from it', async () => {
  const [hers, leads] = [await stage.seat('phone', priya), await stage.seat('desktop', nkechi)]
  await hers.go('/staff')
  await leads.go('/settings')
  await sees(leads.page.getByRole('heading', { level: 1 }))
  // Both screens are reached from here on.
  await sees(hers.page.getByText('2 here now'))
  await give(5 * 60_000)
  // Her new task is answered first, so that the line is alone.
  await hers.page.getByRole('button', { name: 'Accept' }).click({ delay: 20 })
  const soon = line(hers, /^In 5 min: Walk the night porter through it$/)
  await sees(soon)
  await soon.hover()
  expect(await findViolations(hers, (look) => picture(hers.page, `reminder phone ${look}`))).toEqual([])
  await hers.page.getByRole('button', { name: 'Open', exact: true }).click()
  await until(() => new URL(hers.page.url()).pathname === '/me')
  await give(-15 * 60_000)
  const late = line(leads, new RegExp(`^${made.codeName}: a task is late\\.$`))
  await sees(late)
  await late.hover()
  await shot(leads, 'reminder desktop')
  await leads.page.getByRole('button', { name: 'Open', exact: true }).click()
  await sees(leads.page.getByRole('heading', { name: made.codeName }))
})

it('[RM4] a locked phone shows that there is something, and has nothing to answer', async () => {
  const seat = await stage.seat('phone', priya, true)
  await seat.context.grantPermissions(['notifications'], { origin: seat.origin })
  await seat.go('/staff')
  await until(() => seat.page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  const phone = await lockedPhoneOf(seat.context, `${seat.origin}/`)
  await seat.page.goto('about:blank')
  for (const kind of ['reminder', 'case'] as const) {
    const id = randomUUID()
    await phone.pushAndShow({ kind, id })
    expect(await phone.shown()).toContainEqual({
      title: 'Greenroom: something for you. Open it.',
      ...{ body: '', actions: [], data: { kind, id } },
    })
  }
})
