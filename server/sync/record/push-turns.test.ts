import { expect, it } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { PushTurns } from './push-turns.ts'

const open = () => {
  const turns = new PushTurns()
  const add = (member: string, bytes: number) =>
    void turns.add({ member: member as MemberId, work: { is: 'bytes', update: new Uint8Array(bytes) } })
  const take = () => {
    const group = turns.take()
    for (const { answer } of group) answer({ ok: true, seq: 1 })
    return group.map(({ push, bytes }) => ({ by: push.member as string, bytes: bytes - 64 }))
  }
  return { turns, add, take }
}

it('[SY22] who writes a letter does not wait for the megabytes of somebody else', () => {
  const { turns, add, take } = open()
  for (let at = 0; at < 30; at++) add('maria', 100_000 + at)
  add('hana', 20)
  expect(take()).toEqual([
    { by: 'maria', bytes: 100_000 },
    { by: 'maria', bytes: 100_001 },
    { by: 'hana', bytes: 20 },
  ])
  const rest: number[] = []
  while (!turns.isEmpty) {
    const group = take()
    expect(group.length).toBeLessThanOrEqual(2)
    rest.push(...group.map(({ bytes }) => bytes))
  }
  // Each one's own stay in their order, and none is forgotten.
  expect(rest).toEqual(Array.from({ length: 28 }, (_, at) => 100_002 + at))
})

it('[SY22] one that is larger than a group goes alone', () => {
  const { turns, add, take } = open()
  add('maria', 700_000)
  add('hana', 20)
  expect(take()).toEqual([{ by: 'maria', bytes: 700_000 }])
  expect(take()).toEqual([{ by: 'hana', bytes: 20 }])
  expect(turns.isEmpty).toBe(true)
})
