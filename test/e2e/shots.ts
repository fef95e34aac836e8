// Pictures of the demo, to be compared by eye with the designs: `npm run shots [folder]`. Each page in light and
// dark, on a desktop and on a phone. It brings up a demo of its own and ends it.

import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { desktop, launchBrowser, phone } from './browser.ts'

const folder = process.argv[2] ?? '.cache/shots'
const startFile = fileURLToPath(new URL('../../server/start.ts', import.meta.url))
const devices = { phone, desktop }

const line = '@maria in 14m ask the venue for the lobby camera footage'
const quickAdd = (page: Page) => page.getByRole('textbox', { name: 'Quick add' })

type Shot = {
  name: string
  /** Nobody: the door. */
  guest?: 'chair' | 'coordinator' | 'staff'
  path: string
  /** Selector of what is there at last. */
  isThere: string
  /** What somebody else does before the page is opened. */
  ahead?: (browser: Browser, port: string) => Promise<void>
  /** What is done on the page before the picture is taken. */
  before?: (page: Page) => Promise<void>
}

const shots: readonly Shot[] = [
  { name: 'board', guest: 'coordinator', path: '/board', isThere: 'text=Meadow Wren' },
  {
    name: 'meeting',
    guest: 'coordinator',
    path: '/c/amber-heron',
    isThere: '[contenteditable] >> text=Two of us talk with',
    before: (page) => quickAdd(page).fill(line),
  },
  { name: 'my-tasks', guest: 'staff', path: '/me', isThere: 'text=New for you', ahead: giveTask },
  { name: 'report', guest: 'staff', path: '/report', isThere: 'text=What happened?' },
  { name: 'sign-in', path: '/sign-in', isThere: 'h1' },
]

/** A task for the staff member, so that something is new for them. */
async function giveTask(browser: Browser, port: string): Promise<void> {
  const context = await browser.newContext(desktop)
  const page = await context.newPage()
  await page.goto(`http://coordinator.localhost:${port}/demo/sign-in`)
  await page.goto(`http://coordinator.localhost:${port}/c/amber-heron`)
  await quickAdd(page).fill(line)
  await quickAdd(page).press('Enter')
  await page.getByRole('status', { name: 'Save state' }).getByText('Saved', { exact: true }).waitFor()
  await context.close()
}

/** Starts the demo on a free port. @returns its port and its end */
async function startDemo(): Promise<{ port: string; stop: () => void }> {
  const demo = spawn(process.execPath, [startFile, '--demo'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', PUBLIC_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of demo.stdout) {
    printed += chunk
    const port = /^staff: http:\/\/staff\.localhost:(\d+)/m.exec(printed)?.[1]
    if (port) return { port, stop: () => demo.kill('SIGTERM') }
  }
  throw new Error('The demo did not start.')
}

async function photograph(browser: Browser, port: string, shot: Shot): Promise<void> {
  for (const [device, shape] of Object.entries(devices)) {
    await shot.ahead?.(browser, port)
    const context = await browser.newContext(shape)
    const page = await context.newPage()
    const origin = `http://${shot.guest ?? 'staff'}.localhost:${port}`
    if (shot.guest) await page.goto(`${origin}/demo/sign-in`)
    await page.goto(origin + shot.path)
    await page.locator(shot.isThere).first().waitFor({ state: 'attached' })
    await shot.before?.(page)
    for (const colorScheme of ['light', 'dark'] as const) await takeOne(page, shot.name, device, colorScheme)
    await context.close()
  }
}

async function takeOne(page: Page, name: string, device: string, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  // What sticks to the screen stands where the page begins.
  await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)))
  await page.screenshot({
    path: join(folder, `${name}-${device}-${colorScheme}.png`),
    fullPage: device === 'desktop',
  })
}

mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await launchBrowser()
try {
  for (const shot of shots) await photograph(browser, demo.port, shot)
} finally {
  await browser.close()
  demo.stop()
}
process.stdout.write(`The pictures are in ${folder}.\n`)
