import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween, localTime, momentOf, weekdayOf } from './zone.ts'

const zones = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]
const day = { year: 2026, month: 10, day: 25 }

test('any moment comes back as its wall clock shows it, in any zone', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (date, zone) => {
        const local = localTime(date, zone)
        const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000)
        expect(momentOf(local, zone, minute)).toEqual(minute)
      },
    ),
  )
})

test('where clocks go forward the hour that is skipped is read as the one after', () =>
  expect(
    momentOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Amsterdam').toISOString(),
  ).toBe('2026-03-29T01:30:00.000Z'))

test('where clocks go back the hour comes twice: the first that has not passed', () => {
  const half = { ...day, hour: 2, minute: 30 }
  expect(momentOf(half, 'Europe/Amsterdam').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  const after = new Date('2026-10-25T00:45:00Z')
  expect(momentOf(half, 'Europe/Amsterdam', after).toISOString()).toBe('2026-10-25T01:30:00.000Z')
})

test('days run over into the next month and year', () => {
  const local = { year: 2026, month: 12, day: 32, hour: 9, minute: 0 }
  expect(momentOf(local, 'UTC').toISOString()).toBe('2027-01-01T09:00:00.000Z')
})

test('days between and weekdays are those of the calendar', () => {
  expect(daysBetween({ year: 2026, month: 2, day: 28 }, { year: 2026, month: 3, day: 1 })).toBe(1)
  expect(daysBetween(day, { ...day, day: 24 })).toBe(-1)
  expect(weekdayOf(day)).toBe(0)
})
