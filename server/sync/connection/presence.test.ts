// How often and of how many a record's screens are told who is there: everybody is sent everybody, so a full room must not
// cost its square.

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Present } from '#shared/protocol/events.ts'
import { createPresence, type Presence } from './presence.ts'

const caseId = 'case' as CaseId
let frames: { at: number; list: Present[] }[]
let presence: Presence
let changes: number

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  changes = 0
  presence = createPresence({
    send: (_case, list) => frames.push({ at: Date.now(), list }),
    tellNodes: () => {},
    peopleChanged: () => {
      changes += 1
    },
  })
})
afterEach(() => {
  presence.close()
  vi.useRealTimers()
})

const enter = (count: number): void => {
  for (let n = 0; n < count; n++)
    presence.enter(caseId, {
      socket: `s${n}`,
      member: `m${n}` as MemberId,
      name: 'Hana',
      client: n,
      place: 'room',
    })
}
/** Lets everything that waits go out, then says how long it takes from one frame to the next. */
const restBetweenFrames = (): number => {
  vi.advanceTimersByTime(5_000)
  frames.length = 0
  presence.move(caseId, 's0', { question: 1 })
  presence.move(caseId, 's0', { question: 2 })
  vi.advanceTimersByTime(5_000)
  expect(frames).toHaveLength(2)
  return frames[1]!.at - frames[0]!.at
}

it('a team’s room is told at once and then every 100 ms', () => {
  enter(20)
  expect(restBetweenFrames()).toBe(limits.presenceFrameMs)
  expect(frames.at(-1)!.list[0]).toMatchObject({ question: 2 })
})

it('a full room is told less often, and always within a second of the right', () => {
  enter(100)
  expect(restBetweenFrames()).toBe(100 * limits.presenceRestMsEach)
  enter(limits.maxPresent + 50)
  expect(restBetweenFrames()).toBe(limits.maxPresent * limits.presenceRestMsEach)
  expect(limits.presenceRestMs).toBeLessThan(1_000)
})

it('the list is bounded, those who are in it stay, and whoever leaves makes room', () => {
  enter(limits.maxPresent + 1)
  const last = `s${limits.maxPresent}`
  expect(presence.listOf(caseId)).toHaveLength(limits.maxPresent)
  presence.move(caseId, 's0', { question: 3 })
  expect(presence.listOf(caseId).find(({ client }) => client === 0)).toMatchObject({ question: 3 })
  presence.leave(caseId, 's1')
  presence.enter(caseId, {
    socket: last,
    member: 'late' as MemberId,
    name: 'Priya',
    client: 7_000,
    place: 'phone',
  })
  expect(presence.listOf(caseId).some(({ client }) => client === 7_000)).toBe(true)
})

it('[HR2] who is there changes with a first and a last device, and with nothing between', () => {
  const device = (socket: string) =>
    presence.enter(caseId, { socket, member: 'hana' as MemberId, name: 'Hana', client: 1 })
  device('laptop')
  device('phone')
  presence.move(caseId, 'phone', { question: 1, place: 'room' })
  presence.leave(caseId, 'laptop')
  expect(changes).toBe(1)
  presence.leave(caseId, 'phone')
  expect(changes).toBe(2)
})

it('[HR1] nobody is said to be anywhere that they did not say themselves, and what they said can be taken back', () => {
  presence.enter(caseId, { socket: 's', member: 'hana' as MemberId, name: 'Hana', client: 1 })
  expect(presence.listOf(caseId)[0]).not.toHaveProperty('place')
  presence.move(caseId, 's', { place: 'phone' })
  expect(presence.listOf(caseId)[0]).toMatchObject({ place: 'phone' })
  presence.move(caseId, 's', { question: 2 })
  expect(presence.listOf(caseId)[0]).not.toHaveProperty('place')
})
