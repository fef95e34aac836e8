// Firefox as its maker ships it, driven through WebDriver BiDi, which it speaks itself.

import { existsSync } from 'node:fs'
import puppeteer, { type ElementHandle, type KeyInput, type Page } from 'puppeteer-core'
import { patienceMs, type Role, type Screen, waitFor } from './screen.ts'

const places = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

/** @throws with one sentence when there is none */
function findFirefox(): string {
  const found = [process.env.FIREFOX_PATH ?? '', ...places].find((path) => path && existsSync(path))
  if (!found)
    throw new Error(
      'This test needs Firefox: install it (apt-get install firefox-esr) or name one in FIREFOX_PATH.',
    )
  return found
}

export async function openFirefox(): Promise<Screen> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    timeout: patienceMs,
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB' },
  })
  const page = await browser.newPage()
  await page.setViewport({ width: 1280, height: 900 })
  const find = (role: Role, name: string) =>
    waitFor(`${role} "${name}"`, async () => (await look(page, role, name)) ?? undefined)
  return {
    version: await browser.version(),
    go: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    press: async (role, name) => (await find(role, name)).click(),
    type: async (role, name, text) => {
      await (await find(role, name)).click()
      await page.keyboard.type(text)
    },
    key: async (key) => {
      const keys = key.split('+') as KeyInput[]
      for (const held of keys.slice(0, -1)) await page.keyboard.down(held)
      await page.keyboard.press(keys.at(-1)!)
      for (const held of keys.slice(0, -1)) await page.keyboard.up(held)
    },
    read: async (role, name) =>
      (await look(page, role, name))?.evaluate((element) => (element as HTMLElement).innerText),
    ask: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    close: () => browser.close(),
  }
}

/**
 * A page that is just being redrawn may take away what was found: that is "not there yet". Firefox gives a field for
 * passwords no role of its own, so it is found by its name.
 */
const look = (page: Page, role: Role, name: string): Promise<ElementHandle | null> =>
  page.$(`::-p-aria([name="${name}"]${name === 'Password' ? '' : `[role="${role}"]`})`).catch(() => null)
