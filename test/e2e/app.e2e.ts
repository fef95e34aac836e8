// The installable app: what its service worker keeps, and that a new version is loaded under nobody who types.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

const workerFile = join(import.meta.dirname, '..', '..', 'dist', 'client', 'service-worker.js')

let stage: Stage
let seat: Seat
let path: string
const worker = readFileSync(workerFile, 'utf8')

beforeAll(async () => {
  stage = await openStage()
  const { nkechi } = await stage.house.people({ nkechi: 'chair' })
  const { codeName } = await stage.house.report(nkechi)
  path = pathOf(codeName)
  seat = await stage.seat('phone', nkechi, true)
})
afterAll(async () => {
  writeFileSync(workerFile, worker)
  await stage.close()
})

it('[AP1] the app can be installed, and opens without a network from its own files', async () => {
  const { page, context } = seat
  await seat.go('/board')
  const icons = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!
    const manifest = await (await fetch(link.href)).json()
    const found = await Promise.all(
      manifest.icons.map(async ({ src }: { src: string }) => (await fetch(src)).status),
    )
    return { display: manifest.display, found }
  })
  expect(icons).toEqual({ display: 'standalone', found: [200, 200, 200] })
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await context.setOffline(true)
  await page.reload()
  await sees(page.getByText(/^Offline: showing the board as of/))
  await seat.go('/first-response')
  await sees(page.getByRole('heading', { level: 1, name: 'While you are with them' }))
  expect(seat.errors).toEqual([])
  await context.setOffline(false)
})

it('[AP2] a new version waits while somebody types, and is loaded when a case is next opened', async () => {
  const { page } = seat
  await seat.go(path)
  const text = page.getByRole('textbox', { name: 'What happened?' })
  await text.click()
  await page.keyboard.type('She came to ')
  writeFileSync(workerFile, worker.replace(/greenroom-[0-9a-f]{12}/, 'greenroom-0123456789ab'))
  // Not awaited in the page: a check may stand behind the one that opening the page began.
  await page.evaluate(() => void navigator.serviceWorker.ready.then((registration) => registration.update()))
  const isReady = page.getByText('A new version is ready. It loads when you next open a case.')
  await isReady.waitFor({ timeout: 25_000 })
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await page.keyboard.type('the desk.')
  await sees(page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }))
  expect(await text.innerText()).toContain('She came to the desk.')
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  let isLoadedAnew = false
  page.once('domcontentloaded', () => {
    isLoadedAnew = true
  })
  await page.getByRole('link', { name: 'Back to the board' }).click()
  await page
    .getByRole('link', { name: /Reported/ })
    .first()
    .click()
  await until(() => isLoadedAnew, 20_000)
  await sees(text)
  // It looks for what waits some seconds after it was loaded: that is its own version.
  await until(() => page.evaluate(() => performance.now() > 6_000))
  expect(await isReady.count()).toBe(0)
  expect(await text.innerText()).toContain('She came to the desk.')
})

it('[AP3] a phone that slept does not trust its old connection: it makes a new one and catches up at once', async () => {
  const { page } = seat
  await seat.go(path)
  await sees(page.getByRole('textbox', { name: 'What happened?' }))
  const show = (state: string) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  let opened = 0
  page.on('websocket', () => opened++)
  await show('hidden')
  const asleepAt = performance.now()
  await until(() => performance.now() - asleepAt > 5_300, 7_000)
  expect(opened).toBe(0)
  await show('visible')
  await until(() => opened === 1, 2_000)
  await sees(page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }))
})
