// A bad day, one hand: every screen, dialog and state under the load of a full day, on a laptop, a tablet, two phones and the
// wall. Nothing moves by itself while a screen opens, nothing is wider than it, and axe finds nothing, in light, dark and
// forced colours. What it takes to get somewhere is counted, and printed. `SHOTS=folder` takes the pictures.

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../e2e/axe.ts'
import { setup as buildOnce } from '../e2e/build.ts'
import { type Crowd, gather } from '../e2e/crowd.ts'
import { readShifts, watchShifts } from '../e2e/layout-shift.ts'
import { picture } from '../e2e/shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from '../e2e/stage.ts'

/** The most that may move by itself while a screen opens. */
const mostShift = 0.05
const long = { timeout: 600_000 }

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
  await buildOnce()
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

/** What axe finds there, each with the name of the place; a picture in each look. */
const look = async (seat: Seat, name: string): Promise<string[]> =>
  (await findViolations(seat, (of) => picture(seat.page, `${name} ${of}`))).map(
    (words) => `${name}: ${words}`,
  )

const heading = (name: string | RegExp) => (page: Page) => sees(page.getByRole('heading', { name }))
const card = (page: Page) => page.getByRole('link', { name: new RegExp(`^${crowd.codeName},`, 'u') })
const timer = (page: Page) => page.getByRole('timer', { name: 'Meeting time' })

/** The screens, and what is there at last. */
const screens = (): [name: string, path: string, isThere: (page: Page) => Promise<void>][] => {
  const at = pathOf(crowd.codeName)
  return [
    ['board', '/board', (page) => sees(card(page))],
    ['home', '/me', (page) => sees(page.getByText(/footage/u))],
    ['first response', '/first-response', heading('While you are with them')],
    ['new report', '/report', (page) => sees(page.getByRole('textbox', { name: 'What happened?' }))],
    ['case', at, (page) => sees(timer(page))],
    ['report', `${at}/report`, heading('The report')],
    ['access', `${at}/access`, heading('On this case')],
    ['staff', '/staff', heading('Staff and roster')],
    ['settings', '/settings', heading('Settings')],
    ['not available', '/c/no-such', heading(/This page isn.t available/u)],
  ]
}

describe.each(Object.keys(sizes) as Size[])('[RN4, HR7] on a %s', (size) => {
  it(
    'every screen opens without moving, is no wider than it should be, and axe finds nothing',
    long,
    async () => {
      const seat = await sit(size)
      const found: string[] = []
      for (const [name, path, isThere] of screens()) {
        await seat.go(path)
        await isThere(seat.page)
        const { sum, moved } = await readShifts(seat.page)
        process.stdout.write(`layout shift, ${name} on a ${size}: ${sum.toFixed(4)}\n`)
        if (sum > mostShift) found.push(`${name} moved by ${sum.toFixed(3)}: ${moved.join('; ')}`)
        found.push(...(await look(seat, `${name} ${size}`)))
      }
      expect(found).toEqual([])
      expect(seat.errors).toEqual([])
      await seat.context.close()
    },
  )
})

type Opened = [
  name: string,
  path: string,
  ready: (page: Page) => Locator,
  open: (page: Page) => Promise<void>,
]

/** What opens over a screen, and how. */
const dialogs = (): Opened[] => {
  const at = pathOf(crowd.codeName)
  const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
  const first = (page: Page) => page.getByRole('button', { name: /^Change Ask the venue/u }).first()
  return [
    ['call a meeting', '/board', card, press('Call a meeting')],
    ['move a case', '/board', card, press(/^Move /u)],
    ['find', '/board', card, (page) => page.keyboard.press('Control+k')],
    ['more actions', at, timer, press('More actions')],
    ['end meeting', at, timer, press('End meeting')],
    ['a task', at, first, (page) => first(page).click()],
    [
      'add staff',
      `${at}/access`,
      (page) => page.getByRole('button', { name: 'Add staff' }),
      press('Add staff'),
    ],
    ['a member', '/staff', (page) => page.getByText('Maria Fontes'), press(/^Change Maria/u)],
  ]
}

it.each(['laptop', 'small phone'] as const)('[RN4] dialogs and menus on a %s', long, async (size) => {
  const seat = await sit(size)
  const found: string[] = []
  for (const [name, path, ready, open] of dialogs()) {
    // On a phone the table has no menus in this place, and there are no keys to find by.
    if (size === 'small phone' && ['a task', 'call a meeting', 'find'].includes(name)) continue
    await seat.go(path)
    await sees(ready(seat.page))
    await open(seat.page)
    const over = seat.page.getByRole('dialog').or(seat.page.getByRole('menu'))
    await sees(over)
    found.push(...(await look(seat, `${name} ${size}`)))
    await seat.page.keyboard.press('Escape')
    await gone(over)
  }
  expect(found).toEqual([])
  await seat.context.close()
})

it('[RN4] offline, a report that waits, one that was sent, and a page that comes in', long, async () => {
  const seat = await sit('phone', 'hana')
  const { page } = seat
  const found: string[] = []
  await seat.go('/board')
  await sees(card(page))
  await seat.cable.cut()
  await sees(page.getByText(/^Offline/u))
  found.push(...(await look(seat, 'board offline')))
  await seat.cable.mend()
  await seat.go('/report')
  await page.getByRole('textbox', { name: 'What happened?' }).fill('She was followed from the talk.')
  await seat.cable.cut()
  await page.getByRole('button', { name: 'Send report' }).click()
  await sees(page.getByText(/^Offline\. It is kept/u))
  found.push(...(await look(seat, 'report waits')))
  await seat.cable.mend()
  await sees(page.getByText('What happens next'))
  found.push(...(await look(seat, 'report sent')))
  await seat.go('/me')
  await sees(page.getByRole('heading', { level: 1, name: 'Home' }))
  found.push(...(await look(seat, 'home after a report')))
  const chair = await sit('phone')
  await chair.go('/me')
  await sees(chair.page.getByRole('heading', { level: 1, name: 'Home' }))
  await page.getByRole('main').getByRole('button', { name: 'Page the chair' }).click()
  const incoming = chair.page.getByRole('alertdialog')
  await sees(incoming.getByRole('button', { name: 'On my way' }))
  found.push(...(await look(chair, 'page comes in')))
  await incoming.getByRole('button', { name: 'On my way' }).click()
  await sees(chair.page.getByRole('region', { name: 'You are on the way' }))
  found.push(...(await look(chair, 'on the way')))
  expect(found).toEqual([])
  await Promise.all([seat.context.close(), chair.context.close()])
})

describe('how far it is', () => {
  it('[HR5] from Home into the running meeting: one tap', long, async () => {
    const seat = await sit('phone', 'priya')
    await seat.go('/me')
    await seat.page.getByRole('main').getByRole('link', { name: /Join/u }).first().click()
    await sees(timer(seat.page))
    process.stdout.write('from Home into the running meeting: 1 tap\n')
    await seat.context.close()
  })

  it('[HR5] from Home to a report that is sent: three taps', long, async () => {
    const seat = await sit('phone', 'yusuf')
    const { page } = seat
    await seat.go('/me')
    let taps = 0
    const tap = async (what: Locator) => {
      taps += 1
      await what.first().click()
    }
    await tap(
      page.getByRole('link', { name: 'New report' }).or(page.getByRole('button', { name: 'New report' })),
    )
    const write = page
      .getByRole('button', { name: 'Write the report' })
      .or(page.getByRole('link', { name: 'Write the report' }))
    await tap(write)
    // The cursor is in the box already.
    await sees(page.getByRole('textbox', { name: 'What happened?' }))
    await page.keyboard.type('He shouted at her after the panel.')
    await tap(page.getByRole('button', { name: 'Send report' }))
    await sees(page.getByText('What happens next'))
    process.stdout.write(`from Home to a report that is sent: ${taps} taps\n`)
    expect(taps).toBeLessThanOrEqual(3)
    await seat.context.close()
  })
})

it('[RD7] the wall, full', long, async () => {
  const chair = await sit('laptop')
  await chair.go(pathOf(crowd.codeName))
  const opened = chair.context.waitForEvent('page')
  await chair.page.getByRole('button', { name: 'Open room display' }).click()
  const wall = await opened
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [3840, 2160],
  ] as const) {
    await wall.setViewportSize({ width, height })
    await sees(wall.getByRole('heading', { level: 1, name: crowd.codeName }))
    await sees(wall.getByText(/^\+\d+ more/u))
    await sees(wall.getByRole('listitem').filter({ hasText: 'Nkechi' }))
    expect(
      (await look({ ...chair, page: wall }, `wall ${width}`)).filter((words) => !words.includes('sideways')),
    ).toEqual([])
  }
  await chair.context.close()
})
