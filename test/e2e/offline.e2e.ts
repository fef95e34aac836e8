// Offline that keeps its word: what is written without a network survives reloads and crashes on this device, is merged
// exactly once, and is wiped as soon as it may no longer be there. With the real service worker and the real disk.

import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import type { Person } from '../helpers/people.ts'
import { joinRecord, until } from '../helpers/people.ts'
import { atTheCase, copies, everythingOn, plugIn, textIn, unplug } from './kept.ts'
import { openStage, pathOf, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let nkechi: Person
let priya: Person

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', priya: 'staff' })
  nkechi = people.nkechi
  priya = people.priya
})
afterAll(() => stage.close())

let caseId: CaseId
let path: string
beforeEach(async () => {
  const opened = await stage.house.report(nkechi)
  caseId = opened.id
  path = pathOf(opened.codeName)
  await nkechi.ask('PUT', `/api/cases/${caseId}/access/${priya.id}`, { level: 'write' })
})

const state = (page: Page, words: string | RegExp) =>
  sees(page.getByRole('status', { name: 'Save state' }).getByText(words))

const wordsOnServer = async (): Promise<string> => {
  const copy = await joinRecord(nkechi, caseId)
  const text = copy.doc.getXmlFragment('whatHappened').toString()
  copy.socket.close()
  return text
}
const count = (text: string, words: string) => text.split(words).length - 1

it('[KE1] what is written offline survives a reload and a crash, and is merged exactly once', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const { page, context } = seat
  await textIn(page).click()
  await page.keyboard.type('Before the tunnel. ')
  await state(page, 'Saved')
  await unplug(seat)
  await state(page, 'Offline: you can keep writing')
  await page.keyboard.type('In the tunnel. ')
  await state(page, 'Offline: 15 edits kept on this device')
  await page.reload()
  await sees(textIn(page))
  expect(await wordsIn(textIn(page))).toContain('Before the tunnel. In the tunnel.')
  await state(page, 'Offline: 15 edits kept on this device')
  await textIn(page).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('After the reload.')
  await state(page, 'Offline: 32 edits kept on this device')
  const disk = await everythingOn(page)
  for (const words of ['tunnel', 'reload', 'Nkechi', 'Obi']) expect(disk).not.toContain(words)

  // A crash: no handler of the page runs.
  const cdp = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  cdp.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
  await plugIn(seat)
  const again = await context.newPage()
  await again.goto(seat.origin + path)
  await state(again, 'Saved')
  const words = await wordsIn(textIn(again))
  for (const part of ['Before the tunnel.', 'In the tunnel.', 'After the reload.'])
    expect([part, count(words, part), count(await wordsOnServer(), part)]).toEqual([part, 1, 1])
  await until(async () => /^rows 0 /m.test(await everythingOn(again)))
})

it('[KE2] a case that one is taken off while offline is wiped at the first contact, and nothing is added to it', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const { page } = seat
  await unplug(seat)
  await state(page, 'Offline: you can keep writing')
  await textIn(page).click()
  await page.keyboard.type('Not any more.')
  await state(page, /kept on this device$/)
  await nkechi.ask('DELETE', `/api/cases/${caseId}/access/${priya.id}`)
  await page.reload()
  await sees(textIn(page))
  expect(await wordsIn(textIn(page))).toContain('Not any more.')
  await plugIn(seat)
  await sees(page.getByRole('heading', { name: 'You are no longer on this case' }))
  await until(async () => !(await everythingOn(page)).includes(caseId))
  expect(await wordsOnServer()).not.toContain('Not any more.')
})

it('[KE1] two tabs that are both offline each keep theirs, and both are added once', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const second = await seat.context.newPage()
  await second.goto(seat.origin + path)
  await sees(textIn(second))
  await unplug(seat)
  for (const [page, words] of [
    [seat.page, 'From the first tab. '],
    [second, 'From the second tab. '],
  ] as const) {
    await page.bringToFront()
    await state(page, 'Offline: you can keep writing')
    await textIn(page).click()
    await page.keyboard.type(words)
    await state(page, `Offline: ${words.length} edits kept on this device`)
  }
  await second.reload()
  await sees(textIn(second))
  await plugIn(seat)
  for (const page of [seat.page, second]) await state(page, 'Saved')
  await until(async () => {
    const words = await wordsOnServer()
    return count(words, 'From the first tab.') === 1 && count(words, 'From the second tab.') === 1
  }, 10_000)
})

it('[KE3] answers to tasks and a report made offline are sent once the network is back', async () => {
  const lead = await joinRecord(nkechi, caseId)
  const task = randomUUID() as TaskId
  const entry = { id: task, what: 'Walk her to the hotel', who: priya.id, due: null, dueWords: null }
  expect(await lead.push((doc) => addTask(doc, entry))).toMatchObject({ ok: true })
  lead.socket.close()
  const before = ((await nkechi.ask('GET', '/api/cases')).body as { cases: unknown[] }).cases
  const seat = await stage.seat('phone', priya, true)
  const { page } = seat
  await seat.go('/me')
  await sees(page.getByText('Walk her to the hotel').first())
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(() => copies(page).then((names) => names.includes('member query my-tasks')), 10_000)
  await unplug(seat)
  await sees(
    page.getByText('Offline. Your answers are kept on this device, and sent when the network is back.'),
  )
  await page.getByRole('button', { name: 'Accept' }).first().click()
  await until(async () => /^rows 1 /m.test(await everythingOn(page)))
  await page.goto(`${seat.origin}/report`)
  await page.getByRole('textbox', { name: 'What happened?' }).fill('He waited at the lift, twice.')
  await page.getByRole('button', { name: 'Send report' }).click()
  await sees(
    page.getByText(/^Offline. It is kept on this device, and sent by itself when the network is back/),
  )
  await page.reload()
  await sees(
    page.getByText(/^Offline. It is kept on this device, and sent by itself when the network is back/),
  )
  expect(await everythingOn(page)).not.toContain('lift')
  await plugIn(seat)
  await sees(page.getByText(/^Sent/).first())
  await until(async () => {
    const { body } = await priya.ask('GET', '/api/my/tasks')
    return (body as { tasks: { id: string; state: string }[] }).tasks.some(
      ({ id, state: now }) => id === task && now === 'accepted',
    )
  })
  const { body } = await nkechi.ask('GET', '/api/cases')
  expect((body as { cases: unknown[] }).cases.length).toBe(before.length + 1)
  await until(async () => /^rows 0 /m.test(await everythingOn(page)))
})

it('[KE4] twelve hours without contact, nothing can be read; what waits comes back with the server’s half', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const { page } = seat
  await unplug(seat)
  await state(page, 'Offline: you can keep writing')
  await textIn(page).click()
  await page.keyboard.type('Written last night.')
  await state(page, 'Offline: 19 edits kept on this device')
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('greenroom')
      asked.onsuccess = () => resolve(asked.result)
    })
    const store = db.transaction('device', 'readwrite').objectStore('device')
    await new Promise<void>((resolve) => {
      const asked = store.get('this')
      asked.onsuccess = () => {
        const later = { ...asked.result, contactAtMs: asked.result.contactAtMs - 13 * 3_600_000 }
        store.put(later, 'this').onsuccess = () => resolve()
      }
    })
    db.close()
  })
  await page.reload()
  await sees(page.getByRole('heading', { level: 1, name: 'No network' }))
  expect(await copies(page)).toEqual([])
  await plugIn(seat)
  await page.getByRole('button', { name: 'Try again' }).click()
  await state(page, 'Saved')
  await until(async () => count(await wordsOnServer(), 'Written last night.') === 1)
})

it('[KE1] a device that is full says so, and keeps what it can as soon as there is room', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const { page } = seat
  await unplug(seat)
  await state(page, 'Offline: you can keep writing')
  // A disk that is really full would end the machine's other work too: the browser says what it says then.
  await page.evaluate(() => {
    const { add } = IDBObjectStore.prototype
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('No room', 'QuotaExceededError')
    }
    Object.assign(window, { thereIsRoom: () => Object.assign(IDBObjectStore.prototype, { add }) })
  })
  await textIn(page).click()
  await page.keyboard.type('No room.')
  await state(page, 'Not saved: this device is full')
  await page.evaluate(() => void (window as unknown as { thereIsRoom: () => void }).thereIsRoom())
  await state(page, 'Offline: 8 edits kept on this device')
  await plugIn(seat)
  await state(page, 'Saved')
})

it('[KE2] whoever signs out leaves nothing on the device', async () => {
  const seat = await atTheCase(stage, priya, { id: caseId, path })
  const { page } = seat
  await seat.go('/settings')
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await sees(page.getByRole('heading', { level: 1, name: /Sign in/ }))
  await until(async () => !/(device|keys|rows|copies) [1-9]/.test(await everythingOn(page)))
})
