// A phone in a crowd, and one that has never been here: a quarter of this processor, 1.6 Mbit/s, 300 ms for each question.
// How long it takes is measured by `npm run bench -- --only=b11`; here is what must be true however long it takes.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let maria: Person
let path: string
let seat: Seat

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', maria: 'staff' })
  maria = people.maria
  path = pathOf((await stage.house.report(maria)).codeName)
  seat = await stage.seat('phone', maria)
  const devTools = await seat.context.newCDPSession(seat.page)
  await devTools.send('Network.enable')
  const line = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 93_750 }
  await devTools.send('Network.emulateNetworkConditions', line)
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
})
afterAll(() => stage.close())

it('[AP4] from the address to the first word: the screen and its editor are asked for with the page itself', async () => {
  const { page } = seat
  const begunAt = performance.now()
  await page.goto(seat.origin + path, { waitUntil: 'commit' })
  const text = page.getByRole('textbox', { name: 'What happened?' })
  await text.waitFor({ timeout: 45_000 })
  await text.click()
  await page.keyboard.type('She waited at the desk.')
  await sees(page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }))
  console.info(`a cold phone: ${Math.round(performance.now() - begunAt)} ms from the address to saved words`)
  const asked = await page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const at = (part: string) =>
      files.find(({ name }) => name.includes(part))?.startTime ?? Number.POSITIVE_INFINITY
    const main = files.find(({ name }) => /\/index-[^/]+\.js$/.test(name))
    return {
      me: at('/api/me'),
      mainThere: main!.responseEnd,
      frame: at('/SignedIn-'),
      editor: at('/RecordEditor-'),
      tasks: at('/api/my/tasks'),
    }
  })
  // With the page: who is signed in, and the frame. With the app's first line: the editor. Only then what the frame asks.
  expect(asked.me).toBeLessThan(asked.mainThere)
  expect(asked.frame).toBeLessThan(asked.mainThere)
  expect(asked.editor).toBeLessThan(asked.tasks)
})
