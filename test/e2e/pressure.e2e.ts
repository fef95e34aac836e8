// Screens under pressure: the account beside the first question, tables with many long tasks, times that have passed, and
// a focus that is always somewhere.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask, setTaskState } from '#shared/record/edit.ts'
import { joinRecord, type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { amountsOn, plugIn, unplug } from './kept.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

const account = 'He waited by the stairs.\nThen he followed her to the registration desk.'
let stage: Stage
let people: Record<'nkechi' | 'maria', Person>
let opened: { id: CaseId; codeName: string }
let desk: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', maria: 'staff' })
  opened = await stage.house.report(people.maria, { whatHappened: account, verbatim: true })
  desk = await stage.seat('desktop', people.nkechi)
})
afterAll(() => stage.close())

/** The focus is on something: keys go somewhere, and a screen reader knows where it is. */
const hasFocus = ({ page }: Seat) =>
  page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body)
const textOf = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const accountIn = ({ page }: Seat) => page.getByRole('region', { name: 'The account' })

/** As a finger or a mouse does it. */
const select = (seat: Seat, words: string) =>
  accountIn(seat).evaluate((region, wanted) => {
    const walk = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.textContent!.indexOf(wanted)
      if (at < 0) continue
      getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error('these words do not stand there')
  }, words)

it('[UP1] the account stands beside the first question, and is folded as it was left on this device', async () => {
  await desk.go(pathOf(opened.codeName))
  await sees(textOf(desk))
  await sees(accountIn(desk).getByText('He waited by the stairs.'))
  const [beside, first] = await Promise.all([
    accountIn(desk).boundingBox(),
    desk.page.getByRole('region', { name: 'What happened?' }).boundingBox(),
  ])
  expect(beside!.x).toBeGreaterThan(first!.x + first!.width)
  expect(beside!.y).toBeLessThan(first!.y + 40)
  await accountIn(desk).getByRole('button', { name: 'The account' }).click()
  await gone(accountIn(desk).getByText('He waited by the stairs.'))
  await desk.go(pathOf(opened.codeName))
  await sees(textOf(desk))
  await sees(accountIn(desk))
  expect(await accountIn(desk).getByText('He waited by the stairs.').count()).toBe(0)
  await accountIn(desk).getByRole('button', { name: 'The account' }).click()
  await sees(accountIn(desk).getByText('He waited by the stairs.'))
})

it('[UP2] a passage comes into the record by one press, with whose words it is, and goes by one undo', async () => {
  const text = textOf(desk)
  await text.click()
  await text.pressSequentially('Maria took the report.')
  await select(desk, 'followed her')
  await accountIn(desk).getByRole('button', { name: 'Quote' }).click()
  await until(async () => (await wordsIn(text)).includes('“followed her”'))
  expect(await wordsIn(text)).toMatch(
    /^Maria took the report\.\n“followed her”\n— Maria Fontes, in the reporter’s words, \d\d:\d\d$/,
  )
  expect(await text.evaluate((field) => field.contains(document.activeElement))).toBe(true)
  await sees(desk.page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }))
  await desk.page.keyboard.press('Control+z')
  await until(async () => (await wordsIn(text)) === 'Maria took the report.')
})

it('[UP1] on a phone the account is one tap away, above what is written', async () => {
  const phone = await stage.seat('phone', people.nkechi)
  await phone.go(pathOf(opened.codeName))
  await sees(textOf(phone))
  await accountIn(phone).getByRole('button', { name: 'The account' }).click()
  await sees(accountIn(phone).getByText('He waited by the stairs.'))
  await select(phone, 'He waited')
  await accountIn(phone).getByRole('button', { name: 'Quote' }).click()
  await until(async () => (await wordsIn(textOf(phone))).includes('“He waited”'))
  expect(await findViolations(phone)).toEqual([])
  expect(await findViolations(desk)).toEqual([])
  await phone.context.close()
})

/** As the browser does once the network is back, at a moment of its own. */
async function wakeWorker({ context, origin }: Seat): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${origin}/icon-192.png`)
  const tools = await context.newCDPSession(page)
  const found: { registrationId: string; scopeURL: string }[] = []
  tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => found.push(...registrations))
  await tools.send('ServiceWorker.enable')
  await until(async () => found.some(({ scopeURL }) => scopeURL.startsWith(origin)))
  const { registrationId } = found.find(({ scopeURL }) => scopeURL.startsWith(origin))!
  const event = { origin, registrationId, tag: 'report', lastChance: false }
  await tools.send('ServiceWorker.dispatchSyncEvent', event)
  await page.close()
}

it('[UP3] a report that waits is sent once while every page is closed, and it is said when', async () => {
  const seat = await stage.seat('phone', people.maria, true)
  const { page, context } = seat
  const casesOf = async () => {
    const { body } = await people.maria.ask('GET', '/api/cases')
    return (body as { cases: unknown[] }).cases.length
  }
  const before = await casesOf()
  await seat.go('/report')
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(async () => ((await amountsOn(page)).keys ?? 0) > 0)
  await page.getByRole('textbox', { name: 'What happened?' }).fill('He waited at the lift, twice.')
  await unplug(seat)
  await page.getByRole('button', { name: 'Send report' }).click()
  await sees(page.getByText(/sent by itself when the network is back, even if this page is closed/))
  await until(async () => (await amountsOn(page)).rows === 1)
  const next = await context.newPage()
  await page.close()
  await plugIn(seat)
  await wakeWorker(seat)
  await until(async () => (await casesOf()) === before + 1, 15_000)
  await next.goto(`${seat.origin}/report`)
  await sees(next.getByText(/^Sent by itself \d\d:\d\d/))
  await sees(next.getByRole('region', { name: 'What happens next' }))
  await until(async () => (await amountsOn(next)).rows === 0)
  expect(await casesOf()).toBe(before + 1)
  await context.close()
})

it('[UP4] they write: cursor in the box, the way back whole over a keyboard, and a focus afterwards', async () => {
  const phone = await stage.seat('phone', people.maria)
  const { page } = phone
  await phone.go('/report')
  await page.getByRole('radio', { name: 'They write' }).click()
  const screen = page.getByRole('dialog')
  const box = screen.getByRole('textbox')
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 420 })
    await box.fill('He came back to the desk. '.repeat(60))
    const at = (await screen.getByRole('button', { name: 'Give the phone back' }).boundingBox())!
    expect(at.y + at.height).toBeLessThanOrEqual(420)
    expect(at.height).toBeGreaterThanOrEqual(44)
    expect(at.x + at.width).toBeLessThanOrEqual(width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect((await box.boundingBox())!.height).toBeGreaterThanOrEqual(90)
    expect(await box.evaluate((field) => field === document.activeElement)).toBe(true)
  }
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await screen.getByRole('button', { name: 'Go on writing' }).click()
  await until(() => box.evaluate((field) => field === document.activeElement))
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await screen.getByLabel('Password of the staff member').fill('a long enough password')
  await screen.getByRole('button', { name: 'Give the phone back' }).click()
  await gone(screen)
  await until(() => hasFocus(phone))
  await phone.context.close()
})

const longName = 'Annamariawilhelminavanderbergheuvelstrooperhoutenzandemakers'
const quickAdd = ({ page }: Seat) => page.getByRole('textbox', { name: 'Quick add' })
const tasks = ({ page }: Seat) => page.getByRole('table', { name: 'Tasks' })
/** Where the focus is: its accessible words, or the name of its element. */
const focused = ({ page }: Seat) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? 'nothing'
  })
const focuses = (seat: Seat, name: string | RegExp) =>
  until(async () => {
    const now = await focused(seat)
    return typeof name === 'string' ? now === name : name.test(now)
  })

/** A case with forty tasks, the second of 200 letters, all of somebody with a long name. */
async function fullCase() {
  const { token } = (await people.nkechi.ask('POST', '/api/invitations', { role: 'staff' })).body as {
    token: string
  }
  const anna = await stage.house.accept(token, longName)
  const full = await stage.house.report(people.nkechi)
  await people.nkechi.ask('PUT', `/api/cases/${full.id}/access/${anna.id}`, { level: 'write' })
  const record = await joinRecord(anna, full.id)
  const ids = Array.from({ length: 40 }, () => randomUUID() as TaskId)
  for (const [at, id] of ids.entries()) {
    const what = at === 1 ? 'ask again, '.repeat(20).slice(0, 199) : `task ${at}`
    const task = { id, what, who: anna.id, due: null, dueWords: null }
    expect(await record.push((doc) => addTask(doc, task))).toMatchObject({ ok: true })
  }
  return { full, record, ids, anna }
}

it('[UP5, UP6] forty tasks of a long name: columns keep their measure, one stop of Tab, arrows, and no focus is lost', async () => {
  const { full, record, ids, anna } = await fullCase()
  const { page } = desk
  await desk.go(pathOf(full.codeName))
  await sees(tasks(desk).getByRole('checkbox', { name: 'Done: task 39' }))
  for (const width of [1440, 1100, 700]) {
    await page.setViewportSize({ width, height: 900 })
    const { columns, isInside } = await tasks(desk).evaluate((table) => {
      const { left, right } = table.getBoundingClientRect()
      const boxes = (what: string) =>
        [...table.querySelectorAll(what)].map((one) => one.getBoundingClientRect())
      return {
        columns: new Set(boxes('td:nth-child(3) button').map((box) => Math.round(box.left))).size,
        isInside: boxes('td > *').every((box) => box.left >= left - 12 && box.right <= right + 12),
      }
    })
    expect(columns).toBe(1)
    expect(isInside).toBe(true)
    const narrowest = await tasks(desk).evaluate((table) =>
      Math.min(...[...table.querySelectorAll('textarea')].map((field) => field.clientWidth)),
    )
    expect(narrowest).toBeGreaterThan(200)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  // One stop.
  await quickAdd(desk).focus()
  await page.keyboard.press('Shift+Tab')
  await focuses(desk, 'Done: task 0')
  await page.keyboard.press('Tab')
  await focuses(desk, 'Quick add')
  // Rows and controls by arrows.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('End')
  await focuses(desk, 'Done: task 39')
  await page.keyboard.press('ArrowUp')
  await focuses(desk, 'Done: task 38')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await focuses(desk, 'Done: task 2')
  await page.keyboard.press('ArrowRight')
  await focuses(desk, 'What to do')
  // The arrows are the caret's in words: it stands at their beginning and goes through them first.
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('X')
  await sees(tasks(desk).getByRole('checkbox', { name: 'Done: tXask 2' }))
  await focuses(desk, 'What to do')
  // Somebody else adds and ends a task: the focus stays.
  const added = { id: randomUUID() as TaskId, what: 'from elsewhere', who: null, due: null, dueWords: null }
  await record.push((doc) => addTask(doc, added))
  await sees(tasks(desk).getByRole('checkbox', { name: 'Done: from elsewhere' }))
  await focuses(desk, 'What to do')
  await page.keyboard.press('Escape')
  await focuses(desk, 'Done: tXask 2')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await focuses(desk, `When: today`)
  await page.keyboard.press('ArrowLeft')
  await focuses(desk, /^Who: .*Annamaria/)
  // The row goes by somebody else's act: the one beside it has the focus.
  await record.push((doc) => setTaskState(doc, ids[2]!, 'dropped', anna.id))
  await gone(tasks(desk).getByRole('checkbox', { name: 'Done: tXask 2' }))
  await focuses(desk, /^Who: .*Annamaria/)
  // And by one's own, from its menu.
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await focuses(desk, 'Change task 3')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Drop task' }).click()
  await gone(tasks(desk).getByRole('checkbox', { name: 'Done: task 3', exact: true }))
  await focuses(desk, 'Change task 4')
})

it('[TM3] a time that has passed is asked about, and late only when somebody says so', async () => {
  const { page } = desk
  const form = page.getByRole('form', { name: 'Add a task' })
  const choice = (name: string | RegExp) => form.getByRole('button', { name })
  await quickAdd(desk).fill('00:01 bring the chairs')
  // Always, but for a minute or two after midnight.
  await form.getByText('has passed. Tomorrow?').waitFor({ timeout: 150_000 })
  await quickAdd(desk).press('Enter')
  await until(() => choice('Tomorrow 00:01').evaluate((button) => button === document.activeElement))
  expect(await tasks(desk).getByRole('checkbox', { name: 'Done: bring the chairs' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  const row = tasks(desk)
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: 'Done: bring the chairs' }) })
  await sees(row.getByRole('button', { name: 'When: tomorrow 00:01' }))
  await focuses(desk, 'Quick add')
  // The same where a time is changed.
  await row.getByRole('button', { name: /^When: / }).click()
  const when = page.getByRole('textbox', { name: 'When' })
  await when.fill('00:01')
  await when.press('Enter')
  await until(() =>
    page
      .getByRole('button', { name: 'Tomorrow 00:01', exact: true })
      .evaluate((one) => one === document.activeElement),
  )
  await page.getByRole('button', { name: 'Today, late' }).click()
  await sees(row.getByText(/^Late by /))
  await until(() => hasFocus(desk))
})

it('[UP7] the save state is in sight wherever one writes, and the phone’s tools are whole', async () => {
  const { page } = desk
  await quickAdd(desk).scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 10_000)
  const isInSight = (seat: Seat) =>
    seat.page.evaluate(() =>
      [...document.querySelectorAll('header span')].some((one) => {
        const { top, bottom } = one.getBoundingClientRect()
        return one.textContent === 'Saved' && top >= 0 && bottom <= innerHeight && bottom > top
      }),
    )
  await until(() => isInSight(desk))
  const phone = await stage.seat('phone', people.nkechi)
  await phone.go(pathOf(opened.codeName))
  await phone.page.getByRole('radio', { name: '2 Acting' }).click()
  await phone.page.getByRole('textbox', { name: 'What we are doing' }).click()
  const bar = phone.page.getByRole('toolbar', { name: 'Format: What we are doing' })
  await sees(bar)
  const tools = await bar.getByRole('button').all()
  for (const tool of tools) {
    const box = (await tool.boundingBox())!
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
  }
  const answers = (await phone.page
    .getByRole('radiogroup', { name: 'Are we doing anything about it?' })
    .boundingBox())!
  expect((await bar.boundingBox())!.y).toBeGreaterThan(answers.y + answers.height)
  await phone.page.evaluate(() => scrollTo(0, 10_000))
  await until(() => isInSight(phone))
  expect(await findViolations(phone)).toEqual([])
  await phone.context.close()
})

it('[UP6] what goes away leaves the focus near; a wrong field has it; colours of the system show the place', async () => {
  const phone = await stage.seat('phone', people.maria)
  const { page } = phone
  const record = await joinRecord(people.nkechi, opened.id)
  const task = {
    id: randomUUID() as TaskId,
    what: 'bring water',
    who: people.maria.id,
    due: null,
    dueWords: null,
  }
  await record.push((doc) => addTask(doc, task))
  await phone.go('/me')
  const accept = page.getByRole('button', { name: 'Accept' })
  await sees(accept)
  await accept.first().focus()
  // A card that has just come takes no press yet.
  await until(async () => (await accept.first().getAttribute('aria-disabled')) !== 'true')
  await page.keyboard.press('Enter')
  await sees(page.getByRole('checkbox', { name: 'Done: bring water' }))
  await until(() => hasFocus(phone))
  await phone.context.close()
  const guest = await stage.seat('desktop')
  await guest.go('/sign-in')
  await guest.page.getByLabel('Email').fill('nobody@example.org')
  await guest.page.getByLabel('Password').fill('not this one at all')
  await guest.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sees(guest.page.getByRole('alert'))
  await until(() => hasFocus(guest))
  await guest.context.close()
  // A few tasks are enough to look at; forty take the check a minute.
  await desk.go(pathOf(opened.codeName))
  await sees(tasks(desk).getByRole('checkbox', { name: 'Done: bring water' }))
  expect(await findViolations(desk)).toEqual([])
  await desk.page.emulateMedia({ forcedColors: 'active' })
  const looks = (name: string) =>
    desk.page
      .getByRole('navigation', { name: 'Case' })
      .getByRole('link', { name })
      .evaluate((link) => getComputedStyle(link).backgroundColor)
  expect(await looks('Meeting')).not.toBe(await looks('Report'))
  await desk.page.emulateMedia({ forcedColors: 'none' })
})
