import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sayDue, sayTime } from './due-words.ts'

const zone = 'Europe/Amsterdam'
/** Thursday 5 November 2026, 14:16 in Amsterdam. */
const now = new Date('2026-11-05T13:16:00Z')
const due = (iso: string, words: string | null = null) => sayDue(iso, words, now, zone)

describe('when a task is due', () => {
  test.each([
    ['2026-11-05T13:30:00Z', null, '14:30'],
    ['2026-11-05T14:00:00Z', 'until 15:00', 'until 15:00'],
    ['2026-11-06T08:00:00Z', null, 'tomorrow 09:00'],
    ['2026-11-06T08:00:00Z', 'until 9:00', 'until tomorrow 09:00'],
    ['2026-11-07T11:00:00Z', null, 'Sat 12:00'],
    ['2026-11-04T16:32:00Z', null, 'Wed 17:32'],
    ['2026-11-20T11:00:00Z', null, '20 Nov 12:00'],
    ['2026-11-05T15:00:00Z', 'before keynote', 'before keynote'],
  ])('%s with words %j reads %j', (iso, words, text) => expect(due(iso, words).text).toBe(text))

  test('without a clock time it says its words, else today', () => {
    expect(sayDue(null, 'before keynote', now, zone).text).toBe('before keynote')
    expect(sayDue(null, null, now, zone)).toEqual({ text: 'today', soon: null, late: null, inWords: null })
    expect(sayDue('nonsense', null, now, zone).text).toBe('today')
  })

  test.each([
    [16, null, null, 'in 16 minutes'],
    [15, 'in 15 min', null, 'in 15 minutes'],
    [9, 'in 9 min', null, 'in 9 minutes'],
    [1, 'in 1 min', null, 'in 1 minute'],
    [0, 'now', null, 'now'],
    [-1, null, 'Late by 1 min', '1 minute ago'],
    [-4, null, 'Late by 4 min', '4 minutes ago'],
    [-80, null, 'Late by 1 h 20 min', '1 hour 20 minutes ago'],
    [120, null, null, 'in 2 hours'],
    [3 * 24 * 60, null, null, 'in 3 days'],
  ])('%i minutes from now', (minutes, soon, late, inWords) => {
    const said = due(new Date(now.getTime() + minutes * 60_000).toISOString())
    expect(said).toMatchObject({ soon, late, inWords })
  })

  test('is never soon and late at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (ms) => {
        const { soon, late } = due(new Date(now.getTime() + ms).toISOString())
        expect(soon === null || late === null).toBe(true)
      }),
    )
  })
})

describe('when something was', () => {
  test.each([
    ['2026-11-05T12:52:00Z', '13:52'],
    ['2026-11-04T16:32:00Z', 'Wed 17:32'],
    ['2026-10-29T16:32:00Z', '29 Oct 17:32'],
    ['2026-11-04T23:30:00Z', '00:30'],
  ])('%s reads %j', (iso, text) => expect(sayTime(new Date(iso), now, zone)).toBe(text))
})
