import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { createRateLimiter, type RateLimit } from './rate-limiter.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const [hana, maria] = ['hana', 'maria'] as MemberId[] as [MemberId, MemberId]
const rates = { pushesPerSecond: 60, connectionsPerAddress: 500 }
const burst = 60 * limits.burstSeconds

const asksOf = (limit: RateLimit): number => {
  let count = 0
  while (limit.mayAsk(1, 0)) count++
  return count
}

it('[SY22] whoever connects anew finds the bucket as it was left', () => {
  const limiter = createRateLimiter(rates)
  const first = limiter.enter(hana, 'laptop')
  expect(asksOf(first)).toBe(burst)
  first.leave()
  for (let round = 0; round < 50; round++) {
    const again = limiter.enter(hana, 'laptop')
    expect(asksOf(again)).toBe(0)
    again.leave()
  }
  vi.advanceTimersByTime(1_000)
  expect(asksOf(limiter.enter(hana, 'laptop'))).toBe(60)
})

it('[SY22] coming and going with many connections and devices gives a member no more than their share', () => {
  const limiter = createRateLimiter(rates)
  let count = 0
  for (let round = 0; round < 20; round++) {
    const open = Array.from({ length: 8 }, (_, at) => limiter.enter(hana, `device ${round % 3} ${at % 2}`))
    for (const limit of open) count += asksOf(limit)
    for (const limit of open) limit.leave()
  }
  expect(count).toBe(4 * burst)
  expect(asksOf(limiter.enter(maria, 'phone'))).toBe(burst)
})

it('[SY22] of several free buckets of a device the emptiest is taken', () => {
  const limiter = createRateLimiter(rates)
  const [one, two] = [limiter.enter(hana, 'laptop'), limiter.enter(hana, 'laptop')]
  expect(asksOf(one)).toBe(burst)
  one.leave()
  two.leave()
  expect(asksOf(limiter.enter(hana, 'laptop'))).toBe(0)
})

it('[SY22] what is held goes once it would be full anyway', () => {
  const limiter = createRateLimiter(rates)
  for (let at = 0; at < 500; at++) {
    const limit = limiter.enter(`member ${at % 50}` as MemberId, `session ${at}`)
    asksOf(limit)
    limit.leave()
  }
  expect(limiter.held()).toBe(550)
  vi.advanceTimersByTime(60_000)
  limiter.enter(hana, 'laptop')
  expect(limiter.held()).toBe(2)
})

it('[SY22] joins are paid for by what they took, also by other connections of the device', () => {
  const limiter = createRateLimiter(rates)
  const limit = limiter.enter(hana, 'laptop')
  expect(limit.mayJoin()).toBe(true)
  limit.paidJoin(limits.joinMsBurst + 10 * limits.joinMsPerSecond)
  expect(limit.mayJoin()).toBe(false)
  // Words are not held up by it.
  expect(limit.mayAsk(1, 10)).toBe(true)
  limit.leave()
  const again = limiter.enter(hana, 'laptop')
  vi.advanceTimersByTime(9_900)
  expect(again.mayJoin()).toBe(false)
  vi.advanceTimersByTime(200)
  expect(again.mayJoin()).toBe(true)
})

it('[SY22] what is dear goes sixteen at a time for a member, in its order', async () => {
  const limiter = createRateLimiter(rates)
  const devices = [limiter.enter(hana, 'laptop'), limiter.enter(hana, 'phone')]
  let running = 0
  let most = 0
  const done: number[] = []
  const work = (at: number) => async () => {
    most = Math.max(most, ++running)
    await Promise.resolve()
    running--
    done.push(at)
    if (at === 3) throw new Error('this one fails')
  }
  const all = Array.from({ length: 40 }, (_, at) => devices[at % 2]!.inTurn(work(at)))
  const settled = await Promise.allSettled(all)
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(most).toBe(16)
  expect(done).toEqual(Array.from({ length: 40 }, (_, at) => at))
})
