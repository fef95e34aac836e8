import { describe, expect, it } from 'vitest'
import { compareCards } from './order.ts'

type Card = Parameters<typeof compareCards>[0]

const card = (id: string, over: Partial<Card> = {}): Card => ({
  id,
  isUrgent: false,
  reportedAt: '2026-11-05T13:52:00.000Z',
  next: null,
  ...over,
})
const due = (time: string) => ({ next: { due: `2026-11-05T${time}:00.000Z` } })

describe('the order of cards', () => {
  const inOrder = [
    card('Paper Lantern', { isUrgent: true, ...due('16:00') }),
    card('Winter Plover', { isUrgent: true }),
    card('Copper Thistle', due('14:25')),
    card('Velvet Finch', due('15:40')),
    card('Quiet Maple', { reportedAt: '2026-11-05T09:00:00.000Z' }),
    card('Cedar Lark', { reportedAt: '2026-11-05T11:20:00.000Z', next: { due: null } }),
    card('Amber Heron'),
    card('Meadow Wren'),
  ]

  it('is safety first, then what is due earliest, then what waits longest, then the id', () => {
    expect(inOrder.toReversed().sort(compareCards)).toEqual(inOrder)
  })

  it('is the same from whichever side it is asked, and nothing comes before itself', () => {
    for (const a of inOrder) for (const b of inOrder) expect(compareCards(a, b) + compareCards(b, a)).toBe(0)
  })
})
