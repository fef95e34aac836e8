import { describe, expect, it } from 'vitest'
import type { CaseCard } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { cardBeside, columnsOf } from './columns.ts'

const hana = 'd1c0f6a0-0000-4000-8000-000000000001' as MemberId
const idOf = (codeName: string) => codeName as CaseId

function card(codeName: string, over: Partial<CaseCard> & { due?: string } = {}): CaseCard {
  const { due, ...rest } = over
  return {
    id: idOf(codeName),
    codeName,
    stage: 'new',
    stageSince: '2026-11-05T13:52:00.000Z',
    reportedAt: '2026-11-05T13:52:00.000Z',
    reportedBy: hana,
    isUrgent: false,
    next: due ? { what: 'Walk with the reporter', who: hana, due, dueWords: null } : null,
    tasks: { done: 0, total: 0 },
    team: [hana],
    meeting: null,
    level: 'write',
    ...rest,
  }
}

const namesIn = (cards: CaseCard[], stage: CaseCard['stage']) =>
  columnsOf(cards)
    .find((column) => column.stage === stage)!
    .cards.map((one) => one.codeName)

describe('the order of a column', () => {
  it('puts safety first, then what is due earliest, then what waits longest', () => {
    const cards = [
      card('Cedar Lark', { reportedAt: '2026-11-05T11:20:00.000Z' }),
      card('Velvet Finch', { due: '2026-11-05T15:40:00.000Z' }),
      card('Quiet Maple', { reportedAt: '2026-11-05T09:00:00.000Z' }),
      card('Paper Lantern', { isUrgent: true }),
      card('Copper Thistle', { due: '2026-11-05T14:25:00.000Z' }),
    ]
    const order = ['Paper Lantern', 'Copper Thistle', 'Velvet Finch', 'Quiet Maple', 'Cedar Lark']
    expect(namesIn(cards, 'new')).toEqual(order)
    expect(namesIn(cards.toReversed(), 'new')).toEqual(order)
  })

  it('keeps all five columns, also the empty ones', () => {
    expect(columnsOf([]).map((column) => column.stage)).toEqual([
      'new',
      'meeting',
      'acting',
      'decided',
      'closed',
    ])
  })
})

describe('arrow keys between cards', () => {
  const columns = columnsOf([
    card('Paper Lantern', { isUrgent: true }),
    card('Velvet Finch'),
    card('Cedar Lark', { stage: 'acting' }),
    card('Meadow Wren', { stage: 'closed' }),
  ])
  const beside = (from: string, key: Parameters<typeof cardBeside>[2]) => cardBeside(columns, idOf(from), key)

  it('go up and down in the column and stop at its ends', () => {
    expect(beside('Paper Lantern', 'ArrowDown')).toBe('Velvet Finch')
    expect(beside('Velvet Finch', 'ArrowUp')).toBe('Paper Lantern')
    expect(beside('Velvet Finch', 'ArrowDown')).toBeUndefined()
  })

  it('jump over empty columns, to the same height or the last card', () => {
    expect(beside('Velvet Finch', 'ArrowRight')).toBe('Cedar Lark')
    expect(beside('Cedar Lark', 'ArrowRight')).toBe('Meadow Wren')
    expect(beside('Cedar Lark', 'ArrowLeft')).toBe('Paper Lantern')
    expect(beside('Meadow Wren', 'ArrowRight')).toBeUndefined()
  })
})
