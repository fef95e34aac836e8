import { afterEach, expect, test, vi } from 'vitest'
import { hearClock, serverNow, whenClockHeard } from './server-clock.ts'

afterEach(() => vi.useRealTimers())

const at = (iso: string): number => Date.parse(iso)

test('[TM2] a device whose clock is wrong goes by the server’s, from its first answer on', () => {
  vi.useFakeTimers({ now: at('2026-11-05T15:00:00Z') })
  let heard = 0
  const end = whenClockHeard(() => {
    heard++
  })
  hearClock('Thu, 05 Nov 2026 14:00:00 GMT', Date.now())
  expect([serverNow(), heard]).toEqual([at('2026-11-05T14:00:00Z'), 1])
  vi.setSystemTime(at('2026-11-05T15:20:00Z'))
  expect(serverNow()).toBe(at('2026-11-05T14:20:00Z'))
  // Somebody sets the device's clock right.
  vi.setSystemTime(at('2026-11-05T14:21:00Z'))
  hearClock('Thu, 05 Nov 2026 14:21:00 GMT', Date.now())
  expect([serverNow(), heard]).toEqual([at('2026-11-05T14:21:00Z'), 2])
  end()
})

test('[TM2] an answer without a time, or one that took long, changes nothing', () => {
  vi.useFakeTimers({ now: at('2026-11-05T15:00:00Z') })
  const before = serverNow() - Date.now()
  hearClock(null, Date.now())
  hearClock('nonsense', Date.now())
  hearClock('Thu, 05 Nov 2026 14:00:00 GMT', Date.now() - 60_000)
  hearClock('Thu, 05 Nov 2026 15:00:01 GMT', Date.now())
  expect(serverNow() - Date.now()).toBe(before)
})
