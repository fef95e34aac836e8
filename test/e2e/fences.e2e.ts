// The page's own policies hold with everything that the app does: no page, dialog or paste breaks one, text never becomes
// markup, and of the device nothing can be asked for but what the app uses.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Person, until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let nkechi: Person
let codeName: string
/** What a page's policy stopped, and what was written to its console as an error. */
const trouble: string[] = []

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  trouble.length = 0
})

async function watched(person?: Person, keepsShell = false): Promise<Seat> {
  const seat = await stage.seat('desktop', person, keepsShell)
  seat.context.on('console', (message) => {
    // What the app asks and is refused, the browser writes there too.
    const isRefusal = /Failed to load resource/.test(message.text())
    if (message.type() === 'error' && !isRefusal) trouble.push(message.text())
    if (message.text().startsWith('violation ')) trouble.push(message.text())
  })
  seat.context.on('weberror', (error) => trouble.push(error.error().message))
  await seat.context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.info(`violation ${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  return seat
}

const heading = (page: Page) => sees(page.getByRole('heading', { level: 1 }))

it('[WM13] no page of anybody breaks a policy', async () => {
  const { page, go } = await watched()
  for (const path of [
    '/setup#a-token',
    '/sign-in',
    '/invite#a-token-that-never-was',
    '/add',
    '/first-response',
  ]) {
    await page.goto('about:blank')
    await go(path)
    await heading(page)
  }
  expect(trouble).toEqual([])
})

it('[WM13] no page of a member breaks a policy, with what opens in it', async () => {
  nkechi = (await stage.house.people({ nkechi: 'chair' })).nkechi
  const opened = await stage.house.report(nkechi)
  codeName = opened.codeName
  await nkechi.ask('POST', `/api/cases/${opened.id}/people`, { name: 'Corvin Haldane', role: 'reported' })
  await nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, { place: 'Room 2.14' })
  const { page, go } = await watched(nkechi)
  const ofCase = pathOf(codeName)
  const places = [
    '/board',
    '/me',
    '/report',
    ofCase,
    `${ofCase}/report`,
    `${ofCase}/access`,
    `${ofCase}/room`,
  ]
  for (const path of [...places, '/staff', '/conflict-check', '/j/ABCDEF', '/no-such', '/settings']) {
    await go(path)
    await heading(page)
  }
  await page.getByRole('button', { name: 'Make a code' }).click()
  await sees(page.getByRole('img', { name: /QR code/ }))
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true })
  await until(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme === 'dark'))
  await page.keyboard.press('ControlOrMeta+K')
  await sees(page.getByRole('dialog'))
  await go(`${ofCase}/access`)
  await page.getByRole('button', { name: 'Add person' }).first().click()
  await sees(page.getByRole('dialog', { name: 'Add person' }))
  expect(trouble).toEqual([])
})

it('[WM13] the editor takes what is typed, named and pasted', async () => {
  const { page, go } = await watched(nkechi)
  await go(pathOf(codeName))
  const editor = page.getByRole('textbox', { name: 'What happened?' })
  await sees(editor)
  await editor.click()
  const paste = (html: string, plain: string) =>
    editor.evaluate(
      (element, [asHtml, asPlain]) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/html', asHtml)
        clipboardData.setData('text/plain', asPlain)
        const given = { clipboardData, bubbles: true, cancelable: true }
        element.dispatchEvent(new ClipboardEvent('paste', given))
      },
      [html, plain] as const,
    )
  // Text without markup first: it must not spoil what comes after it.
  await paste('<meta charset="utf-8">plain words', 'plain words')
  await paste('<p> and <b>marked</b> ones<img src=x></p>', 'and marked ones')
  await paste(':root { and braces }', 'and braces')
  await paste('<ul><li>a list</li></ul>', 'a list')
  await until(async () => (await wordsIn(editor)).includes('a list'))
  const words = await wordsIn(editor)
  for (const part of ['plain words', 'and marked ones', 'and braces', 'a list']) expect(words).toContain(part)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('@Nke', { delay: 50 })
  await sees(page.getByRole('option').first())
  expect(trouble).toEqual([])
})

it('[WM13] text becomes no markup and no script, and the service worker is ours', async () => {
  const { page, go } = await watched(nkechi, true)
  await go('/board')
  await heading(page)
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  expect(trouble).toEqual([])
  const tried = await page.evaluate(async () => {
    const isStopped = async (attempt: () => unknown): Promise<boolean> => {
      try {
        await attempt()
        return false
      } catch {
        return true
      }
    }
    const div = document.createElement('div')
    const script = document.createElement('script')
    return Promise.all(
      [
        () => Object.assign(div, { innerHTML: '<img src=x>' }),
        () => div.insertAdjacentHTML('beforeend', '<b>x</b>'),
        () => new DOMParser().parseFromString('<p>x</p>', 'text/html'),
        () => Object.assign(document.createElement('iframe'), { srcdoc: '<p>x</p>' }),
        () => Object.assign(script, { src: '/assets/x.js' }),
        () => Object.assign(script, { text: 'window.x = 1' }),
        () => new Worker('/assets/x.js'),
        () => navigator.serviceWorker.register('/assets/x.js'),
      ].map(isStopped),
    )
  })
  expect(tried).toEqual(Array.from({ length: 8 }, () => true))
})

it('[WM13] of the device only what the app uses can be asked for', async () => {
  const { page, go } = await watched(nkechi)
  await go('/board')
  const { allowed, denied } = await page.evaluate(async () => {
    const { featurePolicy } = document as unknown as { featurePolicy: { allowedFeatures(): string[] } }
    const policy = (await fetch('/sign-in')).headers.get('permissions-policy') ?? ''
    const deniedNames = policy
      .split(', ')
      .flatMap((part) => (part.endsWith('=()') ? [part.slice(0, -3)] : []))
    return { allowed: featurePolicy.allowedFeatures(), denied: deniedNames }
  })
  expect(denied.length).toBeGreaterThan(30)
  expect(allowed.filter((feature) => denied.includes(feature))).toEqual([])
  for (const used of ['autoplay', 'clipboard-write', 'fullscreen']) expect(allowed).toContain(used)
  const sensitive =
    /camera|microphone|location|usb|serial|hid|payment|captur|midi|sensor|credential|speech|speaker/
  expect(allowed.filter((feature) => sensitive.test(feature))).toEqual([])
})
