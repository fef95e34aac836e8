// A stage for the browser tests: one running house with the built client, one browser, and people who each sit at
// a device of their own, with a network cable of their own that can be cut.

import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { type Cable, openCable } from '../helpers/cable.ts'
import { type Front, type House, openHouse } from '../helpers/house.ts'
import type { Person } from '../helpers/people.ts'
import { desktop, launchBrowser, phone } from './browser.ts'

const clientDir = fileURLToPath(new URL('../../dist/client', import.meta.url))
const devices = { desktop, phone }
export type Device = keyof typeof devices

/** Only against hanging: longer than anything takes on two cores that do other work as well. */
const patienceMs = 25_000
/** How many times slower the browsers are made, to find what a slow machine would: `SLOWER=4 npm test -- --project e2e`. */
const slower = Number(process.env.SLOWER ?? 1)

export type Seat = {
  page: Page
  context: BrowserContext
  /** Where this browser sees Greenroom. */
  origin: string
  cable: Cable
  go: (path: string) => Promise<unknown>
  /** What the page wrote to its console as errors; a test looks at it where it matters. */
  errors: string[]
}

export type Stage = {
  house: House
  /** Somebody's device; signed in, if it is a person's. */
  /** @param keepsShell with the service worker, which would answer what other tests want to see asked */
  seat: (device: Device, person?: Person, keepsShell?: boolean) => Promise<Seat>
  close: () => Promise<void>
}

export async function openStage(
  front: Pick<Front, 'pushServices' | 'isDemo' | 'clientDir' | 'clock'> = {},
): Promise<Stage> {
  const origins: string[] = []
  const house = await openHouse('embedded', { clientDir, ...front, moreOrigins: () => origins })
  const browser = await launchBrowser()
  const cables: Cable[] = []
  return {
    house,
    seat: async (device, person, keepsShell = false) => {
      const cable = await openCable(() => house.origin)
      cables.push(cable)
      origins.push(cable.url)
      return sit(browser, cable, device, person, keepsShell)
    },
    close: async () => {
      await browser.close()
      await Promise.all(cables.map((cable) => cable.close()))
      await house.close()
    },
  }
}

async function sit(
  browser: Browser,
  cable: Cable,
  device: Device,
  person: Person | undefined,
  keepsShell: boolean,
): Promise<Seat> {
  const context = await browser.newContext({
    ...devices[device],
    serviceWorkers: keepsShell ? 'allow' : 'block',
    timezoneId: 'Europe/Lisbon',
    locale: 'en-GB',
  })
  context.setDefaultTimeout(patienceMs)
  if (person) {
    const [name = '', value = ''] = person.cookie.split('=')
    await context.addCookies([{ name, value, url: cable.url, httpOnly: true, sameSite: 'Strict' }])
  }
  const page = await context.newPage()
  if (slower > 1) {
    const tools = await context.newCDPSession(page)
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  }
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return { page, context, origin: cable.url, cable, errors, go: (path) => page.goto(cable.url + path) }
}

/** Waits until it is on the screen. */
export const sees = (what: Locator): Promise<void> => what.first().waitFor({ state: 'visible' })

/** Waits until it is on the screen no longer. */
export const gone = (what: Locator): Promise<void> => what.first().waitFor({ state: 'hidden' })

/** The address of a case's page. */
export const pathOf = (codeName: string): string => `/c/${codeName.toLowerCase().replace(' ', '-')}`

/** What stands in a question's editor, without the carets of others. */
export const wordsIn = (editor: Locator): Promise<string> =>
  editor.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('[aria-hidden="true"], .ProseMirror-widget')) caret.remove()
    return [...copy.children].map((block) => block.textContent?.replaceAll('\u2060', '')).join('\n')
  })
