// The browser of the end-to-end tests: the one that CHROMIUM_PATH names, else one found on this machine, else the
// packaged one that npm has brought along. Nothing is downloaded.

import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @throws with one sentence when there is no browser */
async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names a file that is not there: ${given}`)
  const found = given || usualPlaces.find((path) => existsSync(path)) || (await unpackChromium())
  if (found) return found
  throw new Error(
    'These tests need Chromium: install it (apt-get install chromium) or name one in CHROMIUM_PATH.',
  )
}

/** The packaged Chromium runs on Linux, and brings its own libraries when it believes to be in that cloud. */
async function unpackChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** `HEADED=1` shows the browser, to watch a walk. */
const isShown = process.env.HEADED === '1'
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a browser without a window (about a second). */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), headless: !isShown, args: flags })
}

/** The same with a profile on the disk, which can be read when the browser is closed. */
export async function launchProfile(dir: string, options: object): Promise<BrowserContext> {
  return chromium.launchPersistentContext(dir, {
    executablePath: await findChromium(),
    headless: !isShown,
    args: flags,
    ...options,
  })
}

export const desktop = { viewport: { width: 1440, height: 900 } }
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}
