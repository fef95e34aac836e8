import { expect, test } from 'vitest'
import { createBuckets } from '../platform/buckets.ts'
import { createAsking, shares } from './asking.ts'

const open = () => {
  let nowMs = 0
  const asking = createAsking(() => nowMs)
  const passes = (member: string, session: string, share: keyof typeof shares) => {
    try {
      asking.countOfMember({ member, session }, share)
      return true
    } catch {
      return false
    }
  }
  const many = (times: number, member: string, session: string, share: keyof typeof shares) =>
    Array.from({ length: times }, () => passes(member, session, share)).filter(Boolean).length
  const wait = (seconds: number) => {
    nowMs += seconds * 1_000
  }
  return { asking, passes, many, wait }
}

test('[DR4] a bad day passes, a device gone wild does not, and the member’s other device goes on', () => {
  const { many, passes } = open()
  expect(many(50, 'hana', 'laptop', 'report')).toBe(50)
  expect(many(1_000, 'hana', 'laptop', 'report')).toBe(10)
  expect(passes('hana', 'phone', 'report')).toBe(true)
  expect(passes('dawit', 'phone', 'report')).toBe(true)
})

test('[DR4] signing in again and again refills nothing', () => {
  const { many } = open()
  let passed = 0
  for (let n = 0; n < 50; n++) passed += many(100, 'hana', `session ${n}`, 'report')
  expect(passed).toBe(2 * shares.report.atOnce)
})

test('[DR4] whoever has used up one share still has the others', () => {
  const names = Object.keys(shares) as (keyof typeof shares)[]
  for (const used of names) {
    const { many, passes } = open()
    many(5_000, 'hana', 'laptop', used)
    expect(names.filter((share) => !passes('hana', 'laptop', share))).toEqual([used])
  }
})

test('what was too much says when to come again, and then it passes', () => {
  const { asking, many, passes, wait } = open()
  many(1_000, 'hana', 'laptop', 'report')
  let seconds = 0
  try {
    asking.countOfMember({ member: 'hana', session: 'laptop' }, 'report')
  } catch (refusal) {
    const { status, retryAfterSeconds } = refusal as { status: number; retryAfterSeconds: number }
    expect(status).toBe(429)
    seconds = retryAfterSeconds
  }
  expect(seconds).toBeGreaterThan(0)
  wait(seconds)
  expect(passes('hana', 'laptop', 'report')).toBe(true)
})

test('however many come, only so much is remembered of them', () => {
  const buckets = createBuckets(() => 0)
  for (let n = 0; n < 30_000; n++) buckets.take(`somebody ${n}`, shares.door)
  expect(buckets.size()).toBeLessThanOrEqual(10_000)
})
