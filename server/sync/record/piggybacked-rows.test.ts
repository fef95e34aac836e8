import { expect, test } from 'vitest'
import { CaseId, MemberId } from '#shared/ids.ts'
import { createSealing } from '../platform/sealing.ts'
import { RiddenRows } from './ridden-rows.ts'

const caseId = CaseId.parse('00000000-0000-4000-8000-000000000001')
const member = MemberId.parse('00000000-0000-4000-8000-000000000002')
const sealing = createSealing(Buffer.alloc(32, 7))
const seal = sealing.open(caseId, sealing.newCaseKey(caseId))
const rowAt = (seq: number, words = `row ${seq}`) => ({
  member,
  sealed: seal.seal('log', seq, words).toString('base64'),
})
const log = (rows: ReturnType<typeof rowAt>[], epoch = 'one') => ({ epoch, rows })
const head = { seq: 4, epoch: 'one' }
const words = (rows: { seq: number; update: Uint8Array }[]) =>
  rows.map(({ seq, update }) => `${seq} ${Buffer.from(update).toString()}`)

test('[C1] rows that rode along are taken in the log’s order, whatever order they came in, and once', () => {
  const ridden = new RiddenRows()
  ridden.keep(7, log([rowAt(7)]))
  ridden.keep(6, log([rowAt(5), rowAt(6)]))
  expect(words(ridden.take(head, seal))).toEqual(['5 row 5', '6 row 6', '7 row 7'])
  expect(ridden.take(head, seal)).toEqual([])
})

test('[C1] a gap, another life of the record and a row of another place are left to the log', () => {
  const ridden = new RiddenRows()
  ridden.keep(6, log([rowAt(6)]))
  expect(ridden.take(head, seal)).toEqual([])
  ridden.keep(5, log([rowAt(5)], 'another'))
  expect(ridden.take(head, seal)).toEqual([])
  ridden.keep(5, log([rowAt(6)]))
  expect(ridden.take(head, seal)).toEqual([])
})
