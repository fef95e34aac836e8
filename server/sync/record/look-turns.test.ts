import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LookTurns, Pace } from './look-turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Looks that take so long each, at once. */
const dear = (turns: LookTurns, ms: number, done: () => void) => async () => {
  await Promise.resolve()
  turns.timed(() => vi.advanceTimersByTime(ms))
  done()
}
const refresh = async () => {}

it('[SY22] after a slice of looks it is the turn of pushes, in every record of the process', async () => {
  const pace = new Pace()
  const [here, there] = [new LookTurns(pace), new LookTurns(pace)]
  let done = 0
  for (let at = 0; at < 100; at++) here.add(dear(here, 6, () => done++))
  there.add(dear(there, 6, () => done++))
  await here.answer(refresh)
  expect(done).toBe(2)
  expect([here.isDue, there.isDue, here.isEmpty]).toEqual([false, false, false])
  expect(pace.restMs).toBe(24)
  const wake = vi.fn()
  here.whenRested(wake)
  here.whenRested(wake)
  vi.advanceTimersByTime(25)
  expect(wake).toHaveBeenCalledTimes(1)
  expect([here.isDue, there.isDue]).toEqual([true, true])
})

it('[SY22] every look is answered in the end, in its order, also those that come meanwhile', async () => {
  const turns = new LookTurns(new Pace())
  const order: number[] = []
  for (let at = 0; at < 30; at++) turns.add(dear(turns, 30, () => order.push(at)))
  for (let at = 30; !turns.isEmpty; at++) {
    if (at < 40) turns.add(dear(turns, 1, () => order.push(at)))
    if (turns.isDue) await turns.answer(refresh)
    else vi.advanceTimersByTime(400)
  }
  expect(order).toEqual(Array.from({ length: 40 }, (_, at) => at))
})
