import { describe, expect, it } from 'vitest'
import { dayAt, gapsIn, hoursShown, isDuring, rosterDays, sayDayShort, shiftsIn, spanOfDay } from './days.ts'

const zone = 'Europe/Lisbon'
const at = (text: string) => Date.parse(`2026-${text}:00.000Z`)
const shift = (from: string, to: string) => ({ from: `2026-${from}:00Z`, to: `2026-${to}:00Z` })

describe('the roster by day', () => {
  it('is on duty from the beginning on and no more at the end', () => {
    const one = shift('11-05T12:00', '11-05T17:00')
    expect(['11:59', '12:00', '16:59', '17:00'].map((time) => isDuring(one, at(`11-05T${time}`)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('goes by the event’s clock, also over the end of summer time', () => {
    expect(dayAt(at('07-01T23:30'), zone)).toBe('2026-07-02')
    expect(spanOfDay('2026-10-25', zone)).toEqual({ fromMs: at('10-24T23:00'), toMs: at('10-26T00:00') })
    const night = shift('11-05T22:00', '11-06T06:00')
    for (const day of ['2026-11-05', '2026-11-06'])
      expect(shiftsIn([night], spanOfDay(day, zone))).toEqual([night])
    expect(shiftsIn([shift('11-05T20:00', '11-06T00:00')], spanOfDay('2026-11-06', zone))).toEqual([])
  })

  it('[DU7] knows when nobody is on duty between the first and the last', () => {
    const day = spanOfDay('2026-11-05', zone)
    const shifts = [
      shift('11-05T08:00', '11-05T12:00'),
      shift('11-05T09:00', '11-05T10:00'),
      shift('11-05T14:00', '11-05T20:00'),
      shift('11-05T22:00', '11-06T02:00'),
    ]
    expect(gapsIn(shifts, day)).toEqual([
      { fromMs: at('11-05T12:00'), toMs: at('11-05T14:00') },
      { fromMs: at('11-05T20:00'), toMs: at('11-05T22:00') },
    ])
    expect(gapsIn(shifts.slice(0, 2), day)).toEqual([])
    expect(gapsIn([], day)).toEqual([])
  })

  it('offers today and the days with shifts, yesterday at the earliest, seven at most', () => {
    const now = at('11-05T14:00')
    expect(rosterDays([], now, zone)).toEqual(['2026-11-05'])
    const shifts = [
      shift('11-01T08:00', '11-01T12:00'),
      shift('11-04T08:00', '11-04T12:00'),
      shift('11-06T20:00', '11-07T02:00'),
      shift('11-08T20:00', '11-09T00:00'),
    ]
    const days = ['04', '05', '06', '07', '08'].map((day) => `2026-11-${day}`)
    expect(rosterDays(shifts, now, zone)).toEqual(days)
    expect(rosterDays(shifts, now, zone, 3)).toEqual(days.slice(0, 3))
    expect(days.map((day) => sayDayShort(day, '2026-11-05')).slice(0, 2)).toEqual(['Wed 4', 'Thu 5, today'])
  })

  it('shows 8 to 22, and more where somebody is on duty', () => {
    const hours = (...shifts: { from: string; to: string }[]) => hoursShown(shifts, '2026-11-05', zone)
    expect(hours()).toEqual({ first: 8, last: 22 })
    expect(hours(shift('11-05T06:30', '11-05T22:15'))).toEqual({ first: 6, last: 23 })
    expect(hours(shift('11-04T22:00', '11-05T02:00'), shift('11-05T20:00', '11-06T03:00'))).toEqual({
      first: 0,
      last: 24,
    })
  })
})
