import { expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { sayAsked, sayOnMyWay } from './asked-words.ts'

const amber = { id: 'a' as CaseId, codeName: 'Amber Heron' }

it.each([
  ['Maria asks for you.', { isForAll: false, isUrgent: false, case: null }],
  ['Maria calls a meeting: Amber Heron.', { isForAll: true, isUrgent: false, case: amber }],
  [
    'Maria asks for you: Amber Heron. Someone may be in danger.',
    { isForAll: false, isUrgent: true, case: amber },
  ],
])('is spoken as %s', (words, page) => {
  expect(sayAsked('Maria', page)).toBe(words)
})

it('says to whom one is on the way, and where', () => {
  const told = 'You told Maria at 22:07 that you are on the way.'
  expect(sayOnMyWay('Maria', '22:07', null)).toBe(told)
  for (const place of ['Lobby, by the stairs', 'Lobby, by the stairs.'])
    expect(sayOnMyWay('Maria', '22:07', place)).toBe(`${told} Lobby, by the stairs.`)
})
