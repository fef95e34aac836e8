// How much JavaScript a browser fetches before it paints, and until the record can be edited: from the built client,
// handed out by the server, loaded by a real browser with an empty cache. Sizes are those of the files, gzipped.

import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/browser.ts'
import type { Person } from '../helpers/people.ts'
import { enterTeam } from './event.ts'
import { type Home, launchServer } from './program.ts'

export type Scripts = { name: string; gzip: number }[]

export type ScriptFigures = { signInPaint: Scripts; casePaint: Scripts; caseEditable: Scripts }

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
    await signIn.page.getByRole('button', { name: 'Sign in' }).waitFor()
    const inCase = await openPage(browser, server.origin, people[0])
    await inCase.page.goto(`${server.origin}/c/${codeName.toLowerCase().replaceAll(' ', '-')}`)
    await inCase.page.locator('[contenteditable="true"]').first().waitFor()
    return {
      signInPaint: await signIn.before(await firstPaint(signIn.page)),
      casePaint: await inCase.before(await firstPaint(inCase.page)),
      caseEditable: await inCase.before(Number.POSITIVE_INFINITY),
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

type Seen = {
  page: Page
  /** The scripts whose loading began before this moment of the page. */
  before: (ms: number) => Promise<Scripts>
}

async function openPage(browser: Browser, origin: string, person?: Person): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (person) {
    const [name = '', value = ''] = person.cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
  }
  const page = await context.newPage()
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.set(
      response.url(),
      response.body().then((bytes) => gzipSync(bytes, { level: 9 }).byteLength),
    )
  })
  const before = async (ms: number): Promise<Scripts> => {
    const started = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startTime })),
    )
    const loaded = started.filter(({ name, startTime }) => sizes.has(name) && startTime < ms)
    const scripts = loaded.map(async ({ name }) => ({
      name: new URL(name).pathname.split('/').at(-1)!,
      gzip: await sizes.get(name)!,
    }))
    return (await Promise.all(scripts)).sort((a, b) => b.gzip - a.gzip)
  }
  return { page, before }
}

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
