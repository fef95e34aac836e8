import { expect, it } from 'vitest'
import { dayOfEvent } from './ring-offer.ts'

it('what was put off is asked again on the next day of the event, by the event’s own clock', () => {
  const evening = Date.parse('2026-03-05T23:30:00Z')
  const halfAnHour = 30 * 60_000
  expect(dayOfEvent(evening, 'UTC')).toBe('2026-3-5')
  expect(dayOfEvent(evening + halfAnHour, 'UTC')).toBe('2026-3-6')
  expect(dayOfEvent(evening, 'Asia/Tokyo')).toBe('2026-3-6')
  expect(dayOfEvent(evening + halfAnHour, 'America/New_York')).toBe('2026-3-5')
})
