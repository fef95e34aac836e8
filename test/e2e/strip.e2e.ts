// The strip of a meeting with few people and with many, at every width: one line that nobody who comes moves, nor anything below it.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { answerChecks, type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { forgetShifts, readShifts, watchShifts } from './layout-shift.ts'
import { shot } from './shot.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

const sizes = [
  [1440, 900],
  [1100, 800],
  [720, 1000],
  [390, 844],
  [360, 740],
] as const
/** The sum of what moves by itself while a case opens. */
const mostOnOpening = 0.05
const crowd = 38
const names = Array.from({ length: crowd }, (_, at) => `guest${at}`)
let stage: Stage
let people: Record<'nkechi' | 'tomas', Person>
let guests: Person[]
let opened: { id: CaseId; codeName: string }
const seats = new Map<number, Seat>()
const copies: Copy[] = []

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator' })
  const { body } = await people.nkechi.ask('POST', '/api/invitations', { role: 'staff', maxUses: crowd })
  guests = []
  for (const name of names) guests.push(await stage.house.accept((body as { token: string }).token, name))
  opened = await stage.house.report(people.tomas, { where: 'Lobby', when: 'about 13:30' })
  for (const guest of guests)
    await people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${guest.id}`, { level: 'write' })
  await answerChecks(...guests)
  for (const [width, height] of sizes) {
    const seat = await stage.seat(width < 640 ? 'phone' : 'desktop', people.nkechi)
    await seat.page.setViewportSize({ width, height })
    await watchShifts(seat.context)
    seats.set(width, seat)
  }
}, 120_000)
afterAll(async () => {
  for (const { socket } of copies) socket.disconnect()
  await stage.close()
})

const strip = ({ page }: Seat) => page.getByRole('region', { name: 'Meeting', exact: true })
/** What the list of those on the case says of somebody. */
const wordsOf = async ({ page }: Seat, name: string): Promise<string> =>
  (await page.getByRole('listitem').filter({ hasText: name }).first().textContent()) ?? ''

describe.each(sizes)('at %i pixels', (width) => {
  it('[HR7] little moves while a case opens', async () => {
    const seat = seats.get(width)!
    await seat.go(pathOf(opened.codeName))
    await sees(seat.page.getByRole('textbox', { name: 'What happened?' }))
    await sees(seat.page.getByText(/can open it\.$/))
    const { sum, moved } = await readShifts(seat.page)
    console.log(`case opened at ${width}: ${sum.toFixed(4)}`)
    expect(sum, moved.join('\n')).toBeLessThanOrEqual(mostOnOpening)
  })
})

it('[HR7] a meeting that starts, and whoever comes to it, moves nothing, and the strip stays one line', async () => {
  const all = [...seats.values()]
  for (const { page } of all) await forgetShifts(page)
  await people.tomas.ask('POST', `/api/cases/${opened.id}/meeting`, { place: 'Room 2.14' })
  for (const seat of all) await sees(seat.page.getByRole('timer', { name: 'Meeting time' }))
  for (const [there, name] of [
    [4, '5'],
    [11, '12'],
    [crowd, '40'],
  ] as const) {
    while (copies.length < there) copies.push(await joinRecord(guests[copies.length]!, opened.id))
    for (const [at, { socket }] of copies.entries())
      socket.emit('record:presence', {
        ...{ case: opened.id, question: 1 },
        ...(at % 3 < 2 && { place: at % 3 === 0 ? 'room' : 'phone' }),
      })
    for (const [width, seat] of seats) {
      await until(async () => /In the room|Elsewhere|Here/.test(await wordsOf(seat, names[there - 1]!)))
      const { sum, moved } = await readShifts(seat.page)
      console.log(`${name} in the meeting at ${width}: ${sum.toFixed(4)}`)
      expect(sum, moved.join('\n')).toBe(0)
      await shot(seat, `strip-${width}-${name}`)
      expect(await overflowsOf(seat), `${name} at ${width}`).toEqual([])
    }
  }
  for (const { socket } of copies.splice(2)) socket.disconnect()
  for (const [width, seat] of seats) {
    await until(async () => !/In the room|Elsewhere|Here/.test(await wordsOf(seat, names.at(-1)!)))
    const { sum, moved } = await readShifts(seat.page)
    console.log(`3 left in the meeting at ${width}: ${sum.toFixed(4)}`)
    expect(sum, moved.join('\n')).toBe(0)
  }
  for (const width of [1440, 390]) expect(await findViolations(seats.get(width)!)).toEqual([])
}, 180_000)

it('[HR7] another question on the display and a task that arrives move nothing above themselves', async () => {
  for (const { page } of seats.values()) await forgetShifts(page)
  await people.tomas.ask('PATCH', `/api/cases/${opened.id}/meeting`, { question: 2 })
  for (const [width, { page }] of seats) {
    const led = page.locator('[role="radio"][aria-label="Question 2"][aria-checked="true"]')
    await until(async () => (await led.count()) === 1)
    const { sum, moved } = await readShifts(page)
    expect(sum, `${width}: ${moved.join('\n')}`).toBe(0)
  }
  const before = new Map<number, unknown>()
  for (const [width, seat] of seats) before.set(width, await placesOf(seat))
  const task = {
    id: randomUUID() as TaskId,
    what: 'Ask for the footage',
    who: null,
    due: null,
    dueWords: null,
  }
  await copies[0]!.push((doc) => addTask(doc, task))
  for (const [width, seat] of seats) {
    await until(async () => (await seat.page.locator('table tbody tr').count()) === 1)
    expect(await placesOf(seat), `at ${width}`).toEqual(before.get(width))
  }
})

/** Where the head of the case, its tabs, the strip and the questions stand. */
const placesOf = ({ page }: Seat) =>
  page.locator('main h1, nav[aria-label="Case"] a, [role="timer"], [data-question] h2').evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      return [one.textContent, x, y, width, height]
    }),
  )

/** Whatever of the strip is outside of it, below its first line, or cut. */
const overflowsOf = (seat: Seat): Promise<string[]> =>
  strip(seat).evaluate((section) => {
    const line = section.firstElementChild!
    const box = line.getBoundingClientRect()
    const wrong: string[] = []
    for (const each of section.children)
      if (each.scrollWidth > each.clientWidth) wrong.push(`wider than its line: ${each.scrollWidth}`)
    for (const each of section.querySelectorAll('p, small'))
      if (each.clientHeight > 30) wrong.push(`in two lines: ${each.textContent}`)
    const timer = line.querySelector('[role="timer"]')!
    const words = document.createRange()
    words.selectNodeContents(timer)
    if (words.getBoundingClientRect().right > timer.parentElement!.getBoundingClientRect().right)
      wrong.push(`cut: ${timer.textContent}`)
    for (const part of line.querySelectorAll('button, [role="img"], [role="timer"]')) {
      const own = part.getBoundingClientRect()
      if (own.width === 0) continue
      if (own.top < box.top || own.bottom > box.bottom || own.right > box.right + 1)
        wrong.push(`outside: ${part.textContent}`)
    }
    const more = [...line.querySelectorAll('span')].find((one) => /^\+\d+$/.test(one.textContent ?? ''))
    const holder = more?.closest('div')?.getBoundingClientRect()
    if (more && more.getBoundingClientRect().right > holder!.right + 1)
      wrong.push(`cut: ${more.textContent} ends at ${more.getBoundingClientRect().right} of ${holder!.right}`)
    return wrong
  })
