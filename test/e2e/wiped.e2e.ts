// A device whose account or session has ended is rid of what it kept, whether the app was open, hidden, closed or without a
// network when it ended; and nobody but our own server can bring that about. Read where the browser keeps things.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { answerChecks, joinRecord, type Person, until } from '../helpers/people.ts'
import { launchProfile } from './browser.ts'
import { amountsOn, atTheCase, copies, everythingOn, plugIn, restOn, textIn, unplug } from './kept.ts'
import { lockedPhoneOf } from './locked-phone.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Person
let priya: Person
let of: { id: CaseId; path: string }
let codeName: string
const password = 'a long enough password'
const nothing = { device: 0, keys: 0, rows: 0, copies: 0 }
const patienceMs = 20_000

beforeAll(async () => {
  stage = await openStage()
  nkechi = (await stage.house.people({ nkechi: 'chair' })).nkechi
})
afterAll(() => stage.close())

let names = 0
/** A member of their own for each test: most of them leave. */
async function newMember(): Promise<Person> {
  const { body } = await nkechi.ask('POST', '/api/invitations', { role: 'staff' })
  return stage.house.accept((body as { token: string }).token, `priya${++names}`)
}

beforeEach(async () => {
  const opened = await stage.house.report(nkechi)
  codeName = opened.codeName
  of = { id: opened.id, path: pathOf(codeName) }
  priya = await newMember()
  await nkechi.ask('PUT', `/api/cases/${of.id}/access/${priya.id}`, { level: 'write' })
})

/** What is asked there waits until it is released. */
async function held(page: Page, url: string) {
  const asked = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await page.route(url, async (route) => {
    asked.resolve()
    await released.promise
    await route.continue()
  })
  return { isAsked: asked.promise, release: released.resolve }
}

/** What is kept here answers nobody until it is released: a transaction of this page stays open on it. */
async function heldDisk(page: Page, origin: string): Promise<() => Promise<void>> {
  await page.goto(`${origin}/manifest.webmanifest`)
  await page.evaluate(async () => {
    const opening = indexedDB.open('greenroom')
    const db = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result)
    })
    const trx = db.transaction([...db.objectStoreNames], 'readwrite')
    const stay = () => {
      if (document.title === 'released') return
      trx.objectStore('rows').count().onsuccess = stay
    }
    stay()
    trx.oncomplete = () => db.close()
  })
  return () =>
    page.evaluate(() => {
      document.title = 'released'
    })
}

async function endAccount(of_: MemberId): Promise<void> {
  await nkechi.ask('POST', '/api/prove', { password })
  expect(await nkechi.ask('DELETE', `/api/members/${of_}`)).toMatchObject({ status: 204 })
}
/** As when it runs out, or is ended from elsewhere. */
const endSession = () => stage.house.app.sessions.endAllOf(priya.id)

const state = (page: Page, words: string | RegExp) =>
  sees(page.getByRole('status', { name: 'Save state' }).getByText(words))
const signInPage = (page: Page) => sees(page.getByRole('heading', { level: 1, name: 'Sign in' }))
const isWiped = (page: Page) =>
  until(async () => Object.values(await amountsOn(page)).every((amount) => amount === 0), patienceMs)

async function writeOffline(seat: Seat, words: string): Promise<void> {
  await unplug(seat)
  await state(seat.page, 'Offline: you can keep writing')
  await textIn(seat.page).click()
  await seat.page.keyboard.type(words)
  await state(seat.page, `Offline: ${words.length} edits kept on this device`)
}

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(`${person.name}@example.org`)
  await page.getByLabel('Password').first().fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const wordsOnServer = async (): Promise<string> => {
  const copy = await joinRecord(nkechi, of.id)
  const text = copy.doc.getXmlFragment('whatHappened').toString()
  copy.socket.close()
  return text
}

/** Nothing in any store says anything of the case or of whose device it was. */
async function expectNothingOf(seat: Seat): Promise<void> {
  await isWiped(seat.page)
  const rest = await restOn(seat)
  for (const word of [of.id, priya.id, priya.name, codeName, of.path, 'followed her'])
    expect([word, rest.includes(word)]).toEqual([word, false])
  expect(rest).not.toContain('cookie greenroom=')
}

it('[KE5] an account that ends while the app is open leaves nothing, on the screen either', async () => {
  const seat = await atTheCase(stage, priya, of)
  const second = await seat.context.newPage()
  await second.goto(seat.origin + of.path)
  await sees(textIn(second))
  await second.evaluate(
    (key) => sessionStorage.setItem(key, 'a-token'),
    `greenroom-display-${of.path.slice(3)}`,
  )
  await endAccount(priya.id)
  for (const page of [seat.page, second]) {
    await signInPage(page)
    expect(await page.content()).not.toContain(codeName)
    await until(() => page.evaluate(() => sessionStorage.length === 0))
  }
  await expectNothingOf(seat)
})

it('[KE5] an account that ends while the device is away leaves nothing once it is back, and adds nothing', async () => {
  const seat = await atTheCase(stage, priya, of)
  await writeOffline(seat, 'Not any more.')
  await endAccount(priya.id)
  expect(await amountsOn(seat.page)).not.toEqual(nothing)
  await plugIn(seat)
  await signInPage(seat.page)
  await expectNothingOf(seat)
  expect(await wordsOnServer()).not.toContain('Not any more.')
})

it.each(['/', '/sign-in', '/add'])(
  '[KE5] an account that ended while the app was closed leaves nothing at its next start, at %s',
  async (place) => {
    const seat = await atTheCase(stage, priya, of)
    await writeOffline(seat, 'Never sent.')
    await seat.page.close()
    await endAccount(priya.id)
    // The cookie may have run out long before: the device still shows whose it was.
    if (place === '/add') await seat.context.clearCookies()
    await plugIn(seat)
    seat.page = await seat.context.newPage()
    await seat.page.goto(seat.origin + place)
    await expectNothingOf(seat)
  },
)

it('[KE5] a session that is over leaves nothing to read, and nothing at all where nothing waits', async () => {
  const seat = await atTheCase(stage, priya, of)
  await endSession()
  await sees(seat.page.getByText('Please sign in again.'))
  await expectNothingOf(seat)
  expect(await seat.page.content()).not.toContain(codeName)
  await unplug(seat)
  await seat.page.goto(seat.origin + of.path)
  await sees(seat.page.getByRole('heading', { level: 1, name: 'No network' }))
})

it('[KE5, KE1] what waits when a session ends cannot be read by anybody, and is added once its writer is back', async () => {
  const seat = await atTheCase(stage, priya, of)
  await writeOffline(seat, 'Written in the tunnel.')
  await endSession()
  await plugIn(seat)
  await sees(seat.page.getByText(/Your 22 edits are kept on this device/))
  await until(async () => (await amountsOn(seat.page)).copies === 0, patienceMs)
  expect(await amountsOn(seat.page)).toEqual({ device: 1, keys: 0, rows: 22, copies: 0 })
  expect(await everythingOn(seat.page)).not.toContain('tunnel')
  await seat.page.close()
  seat.page = await seat.context.newPage()
  await unplug(seat)
  await seat.page.goto(seat.origin + of.path)
  await sees(seat.page.getByRole('heading', { level: 1, name: 'No network' }))
  await plugIn(seat)
  await seat.page.goto(seat.origin + of.path)
  await signInPage(seat.page)
  const halves = await held(seat.page, '**/api/device/halves')
  await signIn(seat.page, priya)
  await halves.isAsked
  await sees(textIn(seat.page))
  await state(seat.page, 'Saving…')
  expect(await wordsOnServer()).not.toContain('tunnel')
  halves.release()
  await state(seat.page, 'Saved')
  expect((await wordsOnServer()).split('Written in the tunnel.')).toHaveLength(2)
  await until(async () => (await amountsOn(seat.page)).rows === 0)
})

it('[KE5] another member who signs in finds nothing of the one before, not even what waited', async () => {
  const seat = await atTheCase(stage, priya, of)
  await writeOffline(seat, 'Not for Yusuf.')
  await endSession()
  await plugIn(seat)
  await sees(seat.page.getByText(/edits are kept on this device/))
  await until(async () => (await amountsOn(seat.page)).keys === 0, patienceMs)
  const yusuf = await newMember()
  await signIn(seat.page, yusuf)
  await until(async () => (await everythingOn(seat.page)).includes(yusuf.id), patienceMs)
  const kept = await everythingOn(seat.page)
  for (const word of [of.id, priya.id]) expect(kept).not.toContain(word)
  expect((await amountsOn(seat.page)).rows).toBe(0)
})

const strangers: [string, { status: number; contentType: string; body: string }][] = [
  ['a page of its own', { status: 200, contentType: 'text/html', body: '<h1>Hotel</h1>' }],
  ['401', { status: 401, contentType: 'text/html', body: 'Sign in to the proxy' }],
  ['a 401 document', { status: 401, contentType: 'application/problem+json', body: '{"title":"Who?"}' }],
  ['403', { status: 403, contentType: 'application/json', body: '{}' }],
  ['404', { status: 404, contentType: 'text/html', body: 'Nothing here' }],
  ['500', { status: 500, contentType: 'text/html', body: 'Oh' }],
  ['502', { status: 502, contentType: 'text/html', body: 'Bad gateway' }],
  ['empty halves', { status: 200, contentType: 'application/json', body: '{}' }],
]
it('[KE6] whoever stands in between wipes nothing, whatever they answer', async () => {
  const seat = await atTheCase(stage, priya, of)
  await writeOffline(seat, 'Kept.')
  for (const [what, answer] of strangers) {
    await seat.context.unroute('**/api/**')
    await seat.context.route('**/api/**', (route) => route.fulfill(answer))
    await seat.context.setOffline(false)
    await seat.page.reload()
    const asked = await seat.page.evaluate(async () => (await fetch('/api/me')).status)
    expect([what, asked]).toEqual([what, answer.status])
    await seat.page.waitForLoadState('networkidle')
    const { keys, rows, copies: kept } = await amountsOn(seat.page)
    expect([what, keys! > 0, rows, kept! > 0]).toEqual([what, true, 5, true])
  }
  await seat.context.unroute('**/api/**')
  await plugIn(seat)
  // Nor is anything called saved before a slow disk has said what waits there.
  const releaseDisk = await heldDisk(await seat.context.newPage(), seat.origin)
  await seat.page.reload()
  await sees(textIn(seat.page))
  await state(seat.page, 'Saving…')
  expect(await wordsOnServer()).not.toContain('Kept.')
  await releaseDisk()
  await state(seat.page, 'Saved')
  expect(await wordsOnServer()).toContain('Kept.')
})

it('[KE5] the worker notices while the app is closed: it wipes, and ends its subscription', async () => {
  const seat = await atTheCase(stage, priya, of)
  await seat.context.grantPermissions(['notifications'], { origin: seat.origin })
  const phone = await lockedPhoneOf(seat.context, `${seat.origin}/`)
  await seat.page.close()
  const worker = seat.context.serviceWorkers().at(-1)!
  await worker.evaluate(() => {
    const subscription = { unsubscribe: async () => Object.assign(self, { isUnsubscribed: true }) }
    Object.assign(PushManager.prototype, { getSubscription: async () => subscription })
  })
  await endAccount(priya.id)
  await phone.push({ kind: 'task', id: crypto.randomUUID() })
  await until(() => worker.evaluate(() => 'isUnsubscribed' in self), patienceMs)
  await until(async () => (await phone.shown()).length === 0, patienceMs)
  const beside = seat.context.pages()[0]!
  await beside.goto(`${seat.origin}/icon-192.png`)
  seat.page = beside
  await expectNothingOf(seat)
})

it('[KE5] a phone that is taken over by a code, and not let in, keeps nothing of who was there', async () => {
  const seat = await atTheCase(stage, priya, of)
  const yusuf = await newMember()
  const { body } = await yusuf.ask('POST', '/api/phone-codes')
  await seat.page.goto(`${seat.origin}/add#${(body as { code: string }).code}`)
  await sees(seat.page.getByText(/Waiting for/))
  await isWiped(seat.page)
  const waiting = (await nkechi.ask('GET', '/api/waiting-phones')).body as {
    phones: { id: string; member: string }[]
  }
  const phone = waiting.phones.find(({ member }) => member === yusuf.id)!
  await nkechi.ask('POST', `/api/waiting-phones/${phone.id}`, { isLetIn: false })
  await sees(seat.page.getByText('This phone was not let in.'))
  await until(async () => !(await restOn(seat)).includes('cookie greenroom='), patienceMs)
  expect(await copies(seat.page)).toEqual([])
})

/** Every file of a browser's profile. */
const filesOf = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())

it('[KE5] the profile on the disk holds no word and no name, and no code name where a site keeps things', async () => {
  await nkechi.ask('POST', `/api/cases/${of.id}/people`, { name: 'Corvin Haldane', role: 'reported' })
  await answerChecks(priya)
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-profile-'))
  const { cable, origin, context: unused } = await stage.seat('phone')
  await unused.close()
  const context = await launchProfile(dir, { serviceWorkers: 'allow' })
  const [name = '', value = ''] = priya.cookie.split('=')
  await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }])
  const page = context.pages()[0]!
  await page.goto(origin + of.path)
  await sees(textIn(page))
  await until(async () => (await copies(page)).includes(`${of.id} query case people`), patienceMs)
  cable.cut()
  await state(page, 'Offline: you can keep writing')
  await textIn(page).click()
  await page.keyboard.type('Whispered at the quay.')
  await state(page, /kept on this device$/)
  const words = ['Whispered', 'quay', 'followed her', 'Haldane', 'Adeyemi', priya.name]
  await context.close()
  // While it is kept, and after it was wiped.
  for (const isWipedNow of [false, true]) {
    if (isWipedNow) {
      await endAccount(priya.id)
      cable.mend()
      const again = await launchProfile(dir, { serviceWorkers: 'allow' })
      await again.pages()[0]!.goto(`${origin}/board`)
      await isWiped(again.pages()[0]!)
      await again.close()
    }
    const files = filesOf(dir)
    expect(files.length).toBeGreaterThan(20)
    const found = files.flatMap((path) => {
      const text = readFileSync(path, 'latin1')
      const isOurs = /IndexedDB|Storage|Service Worker|Cache|File System|blob_storage/.test(path)
      // The rest is the browser's own: it notes addresses, as it does of every site.
      const wanted = isOurs ? [...words, codeName, of.path] : words
      const inUtf16 = (word: string) => Buffer.from(word, 'utf16le').toString('latin1')
      return wanted
        .filter((word) => text.includes(word) || text.includes(inUtf16(word)))
        .map((word) => `${word} in ${path.slice(dir.length)}`)
    })
    expect([isWipedNow, found]).toEqual([isWipedNow, []])
  }
  rmSync(dir, { recursive: true, force: true })
})
