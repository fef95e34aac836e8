import { describe, expect, it } from 'vitest'
import { clockState, clocksOf, owedWord, type Told } from './owed.ts'

const clocks = { acknowledgeHours: 24, outcomeDays: 7 }
const reported: Told = {
  owedSince: '2026-11-05T22:00:00.000Z',
  ...{ toldAt: null, outcomeAt: null, nextBy: null, wantsNoWord: false, isClosed: false },
}
const day = (n: number, at = '22:00') => `2026-11-${String(n).padStart(2, '0')}T${at}:00.000Z`

describe('[CT2] the word that is owed', () => {
  it('is that it came in, then what was promised, then what came of it', () => {
    expect(owedWord(reported, clocks)).toEqual({ kind: 'acknowledge', dueAt: day(6) })
    const told = { ...reported, toldAt: day(6, '09:00') }
    expect(owedWord(told, clocks)).toEqual({ kind: 'outcome', dueAt: day(12) })
    expect(owedWord({ ...told, nextBy: day(7) }, clocks)).toEqual({ kind: 'promised', dueAt: day(7) })
    expect(owedWord({ ...told, outcomeAt: day(9) }, clocks)).toBeUndefined()
    expect(owedWord({ ...told, outcomeAt: day(9), nextBy: day(20) }, clocks)).toMatchObject({
      kind: 'promised',
    })
  })

  it('is none to whoever wants to hear no more, nor of a closed case', () => {
    expect(owedWord({ ...reported, wantsNoWord: true }, clocks)).toBeUndefined()
    expect(owedWord({ ...reported, isClosed: true }, clocks)).toBeUndefined()
  })

  it('is due by the clocks that the event has set', () => {
    expect(owedWord(reported, { acknowledgeHours: 2, outcomeDays: 3 })).toEqual({
      ...{ kind: 'acknowledge', dueAt: '2026-11-06T00:00:00.000Z' },
    })
  })
})

it('[CT2] a clock is met, met late, running or missed', () => {
  const { acknowledge } = clocksOf(reported, clocks)
  const at = (metAt: string | null, now: string) => clockState({ ...acknowledge, metAt }, new Date(now))
  expect(at(null, day(6, '21:59'))).toBe('running')
  expect(at(null, day(6, '22:01'))).toBe('missed')
  expect(at(day(6, '21:59'), day(9))).toBe('met')
  expect(at(day(6, '22:01'), day(9))).toBe('met-late')
})
