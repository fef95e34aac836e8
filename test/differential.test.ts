// Somebody hostile who knows the format and the guard, beside honest typists: after every group of pushes the live document,
// its log, snapshots with rows behind them, and a client that was sent the frames are the same, letter by letter. Seeded:
// `SEED=7 npx vitest run test/differential.test.ts` repeats a run; `npm run test:faults` plays a million pushes.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '../shared/ids.ts'
import { differenceOf } from './differential/compare.ts'
import { play } from './differential/play.ts'
import type { Group } from './differential/replicas.ts'
import { shrunk, whyOf } from './differential/shrink.ts'
import { bytesOf, type Item } from './helpers/handmade-update.ts'
import { seedOfRun } from './helpers/seeded-work.ts'

const seed = seedOfRun()
const wanted = 20_000

it(`[SY17, SY18] ${wanted} pushes, and all copies are the same after each (seed ${seed})`, {
  timeout: 300_000,
}, () => {
  const { found, pushes, hostileTaken, hostileRefused, honestRefused } = play(seed, wanted)
  if (found)
    throw new Error(`seed ${seed}: ${found.why}\nThe smallest that does it:\n${shrunk(found.groups)}`)
  expect(pushes).toBeGreaterThanOrEqual(wanted)
  expect(honestRefused).toBe(0)
  // Neither everything refused nor everything let in: both would be no play at all.
  for (const part of [hostileTaken, hostileRefused]) expect(part).toBeGreaterThan(wanted / 5)
})

const paragraph: Item[] = [
  { root: 'whatHappened', element: 'paragraph' },
  { inside: [7, 0], list: true },
  { inside: [7, 1], text: 'hello 🙂' },
]
const begun = bytesOf([{ client: 7, clock: 0, items: paragraph }])

const misplaced = bytesOf([{ client: 10, clock: 0, items: [{ after: [7, 3], before: [7, 5], text: 'x' }] }])
const meanwhile = bytesOf([{ client: 30, clock: 0, items: [{ after: [7, 4], text: 'A' }] }])
const cut: Item[] = [{ collected: 1 }, { after: [8, 0], before: [7, 9], text: 'x' }]

it.each<[string, Uint8Array[], Uint8Array[]]>([
  ['another order', [misplaced, meanwhile], [meanwhile, misplaced]],
  ['a deletion more', [bytesOf([], [{ client: 7, clock: 2, length: 1 }])], []],
  [
    'half a letter',
    [bytesOf([{ client: 8, clock: 0, items: cut }])],
    [bytesOf([{ client: 8, clock: 0, items: [{ collected: 2 }] }])],
  ],
  ['something that waits', [bytesOf([{ client: 30, clock: 3, items: [{ after: [7, 4], text: 'A' }] }])], []],
])('copies that differ are told from each other: %s', (_, one, other) => {
  expect(differenceOf(copyOf(one), copyOf(other))).toBeDefined()
  expect(differenceOf(copyOf(other), copyOf(other))).toBeUndefined()
})

function copyOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of [begun, ...updates]) Y.applyUpdate(doc, update)
  return doc
}

it('what goes wrong is made as small as it can be, and said so that it can be read', () => {
  const member = 'mallory' as MemberId
  const groups: Group[] = [
    [{ member, update: begun }],
    [
      { member, update: meanwhile },
      { member, update: misplaced },
    ],
    [{ member, update: bytesOf([{ client: 40, clock: 0, items: cut }]) }],
  ]
  // As if this word were the fault.
  const isBad = (some: readonly Group[]) =>
    some.flat().some(({ update }) => Buffer.from(update).includes('hello')) ? 'bad' : undefined
  const said = shrunk(groups, isBad)
  expect(said).toContain('hello')
  expect(said.split('\n')).toHaveLength(2)
  expect(whyOf(groups.slice(0, 1))).toBeUndefined()
  expect(shrunk(groups.slice(0, 1))).toContain('by its seed')
})
