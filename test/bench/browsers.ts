// What people wait for in a real browser: a task on its way from the chair's Enter to the banner on somebody's phone, with
// fifty people in the case; and a phone's cold start until the first word stands in the record.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import * as Y from 'yjs'
import { desktop, launchBrowser, phone } from '../e2e/browser.ts'
import type { Person } from '../helpers/people.ts'
import type { Bench } from './against-peers.ts'
import { homeOnPostgres } from './against-peers.ts'
import { enterTeam, joinAs, type Team } from './event.ts'
import { median, ms, pause, quantile, range } from './figures.ts'
import { launchServer } from './program.ts'

const people = 50

/** A phone in a crowd: a quarter of this processor, 1.6 Mbit/s down, 0.75 up, 300 ms for a question and its answer. */
const phoneLine = {
  offline: false,
  latency: 300,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
}
const phoneSlowdown = 4

const pathOf = (codeName: string) => `/c/${codeName.toLowerCase().replaceAll(' ', '-')}`

async function seat(
  browser: Browser,
  origin: string,
  person: Person | undefined,
  device: object,
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ ...device, serviceWorkers })
  const [name = '', value = ''] = person?.cookie.split('=') ?? []
  if (name) await context.addCookies([{ name, value, url: origin }])
  return context.newPage()
}

/** From Enter in the quick add to the banner on the assignee's phone, by the one clock of this machine. */
export async function assignment(bench: Bench): Promise<void> {
  const browser = await launchBrowser().catch(() => undefined)
  if (!browser) return bench.note('Task to banner', 'not measured', 'no browser on this machine')
  const server = await launchServer(await homeOnPostgres(bench))
  await server.says('is ready at')
  const team = await enterTeam(server, people)
  const [chair, assignee, ...others] = team.people as [Person, Person, ...Person[]]
  const sockets = await Promise.all(
    others.map((person) => {
      const doc = new Y.Doc()
      return joinAs(person, team.caseId, doc, (update) => Y.applyUpdate(doc, update, 'server'))
    }),
  )
  const writes = await seat(browser, server.origin, chair, desktop)
  const reads = await seat(browser, server.origin, assignee, phone)
  await writes.goto(server.origin + pathOf(team.codeName))
  await reads.goto(`${server.origin}/me`)
  await reads.getByRole('heading', { level: 2, name: 'My tasks' }).waitFor()
  const took: number[] = []
  for (let n = 0; n < (bench.isQuick ? 10 : 60); n++)
    took.push(await giveOne(writes, reads, assignee.name, n))
  bench.note(
    'Enter in quick add to the banner on the phone, Chromium',
    `p50 ${ms(median(took))}, p95 ${ms(quantile(took, 0.95))}`,
    `${took.length} tasks, ${people} people in the case, two in browsers, PostgreSQL, loopback, everything on this machine`,
  )
  for (const { socket } of sockets) socket.disconnect()
  await browser.close()
  await server.stop()
}

async function giveOne(writes: Page, reads: Page, name: string, n: number): Promise<number> {
  const words = `bring the keys, round ${n}`
  const seen = reads.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const card = document.querySelector('[role=alertdialog]')
          if (!card?.textContent?.includes(wanted)) return
          watch.disconnect()
          // On the screen with the next frame.
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        }
        const watch = new MutationObserver(look)
        watch.observe(document.body, { childList: true, subtree: true, characterData: true })
        look()
      }),
    words,
  )
  await writes.evaluate(() => {
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter')
          Object.assign(window, { enteredAt: performance.timeOrigin + performance.now() })
      },
      { capture: true, once: true },
    )
  })
  const quickAdd = writes.getByRole('textbox', { name: 'Quick add' })
  await quickAdd.fill(`@${name} ${words}`)
  await quickAdd.press('Enter')
  const at = await seen
  const enteredAt = await writes.evaluate(() => (window as unknown as { enteredAt: number }).enteredAt)
  await reads.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click()
  await reads.getByRole('alertdialog').waitFor({ state: 'hidden' })
  return at - enteredAt
}

/** How a phone gets to the record: never been here; with the app installed and closed; from the sign-in page. */
const starts = ['empty cache', 'installed app', 'from "Sign in"'] as const
type Start = (typeof starts)[number]
type Took = { paint: number; editable: number; typed: number }

/** From the address (or from pressing "Sign in") to the first typed word on the screen; service worker and fonts included. */
export async function coldPhone(bench: Bench): Promise<void> {
  const browser = await launchBrowser().catch(() => undefined)
  if (!browser) return bench.note('B11 cold start to typing', 'not measured', 'no browser on this machine')
  const server = await launchServer(await homeOnPostgres(bench))
  await server.says('is ready at')
  const team = await enterTeam(server, 1)
  for (const start of starts) {
    const took: Took[] = []
    for (let run = 0; run < (bench.isQuick ? 2 : 7); run++)
      took.push(await startOnce(browser, server.origin, team, start, `word${run}`))
    const [paint, editable, typed] = (['paint', 'editable', 'typed'] as const).map((part) =>
      took.map((one) => one[part]),
    ) as [number[], number[], number[]]
    bench.note(
      `B11 phone, ${start}`,
      `editable ${ms(median(editable))}, typed ${ms(median(typed))}`,
      `${took.length} runs, editable ${range(editable, ms)}; first paint ${ms(median(paint))}; a quarter of this processor, 1.6 Mbit/s, 300 ms`,
    )
  }
  await browser.close()
  await server.stop()
}

async function startOnce(
  browser: Browser,
  origin: string,
  team: Team,
  start: Start,
  word: string,
): Promise<Took> {
  const path = pathOf(team.codeName)
  const person = start === 'from "Sign in"' ? undefined : team.people[0]
  let page = await seat(browser, origin, person, phone, 'allow')
  if (start === 'installed app') {
    await page.goto(`${origin}/me`)
    await page.waitForFunction(() => navigator.serviceWorker.controller)
    const context = page.context()
    await page.close()
    page = await context.newPage()
  }
  // The browser's own windows take a processor while they open.
  await pause(4_000)
  await slowDown(page)
  await page.addInitScript(noteEditable)
  let begunAt = performance.now()
  await page.goto(origin + path, { waitUntil: 'commit' })
  if (!person) begunAt = await signIn(page)
  // Cheap to ask: what looks for roles takes a good part of a slow processor itself.
  await page.waitForFunction(() => (window as unknown as Noted).editableAt, undefined, {
    polling: 50,
    timeout: 60_000,
  })
  const editable = performance.now() - begunAt
  const { x, y } = await page.evaluate(() => {
    const box = document.querySelector('[contenteditable=true][role=textbox]')!.getBoundingClientRect()
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  })
  await page.touchscreen.tap(x, y)
  await page.keyboard.type(word)
  await page.waitForFunction(
    (wanted) => document.querySelector('[contenteditable=true][role=textbox]')?.textContent?.includes(wanted),
    word,
    { polling: 50 },
  )
  const typed = performance.now() - begunAt
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
  )
  await page.context().close()
  return { paint, editable, typed }
}

/** Types the pair, waits as a person would, and presses. @returns when it was pressed */
async function signIn(page: Page): Promise<number> {
  await page.getByLabel('Email').fill('nkechi@example.org', { timeout: 60_000 })
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await pause(3_000)
  const pressedAt = performance.now()
  await page.keyboard.press('Enter')
  return pressedAt
}

type Noted = { editableAt?: number }
function noteEditable(): void {
  const look = () => {
    if (document.querySelector('[contenteditable=true][role=textbox]'))
      (window as unknown as Noted).editableAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** From now on this page is on a phone in a crowd. */
async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Network.enable')
  await devTools.send('Network.emulateNetworkConditions', phoneLine)
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: phoneSlowdown })
}
