// Words that are as long as they may be, or written from right to left, beside a task: it keeps its room, and what stands
// around them keeps its order.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { joinRecord, type Person } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'maria', Person>
let opened: { id: CaseId; codeName: string }

const words = 'ask the venue for the lobby camera footage'
const long = 'before '.padEnd(80, 'W')
const turned = '\u202euntil \u2067noon\u200f'
const hebrew = 'לפני הצהריים'

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff' })
  opened = await stage.house.report(people.nkechi)
  const access = `/api/cases/${opened.id}/access/${people.maria.id}`
  expect((await people.nkechi.ask('PUT', access, { level: 'write' })).status).toBeLessThan(300)
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, {
    place: `${hebrew} ${'x'.repeat(400)}`,
  })
  expect(
    (await people.nkechi.ask('PATCH', `/api/cases/${opened.id}/meeting`, { question: 3 })).status,
  ).toBeLessThan(300)
  const record = await joinRecord(people.nkechi, opened.id)
  for (const dueWords of [long, turned, hebrew]) {
    const task = { id: randomUUID() as TaskId, what: words, who: people.maria.id, due: null, dueWords }
    expect(await record.push((doc) => addTask(doc, task))).toMatchObject({ ok: true })
  }
})
afterAll(() => stage.close())

/** How wide the task's own words are, beside the whole page. */
const shareOf = async ({ page }: Seat, selector: string): Promise<number> => {
  const box = await page.locator(selector).first().boundingBox()
  return box!.width / page.viewportSize()!.width
}
const spills = ({ page }: Seat): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

it.each(['desktop', 'phone'] as const)('on a case’s page (%s)', async (device) => {
  const seat = await stage.seat(device, people.nkechi)
  await seat.go(pathOf(opened.codeName))
  await sees(seat.page.getByText('until noon').first())
  await shoot(seat, `case-${device}`)
  expect(await shareOf(seat, `textarea[aria-label="What"], td textarea`)).toBeGreaterThan(
    device === 'phone' ? 0.5 : 0.15,
  )
  expect(await spills(seat)).toBe(false)
  const said = seat.page.getByRole('button', { name: /^When: / })
  expect(await said.nth(1).textContent()).toBe('until noon')
  expect(await said.nth(2).textContent()).toBe(`\u2068${hebrew}\u2069`)
})

it('in one’s own tasks on a phone', async () => {
  const seat = await stage.seat('phone', people.maria)
  await seat.go('/me')
  const accept = seat.page.getByRole('button', { name: 'Accept' })
  const accepted = seat.page.getByRole('listitem').filter({ hasText: words })
  // One by one: the card of the next stands where the one before stood, once that is in the list.
  for (let at = 0; at < 3; at++) {
    await accept.first().click()
    await sees(accepted.nth(at))
  }
  await shoot(seat, 'my-tasks')
  expect(await shareOf(seat, 'li a')).toBeGreaterThan(0.35)
  expect(await spills(seat)).toBe(false)
})

it('on the room display', async () => {
  const seat = await stage.seat('desktop', people.nkechi)
  await seat.go(pathOf(opened.codeName))
  const [display] = await Promise.all([
    seat.context.waitForEvent('page'),
    seat.page.getByRole('button', { name: 'Open room display' }).click(),
  ])
  await display.setViewportSize({ width: 1920, height: 1080 })
  await sees(display.getByText('until noon'))
  const shown = { ...seat, page: display }
  await shoot(shown, 'room')
  expect(await spills(shown)).toBe(false)
  expect(await shareOf(shown, 'td:nth-child(2)')).toBeGreaterThan(0.15)
})

/** For whoever wants to look: SHOTS names a folder. */
const shoot = async ({ page }: Pick<Seat, 'page'>, name: string): Promise<void> => {
  if (!process.env.SHOTS) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}.png` })
  }
}
