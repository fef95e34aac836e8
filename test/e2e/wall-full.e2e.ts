// The wall under load, in a real browser: however much there is, nothing is cut without a sign, and it reads from five metres.
// The states are the test's own, sent to a real display in the place of the server's.

import type { WebSocketRoute } from 'playwright-core'
import { Decoder, Encoder } from 'socket.io-msgpack-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DisplayBlock, DisplayMember, DisplayState, DisplayTask } from '../../shared/protocol/display.ts'
import type { Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { picture } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let seat: Seat
let people: Record<'nkechi', Person>
let path: string
let wall: WebSocketRoute
let own: DisplayState
let wanted: DisplayState | undefined

/** What its types say of it is not what it gives. */
const framesOf = (packet: unknown): Buffer[] => new Encoder().encode(packet as never) as unknown as Buffer[]
const show = (state: DisplayState) => {
  wanted = state
  for (const frame of framesOf({ type: 2, nsp: '/', data: ['display:state', state] })) wall.send(frame)
}

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair' })
  const opened = await stage.house.report(people.nkechi)
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, { place: 'Room 2.14' })
  path = `${pathOf(opened.codeName)}/room`
  seat = await stage.seat('desktop', people.nkechi)
  await seat.page.setViewportSize({ width: 1920, height: 1080 })
  await seat.page.routeWebSocket(/socket\.io/, (socket) => {
    wall = socket
    const server = socket.connectToServer()
    server.onMessage((message) => {
      const state = typeof message === 'string' ? undefined : stateIn(message)
      if (state) own = state
      if (!state || !wanted) socket.send(message)
    })
  })
  await seat.go(path)
  await sees(seat.page.getByText('Names are hidden'))
})
afterAll(() => stage.close())

function stateIn(message: Buffer): DisplayState | undefined {
  let found: DisplayState | undefined
  const decoder = new Decoder()
  decoder.on('decoded', ({ data }: { data?: unknown }) => {
    if (Array.isArray(data) && data[0] === 'display:state') found = data[1] as DisplayState
  })
  decoder.add(message)
  return found
}

const latin = 'The volunteer at the desk near the lobby stairs saw him follow her to the door. '
const arabic = 'رأى المتطوع عند المكتب القريب من السلالم أنه تبعها إلى الباب. '
const chinese = '服务台的志愿者看见他跟着她走到门口，然后她去了安静的房间。'
const textOf = (length: number, of = latin): DisplayBlock[] => {
  const words = of.repeat(Math.ceil(length / of.length)).slice(0, length)
  const blocks: DisplayBlock[] = []
  for (let at = 0; at < words.length; at += 600)
    blocks.push({ mark: 'none', depth: 0, pieces: [{ text: words.slice(at, at + 600) }] })
  return blocks
}
const member = (
  n: number,
  name = ['Nkechi', 'Tomás', 'Søren', 'Dawit', 'Hana', 'Priya'][n % 6]!,
): DisplayMember => ({
  name,
  initials: name.slice(0, 2).toUpperCase(),
  colour: (n % 8) + 1,
})
const tasksOf = (
  count: number,
  words = 'Ask the venue for the footage of the lobby camera at noon 60',
): DisplayTask[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `task-${n}`,
    what: [{ text: `${n} ${words}` }],
    who: member(n),
    // Three are late, and the next due is in the middle.
    due: new Date(Date.now() + (n < 3 ? -30 - n : n === 7 ? 20 : 60 + n) * 60_000).toISOString(),
    dueWords: null,
    state: n % 2 ? 'accepted' : 'open',
    deliveredAt: new Date().toISOString(),
    stateAt: null,
  }))
const stateOf = (more: Partial<DisplayState>, question = 3): DisplayState => ({
  ...own,
  codeName: 'Thistledown Hummingbird',
  meeting: { ...own.meeting!, question },
  whatHappened: textOf(200),
  whatWeDo: textOf(90),
  acting: 'not-yet',
  tasks: tasksOf(5),
  inTheRoom: [0, 1, 2, 3].map((n) => member(n)),
  elsewhere: [4, 5].map((n) => member(n)),
  ...more,
})

/** What is cut on the wall without a sign, and what reaches out of it; looked at after two frames were drawn. */
const findCut = (): Promise<string[]> =>
  seat.page.evaluate(async () => {
    await document.fonts.ready
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame)
    const main = document.querySelector('main')!
    const found: string[] = []
    for (const one of main.querySelectorAll<HTMLElement>('*')) {
      if (one.closest('.sr-only, svg') || one.tagName === 'TBODY' || !one.innerText?.trim()) continue
      const { left, right, top, bottom } = one.getBoundingClientRect()
      const words = `${one.tagName} ${one.className} "${one.innerText.slice(0, 40)}"`
      if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
        found.push(`outside: ${words}`)
      const style = getComputedStyle(one)
      const hasSign = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      const isOver = one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2
      const isBox = style.display !== 'inline' && style.overflow !== 'visible'
      if (isBox && isOver && !hasSign) found.push(`cut: ${words}`)
    }
    const boxes = [...main.querySelectorAll('h1, h2, [data-task], [data-words] p, footer > *')].filter(
      (one) => !one.closest('.sr-only'),
    )
    for (const one of boxes)
      for (const other of boxes) {
        if (one === other || one.contains(other) || other.contains(one)) continue
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
        const isOn =
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2
        if (isOn && one.parentElement !== other.parentElement)
          found.push(`on another: "${one.textContent?.slice(0, 30)}" "${other.textContent?.slice(0, 30)}"`)
      }
    return found
  })
const rows = () => seat.page.locator('[data-task]')
const isInSight = (id: string) => seat.page.locator(`[data-task="${id}"]`).isVisible()

describe('[RD7] however much there is, nothing on the wall is cut without a sign', {
  timeout: 240_000,
}, () => {
  it.each([
    [1920, 1080],
    [1280, 720],
    [3840, 2160],
  ])('at %i × %i', async (width, height) => {
    await seat.page.setViewportSize({ width, height })
    const tasks = width === 1920 ? [0, 1, 5, 12, 40] : [0, 12, 40]
    const texts = width === 1920 ? [0, 200, 2_000, 20_000] : [200, 20_000]
    const found: string[] = []
    for (const count of tasks)
      for (const length of texts)
        for (const question of [0, 1, 2, 3, 4]) {
          const name = `${count} tasks, ${length} signs, question ${question}`
          const both = { whatHappened: textOf(length), whatWeDo: textOf(length) }
          show(stateOf({ ...both, tasks: tasksOf(count), codeName: name }, question))
          await sees(seat.page.getByRole('heading', { level: 1, name }))
          found.push(...(await findCut()).map((cut) => `${name}: ${cut}`))
          if (count > 0 && !(await isInSight(`task-${count - 1}`))) found.push(`${name}: the newest is away`)
          if (count > 7 && !(await isInSight('task-7'))) found.push(`${name}: the next due is away`)
          const hidden = count - (await rows().count())
          const said = seat.page.getByText(`+${hidden} more`)
          if (hidden > 0 && !(await said.isVisible())) found.push(`${name}: ${hidden} hidden, and not said`)
          const goesOn = await seat.page.getByText('Continues on your phones').count()
          if (length === 20_000 && goesOn !== 2) found.push(`${name}: a text goes on, and that is not said`)
          if (length === 200 && question === 1 && goesOn > 0) found.push(`${name}: says that it goes on`)
          if (width === 1920) await picture(seat.page, `wall-${count}-${length}-${question}`)
        }
    expect(found).toEqual([])
  })

  it('12 tasks of 60 letters are all there when they are lit, and are read from five metres', async () => {
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
      [3840, 2160],
    ] as const) {
      await seat.page.setViewportSize({ width, height })
      show(stateOf({ tasks: tasksOf(12), codeName: `Twelve ${width}` }))
      await sees(seat.page.getByRole('heading', { level: 1, name: `Twelve ${width}` }))
      await expect.poll(() => rows().count()).toBe(12)
      expect(await findCut()).toEqual([])
      const sizes = await seat.page
        .locator('[data-what], [data-task] td > span:not([aria-hidden])')
        .evaluateAll((all) =>
          all
            .filter((one) => one.textContent)
            .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
        )
      expect(Math.min(...sizes) / (width / 1920)).toBeGreaterThanOrEqual(27.9)
      const isWhole = await seat.page
        .locator('[data-what]')
        .evaluateAll((all) => all.every((one) => one.scrollHeight <= one.clientHeight + 1))
      expect(isWhole).toBe(true)
    }
  })

  it('of 40 tasks it is said how many are hidden and how many of them are late', async () => {
    await seat.page.setViewportSize({ width: 1920, height: 1080 })
    show(stateOf({ tasks: tasksOf(40), codeName: 'Forty' }))
    await sees(seat.page.getByRole('heading', { level: 1, name: 'Forty' }))
    await sees(seat.page.getByText(/^\+\d+ more, 3 late$/))
  })

  it.each([
    ['names and words of 60 letters', 'W'.repeat(60), latin, 'W'.repeat(60)],
    ['right to left', 'محمد', arabic, 'اطلب من القاعة تسجيل الكاميرا في البهو قبل الظهر من فضلك'],
    [
      'Chinese',
      '王小明',
      chinese,
      '请向场馆索取大厅摄像头的录像并在中午之前交给主席请向场馆索取大厅摄像头的录像并在中午之前',
    ],
    ['one word of 200', 'Nkechi', 'x'.repeat(200), 'x'.repeat(200)],
  ])('%s', async (name, who, of, task) => {
    await seat.page.setViewportSize({ width: 1920, height: 1080 })
    const many = Array.from({ length: 12 }, (_, n) => member(n, who))
    for (const question of [1, 2, 3, 4])
      for (const length of [200, 20_000]) {
        const tasks = tasksOf(12, task).map((one, n) => ({
          ...one,
          who: many[n]!,
          dueWords: n === 4 ? `before ${'W'.repeat(70)}` : null,
        }))
        const codeName = `${name} ${question} ${length}`
        const texts = { whatHappened: textOf(length, of), whatWeDo: textOf(length, of) }
        show(
          stateOf(
            { ...texts, tasks, codeName, inTheRoom: many, elsewhere: many, adding: many.slice(3) },
            question,
          ),
        )
        await sees(seat.page.getByRole('heading', { level: 1, name: codeName }))
        const cut = await findCut()
        await picture(seat.page, `wall-${name.replaceAll(' ', '-')}-${question}-${length}`)
        expect(cut, codeName).toEqual([])
        await sees(seat.page.getByText(/^\+\d+$/))
      }
  })
})

/** How well a face's letters can be read on it. */
const faintest = (): Promise<number> =>
  seat.page.evaluate(() => {
    const lightOf = (colour: string) => {
      const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map((one) => {
        const part = Number(one) / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const faces = [...document.querySelectorAll('main [aria-hidden="true"]')].filter((one) =>
      one.getAttribute('style')?.includes('--gr-p'),
    )
    if (faces.length === 0) throw new Error('there is no face')
    return Math.min(
      ...faces.map((one) => {
        const { color, backgroundColor } = getComputedStyle(one)
        const [a, b] = [lightOf(color), lightOf(backgroundColor)].sort((x, y) => y - x)
        return (a! + 0.05) / (b! + 0.05)
      }),
    )
  })

describe('[RD8] the wall is never without a word', { timeout: 120_000 }, () => {
  it('that is not live any more says so large and amber, and its faces stay readable', async () => {
    const { page } = seat
    await page.setViewportSize({ width: 1920, height: 1080 })
    const tasks = tasksOf(8).map(
      (one, n) => ({ ...one, who: member(n), state: n > 4 ? 'done' : 'open' }) as const,
    )
    show(stateOf({ tasks, codeName: 'Before the cut' }))
    await sees(page.getByRole('heading', { level: 1, name: 'Before the cut' }))
    const tops = () =>
      page.locator('h1, h2').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    const before = await tops()
    seat.cable.cut()
    const words = page.getByText(/^Not live since \d\d:\d\d\. Reconnecting…$/)
    await sees(words)
    const size = await words.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))
    expect(size).toBeGreaterThanOrEqual(40)
    expect(await tops()).toEqual(before)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect.poll(faintest).toBeGreaterThanOrEqual(4.5)
      await picture(seat.page, `wall-cut-${colorScheme}`)
    }
    expect(await findViolations(seat)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
    await sees(words)
    await page.emulateMedia({ forcedColors: 'none' })
    wanted = undefined
    seat.cable.mend()
    await gone(words)
  })

  it('before the app has come, while the server is away, and when its session is over', async () => {
    const { page } = seat
    await page.route('**/assets/*.js', () => {
      // On its way for ever.
    })
    await page.goto(seat.origin + path, { waitUntil: 'commit' })
    await sees(page.getByText('Opening Greenroom…'))
    await picture(seat.page, 'wall-opening')
    await page.unroute('**/assets/*.js')
    await page.goto(seat.origin + path)
    await sees(page.getByText('Names are hidden'))

    await page.evaluate(() => sessionStorage.clear())
    await page.route('**/api/**', (route) => route.abort())
    await page.reload()
    await sees(page.getByRole('heading', { name: 'Greenroom does not answer' }))
    await picture(seat.page, 'wall-no-answer')
    expect(await findViolations(seat)).toEqual([])
    // By itself: nobody sits at it.
    await page.unroute('**/api/**')
    await sees(page.getByText('Names are hidden'))

    await page.evaluate(() => {
      for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, 'a token that is over')
    })
    await page.reload()
    await sees(page.getByRole('heading', { level: 1 }).filter({ hasText: /ended|available/ }))
    await picture(seat.page, 'wall-over')
  })

  it('a screen that slept does not look live before it is', async () => {
    const { page } = seat
    await page.goto(seat.origin + path)
    await sees(page.getByText('Names are hidden'))
    await page.routeWebSocket(/socket\.io/, () => {
      // Nobody answers.
    })
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await sees(page.getByText(/^Not live since/))
  })
})
