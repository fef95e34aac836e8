import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRandom, seedOfRun } from '../../test/helpers/seeded-work.ts'
import { PressGuard, quietMs } from './press-guard.ts'

const seed = seedOfRun()
const accept = { x: 120, y: 400 }
type Where = { x: number; y: number }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(5_000)
})
afterEach(() => vi.useRealTimers())

/** One button that stands in one place, for one task after the other, on a page that may be slow to hear. */
function openPage(): {
  guard: PressGuard
  answered: string[]
  /** @returns whether something else than the button was pressed */
  click: (atMs: number, on?: Where & { isOther?: boolean }, isKey?: boolean) => boolean
  press: (
    kind: 'pointerdown' | 'keydown',
    atMs: number,
    more?: { isOther?: boolean; repeat?: boolean },
  ) => void
  comes: (task: string, atMs: number) => void
} {
  const page = new EventTarget()
  const guard = new PressGuard()
  guard.listen(page)
  const answered: string[] = []
  let task = ''
  const hear = (kind: string, atMs: number, isOther: boolean, more: object) => {
    const target = { closest: () => (isOther ? null : { getAttribute: () => task }) }
    const event = new Event(kind, { cancelable: true })
    for (const [key, value] of Object.entries({ timeStamp: atMs, target, ...more }))
      Object.defineProperty(event, key, { value })
    page.dispatchEvent(event)
    return event
  }
  const comes = (next: string, atMs: number) => {
    guard.hide(task)
    task = next
    guard.show(next, atMs)
  }
  return {
    ...{ guard, answered, comes },
    press: (kind, atMs, { isOther = false, repeat = false } = {}) => {
      hear(kind, atMs, isOther, { repeat })
    },
    click: (atMs, on = accept, isKey = false) => {
      const isOther = 'isOther' in on && on.isOther === true
      const place = { clientX: on.x, clientY: on.y, detail: isKey ? 0 : 1 }
      if (hear('click', atMs, isOther, place).defaultPrevented) return false
      if (isOther) return true
      if (!guard.take(task, on, atMs)) return false
      answered.push(task)
      comes(`${task}+`, atMs + 20)
      return false
    },
  }
}

it('[HR4] of 2000 pairs of presses, at any distance and on a page as slow as may be, none answers twice', () => {
  const { next: random } = createRandom(seed)
  for (let at = 0; at < 2_000; at++) {
    const page = openPage()
    const now = performance.now()
    page.comes(`task ${at}`, now - 1_000)
    const gapMs = 80 + Math.floor(random() * 320)
    const kind = random() < 0.3 ? 'keydown' : 'pointerdown'
    const isKey = kind === 'keydown'
    const spanMs = isKey ? 0 : Math.floor(random() * 60)
    // A busy page hears everything late, in its order, or the second press before the first one's click.
    if (random() < 0.5) vi.advanceTimersByTime(random() * 900)
    page.press(kind, now)
    if (random() < 0.2) page.press(kind, now + gapMs)
    page.click(now + spanMs, accept, isKey)
    if (random() < 0.5) vi.advanceTimersByTime(random() * 900)
    page.press(kind, now + gapMs)
    page.click(now + gapMs + spanMs, accept, isKey)
    expect(page.answered, `seed ${seed}, pair ${at}`).toEqual([`task ${at}`])
    vi.advanceTimersByTime(2_000)
  }
})

it('[HR4] takes a press that began a moment after it came, and none that began before', () => {
  for (const [afterMs, answers] of [
    [-200, 0],
    [quietMs - 1, 0],
    [quietMs, 1],
  ] as const) {
    const page = openPage()
    page.comes('task', 5_000)
    page.press('pointerdown', 5_000 + afterMs)
    page.click(5_000 + quietMs + 400)
    expect(page.answered).toHaveLength(answers)
  }
})

it('[HR4] takes no press that began on another thing, or on the task that stood there before', () => {
  const page = openPage()
  page.comes('first', 1_000)
  page.press('pointerdown', 4_000, { isOther: true })
  page.click(4_100)
  page.press('pointerdown', 4_500)
  page.comes('second', 4_510)
  page.click(5_600)
  expect(page.answered).toEqual([])
})

it('[HR4] takes a key that is held once, whether it clicks with every repeat or when it is let go', () => {
  const page = openPage()
  page.comes('task', 1_000)
  for (let atMs = 3_000; atMs < 9_000; atMs += atMs === 3_000 ? 600 : 33) {
    page.press('keydown', atMs, { repeat: atMs > 3_000 })
    page.click(atMs, accept, true)
  }
  expect(page.answered).toEqual(['task'])
  page.press('keydown', 12_000)
  for (let atMs = 12_500; atMs < 13_500; atMs += 33) page.press('keydown', atMs, { repeat: true })
  page.click(13_500, accept, true)
  expect(page.answered).toEqual(['task', 'task+'])
})

it('[HR4] takes a click without a press, as screen readers make it, once', () => {
  const page = openPage()
  page.comes('task', 1_000)
  page.click(3_000, accept, true)
  page.click(3_300, accept, true)
  expect(page.answered).toEqual(['task'])
})

it('[HR4] after an answer nothing else that came to stand there is pressed, and what stands elsewhere is', () => {
  const page = openPage()
  page.comes('task', 1_000)
  page.press('pointerdown', 3_000)
  page.click(3_050)
  page.press('pointerdown', 3_200, { isOther: true })
  expect(page.click(3_250, { ...accept, isOther: true })).toBe(false)
  page.press('pointerdown', 3_400, { isOther: true })
  expect(page.click(3_450, { x: 120, y: 700, isOther: true })).toBe(true)
  page.press('pointerdown', 4_200, { isOther: true })
  expect(page.click(4_250, { ...accept, isOther: true })).toBe(true)
  page.comes('another', 6_000)
  page.press('pointerdown', 6_200, { isOther: true })
  expect(page.click(6_250, { ...accept, isOther: true })).toBe(true)
})

it('[HR4] what came by itself looks held until a moment has passed without a press', () => {
  const { guard, press, comes } = openPage()
  // Drawn already, and not in sight yet.
  expect(guard.isHeld('task')).toBe(true)
  comes('task', performance.now())
  expect(guard.isHeld('task')).toBe(true)
  vi.advanceTimersByTime(400)
  press('pointerdown', performance.now(), { isOther: true })
  vi.advanceTimersByTime(400)
  expect(guard.isHeld('task')).toBe(true)
  vi.advanceTimersByTime(quietMs)
  expect(guard.isHeld('task')).toBe(false)
})
