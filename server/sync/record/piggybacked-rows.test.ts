import { expect, test } from 'vitest'
import { CaseId, MemberId } from '#shared/ids.ts'
import { createSealing } from '../../platform/sealing.ts'
import { PiggybackedRows } from './piggybacked-rows.ts'

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

test('[ND1] rows that came piggybacked are taken in the log’s order, whatever order they came in, and once', () => {
  const piggybacked = new PiggybackedRows()
  piggybacked.keep(7, log([rowAt(7)]))
  piggybacked.keep(6, log([rowAt(5), rowAt(6)]))
  expect(words(piggybacked.take(head, seal))).toEqual(['5 row 5', '6 row 6', '7 row 7'])
  expect(piggybacked.take(head, seal)).toEqual([])
})

test('[ND1] a gap, another life of the record and a row of another place are left to the log', () => {
  const piggybacked = new PiggybackedRows()
  piggybacked.keep(6, log([rowAt(6)]))
  expect(piggybacked.take(head, seal)).toEqual([])
  piggybacked.keep(5, log([rowAt(5)], 'another'))
  expect(piggybacked.take(head, seal)).toEqual([])
  piggybacked.keep(5, log([rowAt(6)]))
  expect(piggybacked.take(head, seal)).toEqual([])
})
