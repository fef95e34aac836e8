import { describe, expect, it } from 'vitest'
import { factLines, sayFact } from './fact-words.ts'

describe('[RP1] the facts of a report', () => {
  it('have words, or say why there are none', () => {
    expect(sayFact('By the coffee')).toBe('By the coffee')
    expect(sayFact({ missing: 'unknown' })).toBe('Don’t know')
    expect(sayFact({ missing: 'refused' })).toBe('Rather not say')
    expect(sayFact({ missing: 'not-asked' })).toBe('Not asked yet')
    expect(sayFact(undefined)).toBeUndefined()
  })

  it('are each shown in its own state, with how the report came where it was not told', () => {
    const facts = { when: 'after lunch', where: { missing: 'refused' }, who: { missing: 'unknown' } } as const
    expect(factLines({ ...facts, way: 'letter', verbatim: false }, 'Hana', false)).toEqual([
      { label: 'Came', text: 'By letter' },
      { label: 'Happened', text: 'after lunch' },
      { label: 'Where', text: 'Rather not say' },
      { label: 'Who', text: 'Don’t know' },
      { label: 'Written by', text: 'Hana, summarised' },
    ])
    expect(factLines({ ...facts, way: 'told' }, 'Hana', true).map(({ label }) => label)).toEqual([
      'Happened',
      'Where',
    ])
  })
})
