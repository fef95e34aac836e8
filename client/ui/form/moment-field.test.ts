import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldOf, momentIn } from './moment-field.ts'

test('a moment is shown on the event’s clock, and read back as the same moment', () => {
  expect(fieldOf('2026-10-14T18:00:00.000Z', 'Europe/Lisbon')).toBe('2026-10-14T19:00')
  expect(momentIn('2026-10-14T19:00', 'Europe/Lisbon')).toBe('2026-10-14T18:00:00.000Z')
  const zones = ['Europe/Lisbon', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC']
  fc.assert(
    fc.property(
      fc.integer({ min: 29_000_000, max: 31_000_000 }),
      fc.constantFrom(...zones),
      (minutes, zone) => {
        const iso = new Date(minutes * 60_000).toISOString()
        const field = fieldOf(iso, zone)
        // An hour that the clocks show twice is the first of the two.
        expect(fieldOf(momentIn(field, zone)!, zone)).toBe(field)
      },
    ),
  )
})

test('an empty field is no end', () => expect(momentIn('', 'Europe/Lisbon')).toBeNull())
