import { expect, it } from 'vitest'
import type { Reports } from '#shared/http/cases.ts'
import { ownCard } from '../../../ui/first-response-words.ts'
import { pastTicks, sayTicks, tickRows } from './tick-lines.ts'

const saying = {
  nameOf: (id: string) => ({ h: 'Hana', p: 'Priya' })[id] ?? 'Someone',
  when: (iso: string) => iso,
}
const [{ what: seat }, { what: company }] = ownCard.toDo as [{ what: string }, { what: string }]
const ticks = [
  { id: '1', by: 'h', at: '22:04', what: company },
  { id: '2', by: 'p', at: '22:02', what: company },
  { id: '3', by: 'h', at: '22:01', what: seat, takenBack: { by: 'p', at: '22:10' } },
  { id: '4', by: 'h', at: '22:11', what: 'Call a taxi' },
  { id: '5', by: 'p', at: '22:12', isDamaged: true },
] as never as NonNullable<Reports['ticks']>

it('[FR1] what stands on the card is said in its order, by whom and when, then what stood on another', () => {
  const rows = tickRows(ticks, saying, ownCard)
  expect(rows.map(({ what }) => what)).toEqual([...ownCard.toDo.map(({ what }) => what), 'Call a taxi'])
  expect([rows[0]!.by, rows[1]!.by, rows[2]!.by]).toEqual(['', 'Hana, 22:04; Priya, 22:02', ''])
  expect(rows[1]!.ticks.map(({ id }) => id)).toEqual(['1', '2'])
  expect(sayTicks(ticks, saying.when)).toBe('3 ticked, last 22:11')
  expect(sayTicks([], saying.when)).toBe('Nothing ticked yet')
})

it('[FR2] what was taken back stays to be read, and what can’t be read is said', () => {
  expect(pastTicks(ticks, saying).map(({ text }) => text)).toEqual([
    `${seat}: Hana, 22:01. Taken back by Priya, 22:10`,
    'A tick can’t be read: Priya, 22:12',
  ])
})
