import { expect, test } from 'vitest'
import { isSince, isToCome } from './set-back.ts'

const now = new Date('2026-11-05T12:00:00Z')
const inMs = (ms: number) => new Date(now.getTime() + ms)
const minuteMs = 60_000

test('[PG4] what lies further ahead than it can have been set is not to come', () => {
  expect(isToCome(inMs(1), now, 10 * minuteMs)).toBe(true)
  expect(isToCome(inMs(10 * minuteMs), now, 10 * minuteMs)).toBe(true)
  expect(isToCome(inMs(0), now, 10 * minuteMs)).toBe(false)
  expect(isToCome(inMs(70 * minuteMs), now, 10 * minuteMs)).toBe(false)
})

test('[PG4] what is yet to be has not just been', () => {
  expect(isSince(inMs(-9 * minuteMs), now, 10 * minuteMs)).toBe(true)
  expect(isSince(inMs(-10 * minuteMs), now, 10 * minuteMs)).toBe(false)
  expect(isSince(inMs(60 * minuteMs), now, 10 * minuteMs)).toBe(false)
})
