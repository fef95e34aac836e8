import { expect, it } from 'vitest'
import { sayOwed } from './owed-words.ts'

it('[CT2] a word that is owed says what it is and until when, and calmly that it is late', () => {
  const at = (now: string) =>
    sayOwed({ kind: 'acknowledge', dueAt: '2026-11-06T22:00:00.000Z' }, new Date(now), 'UTC')
  expect(at('2026-11-05T22:10:00Z')).toBe('First word to the reporter by tomorrow 22:00')
  expect(at('2026-11-06T21:10:00Z')).toBe('First word to the reporter by 22:00')
  expect(at('2026-11-07T01:00:00Z')).toBe('First word to the reporter was due Fri 22:00, late by 3 h')
})
