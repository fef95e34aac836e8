// How much JavaScript a browser has when it paints, when there is a page, and when the record can be edited: the built client,
// handed out by the server, loaded by a real browser with an empty cache over a slow line. What a page imports is told apart from
// what merely came beside it. Sizes are those of the files, gzipped.

import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { readFrameFiles } from '../../server/platform/preloads.ts'
import { launchBrowser } from '../e2e/browser.ts'
import type { Person } from '../helpers/people.ts'
import { enterTeam } from './event.ts'
import { type Home, launchServer } from './program.ts'

export type Scripts = { name: string; gzip: number }[]

/** Times in the page's own milliseconds, from the moment it was asked for. `paint`: the first thing on the screen; `page`: there is a main part. */
export type ScriptFigures = Record<
  'signInPaint' | 'signInPage' | 'casePaint' | 'casePage' | 'caseEditable',
  { at: number; scripts: Scripts }
> & {
  /** What the frame of every screen imports, however early anything else came. */
  frameImports: Scripts
}

const clientDir = fileURLToPath(new URL('../../dist/client', import.meta.url))

/** A phone in a crowd: 1.6 Mbit/s down, 0.75 up, 300 ms for a question and its answer. */
const slowLine = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 93_750 }

/** @returns undefined where there is no browser */
export async function measureScripts(home: Home): Promise<ScriptFigures | undefined> {
  const browser = await launchBrowser().catch(() => undefined)
  if (!browser) return undefined
  const server = await launchServer(home)
  try {
    await server.says('is ready at')
    const { people, codeName } = await enterTeam(server, 1)
    const signIn = await openPage(browser, server.origin)
    await signIn.page.goto(`${server.origin}/sign-in`)
    const signInPageAt = await mainAt(signIn.page)
    const inCase = await openPage(browser, server.origin, people[0])
    await inCase.page.goto(`${server.origin}/c/${codeName.toLowerCase().replaceAll(' ', '-')}`)
    const casePageAt = await mainAt(inCase.page)
    await inCase.page.locator('[contenteditable="true"]').first().waitFor()
    const editableAt = await inCase.page.evaluate(() => performance.now())
    const caseEditable = await inCase.before(editableAt)
    const imports = new Set(readFrameFiles(clientDir).map((file) => file.split('/').at(-1)))
    return {
      signInPaint: await signIn.before(await firstPaint(signIn.page)),
      signInPage: await signIn.before(signInPageAt),
      casePaint: await inCase.before(await firstPaint(inCase.page)),
      casePage: await inCase.before(casePageAt),
      caseEditable,
      frameImports: caseEditable.scripts.filter(({ name }) => imports.has(name)),
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

type Seen = {
  page: Page
  /** The scripts that were there at this moment of the page. */
  before: (at: number) => Promise<ScriptFigures['casePaint']>
}

async function openPage(browser: Browser, origin: string, person?: Person): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) {
    const [name = '', value = ''] = person.cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
  }
  const page = await context.newPage()
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  await devTools.send('Network.emulateNetworkConditions', slowLine)
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.set(
      response.url(),
      response.body().then((bytes) => gzipSync(bytes, { level: 9 }).byteLength),
    )
  })
  const before: Seen['before'] = async (at) => {
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => ({
        name: entry.name,
        thereAt: (entry as PerformanceResourceTiming).responseEnd,
      })),
    )
    const there = asked.filter(({ name, thereAt }) => sizes.has(name) && thereAt <= at)
    const scripts = await Promise.all(
      there.map(async ({ name }) => ({
        name: new URL(name).pathname.split('/').at(-1)!,
        gzip: await sizes.get(name)!,
      })),
    )
    return { at, scripts: scripts.sort((a, b) => b.gzip - a.gzip) }
  }
  return { page, before }
}

/** When there was a page: something that people can read or use. */
const mainAt = (page: Page): Promise<number> =>
  page
    .waitForFunction(() => document.querySelector('main') && performance.now())
    .then((at) => at.jsonValue() as Promise<number>)

/** When the first text or picture stood on the screen, in the page's own milliseconds. */
const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint')
          if (entry) resolve(entry.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
