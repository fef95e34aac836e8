import { expect, test } from 'vitest'
import { addressOf } from '#shared/procedure/addresses.ts'
import { linesWords, originOf, readCount, wordsAt } from './procedure-words.ts'

test('[PD6] a relative link is sought from where the procedure is from, and nothing but pages, mail and phones is opened', () => {
  const source = 'https://example.org/conduct/procedure.md'
  expect(addressOf('policy', source)).toBe('https://example.org/conduct/policy')
  expect(addressOf('../guide#safety', source)).toBe('https://example.org/guide#safety')
  expect(addressOf('mailto:safety@example.org', '')).toBe('mailto:safety@example.org')
  for (const [link, from] of [
    ['policy', 'Our handbook'],
    ['policy', ''],
    ['javascript:alert(1)', source],
    ['data:text/html,x', source],
    ['https://', source],
    ['#', source],
    [' ', source],
  ] as const)
    expect(addressOf(link, from), link).toBeUndefined()
})

test('[PD6] lines are told as one says them, and where something is from without gaps', () => {
  expect(linesWords([{ from: 3, to: 3 }])).toBe('line 3')
  expect(linesWords([{ from: 3, to: 8 }])).toBe('lines 3 to 8')
  expect(
    linesWords([
      { from: 1, to: 2 },
      { from: 5, to: 5 },
      { from: 9, to: 12 },
    ]),
  ).toBe('lines 1 to 2, 5 and 9 to 12')
  expect(originOf({ source: 'Handbook', version: '', licence: 'CC0' })).toBe('Handbook, CC0')
  expect(originOf({ source: '', version: '3', licence: '' })).toBe('version 3')
})

test('[PD6] what has no place is told with its words, and lines without any are not', () => {
  const stretches = [
    { from: 1, to: 1 },
    { from: 2, to: 2 },
    { from: 3, to: 4 },
  ]
  expect(wordsAt('one\r\n \r\nthree\rfour', stretches)).toEqual(['one', 'three\nfour'])
})

test('[PD8] how many have read it is told as one says it', () => {
  const readAt = '2026-11-05T14:16:00Z'
  const not = { readAt: null }
  expect(readCount([not, not])).toBe('0 of 2 have read it.')
  expect(readCount([{ readAt }, not])).toBe('1 of 2 has read it.')
  expect(readCount([{ readAt }, { readAt }, not])).toBe('2 of 3 have read it.')
  expect(readCount([{ readAt }])).toBe('Everybody has read it.')
})
