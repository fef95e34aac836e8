import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Joining } from './joining.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that says no to every join. @returns when it was asked */
function refusedForEver(): { asked: number[]; joining: Joining } {
  const asked: number[] = []
  const joining: Joining = new Joining(() => {
    asked.push(performance.now())
    setTimeout(() => {
      joining.answered()
      joining.beginSoon()
    }, 5)
  })
  return { asked, joining }
}

it('[SY21] a join that is refused again and again is asked for after ever longer pauses', () => {
  const { asked, joining } = refusedForEver()
  joining.begin()
  vi.advanceTimersByTime(10 * 60_000)
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!)
  expect(pauses.slice(2, 6)).toEqual([3_005, 4_005, 5_005, 6_005])
  expect(Math.max(...pauses)).toBeLessThan(21_000)
  expect(asked.length).toBeLessThan(60)
  joining.stop()
})

it('[SY21] trouble of long ago is over, also where the clock was put back since', () => {
  const { asked, joining } = refusedForEver()
  joining.begin()
  vi.advanceTimersByTime(60_000)
  joining.stop()
  vi.setSystemTime(Date.now() - 86_400_000)
  vi.advanceTimersByTime(40_000)
  const before = asked.length
  joining.beginSoon()
  expect(asked.length - before).toBe(1)
  joining.stop()
})
