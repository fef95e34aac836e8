// A bad day, one hand: every screen under the load of a full day, on a laptop, a tablet and two phones. Nothing moves by
// itself while a screen opens, nothing is wider than it, and axe finds nothing, in light, dark and forced colours.
// `SHOTS=folder` takes the pictures. What it takes to get somewhere is counted, and printed.

import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from './axe.ts'
import { type Crowd, gather } from './crowd.ts'
import { readShifts, watchShifts } from './layout-shift.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

/** The most that may move by itself while a screen opens: what counts as good for the web at large is twice that. */
const mostShift = 0.05

const sizes = {
  laptop: { device: 'desktop', width: 1440, height: 900 },
  tablet: { device: 'desktop', width: 820, height: 1180 },
  phone: { device: 'phone', width: 390, height: 844 },
  'small phone': { device: 'phone', width: 360, height: 740 },
} as const
type Size = keyof typeof sizes

let stage: Stage
let crowd: Crowd

beforeAll(async () => {
  stage = await openStage()
  crowd = await gather(stage)
}, 300_000)
afterAll(() => stage.close())

async function sit(size: Size, who: keyof Crowd['people'] = 'nkechi'): Promise<Seat> {
  const { device, width, height } = sizes[size]
  const seat = await stage.seat(device, crowd.people[who])
  await seat.page.setViewportSize({ width, height })
  await watchShifts(seat.context)
  return seat
}

const picture = async (page: Page, name: string) => {
  const folder = process.env.SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name.replaceAll(/[^\w]+/gu, '-')}.png` })
}

/** The screens, and what is there at last. */
const screens = (): [name: string, path: string, isThere: (page: Page) => Promise<void>][] => {
  const at = pathOf(crowd.codeName)
  const heading = (name: string | RegExp) => (page: Page) => sees(page.getByRole('heading', { name }))
  return [
    ['board', '/board', (page) => sees(page.getByRole('link', { name: new RegExp(`^${crowd.codeName},`) }))],
    ['home', '/me', (page) => sees(page.getByText(/footage/u))],
    ['first response', '/first-response', heading('While you are with them')],
    ['new report', '/report', (page) => sees(page.getByRole('textbox', { name: 'What happened?' }))],
    ['case', at, (page) => sees(page.getByRole('timer', { name: 'Meeting time' }))],
    ['report', `${at}/report`, heading('The report')],
    ['access', `${at}/access`, heading('On this case')],
    ['staff', '/staff', heading('Staff and roster')],
    ['settings', '/settings', heading('Settings')],
    ['not available', '/c/no-such', heading(/This page isn.t available/u)],
  ]
}

describe.each(Object.keys(sizes) as Size[])('[RN4, HR7] on a %s', (size) => {
  it('every screen opens without moving, is no wider than it should be, and has nothing that axe finds', {
    timeout: 300_000,
  }, async () => {
    const seat = await sit(size)
    const found: string[] = []
    for (const [name, path, isThere] of screens()) {
      await seat.go(path)
      await isThere(seat.page)
      const { sum, moved } = await readShifts(seat.page)
      process.stdout.write(`layout shift, ${name} on a ${size}: ${sum.toFixed(3)}\n`)
      if (sum > mostShift) found.push(`${name} moved by ${sum.toFixed(3)}: ${moved.join('; ')}`)
      const seen = (look: string) => picture(seat.page, `${name} ${size} ${look}`)
      found.push(...(await findViolations(seat, seen)).map((words) => `${name}: ${words}`))
    }
    expect(found).toEqual([])
    expect(seat.errors).toEqual([])
  })
})
