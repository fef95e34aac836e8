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
const devices = { desktop, phone }

const shots = [
  { name: 'board', guest: 'coordinator', path: '/board', isThere: 'text=Meadow Wren' },
  { name: 'meeting', guest: 'coordinator', path: '/c/amber-heron', isThere: '#quick-add, [role=textbox]' },
  { name: 'my-tasks', guest: 'staff', path: '/me', isThere: 'text=Brief the plenary host' },
  { name: 'report', guest: 'staff', path: '/report', isThere: 'text=What happened?' },
  { name: 'sign-in', guest: undefined, path: '/sign-in', isThere: 'h1' },
] as const

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

async function photograph(browser: Browser, port: string, shot: (typeof shots)[number]): Promise<void> {
  for (const [device, shape] of Object.entries(devices)) {
    const context = await browser.newContext(shape)
    const page = await context.newPage()
    const origin = `http://${shot.guest ?? 'staff'}.localhost:${port}`
    if (shot.guest) await page.goto(`${origin}/demo/sign-in`)
    await page.goto(origin + shot.path)
    await page.locator(shot.isThere).first().waitFor()
    for (const colorScheme of ['light', 'dark'] as const) await takeOne(page, shot.name, device, colorScheme)
    await context.close()
  }
}

async function takeOne(page: Page, name: string, device: string, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`), fullPage: true })
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
