import { expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { chooseLeaving } from './eviction.ts'

const held = (name: string, usedAt: number, bytes: number, mayLeave = true) => ({
  caseId: name as CaseId,
  usedAt,
  bytes,
  mayLeave,
})
const within = { keepMs: 100, maxBytes: 50 }

it('those that nobody has open leave after a while, whatever their size', () => {
  expect(chooseLeaving([held('old', 0, 1), held('new', 950, 1)], 1_000, within)).toEqual(['old'])
})

it('when all are too large together, the longest unused leave first, and no more than must', () => {
  const all = [held('c', 990, 30), held('a', 970, 30), held('b', 980, 10)]
  expect(chooseLeaving(all, 1_000, within)).toEqual(['a'])
  expect(chooseLeaving(all, 1_000, { ...within, maxBytes: 35 })).toEqual(['a', 'b'])
})

it('what somebody has open stays, however large', () => {
  expect(chooseLeaving([held('open', 0, 500, false), held('b', 999, 1)], 1_000, within)).toEqual(['b'])
  expect(chooseLeaving([held('open', 0, 500, false)], 1_000, within)).toEqual([])
})
