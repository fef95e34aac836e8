import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemberId } from '../ids.ts'
import { parseQuickAdd } from './quick-add.ts'
import { sayQuickAdd } from './say-quick-add.ts'

const timeZone = 'Europe/Amsterdam'
/** Thursday 5 November 2026, 14:16:20 in Amsterdam. */
const now = new Date('2026-11-05T13:16:20Z')
const maria = {
  id: MemberId.parse('00000000-0000-4000-8000-000000000011'),
  name: 'Maria Fontes',
  onCase: true,
  reach: 'phone' as const,
}
const parse = (line: string) => parseQuickAdd(line, { now, timeZone, people: [maria] })
const at = (clock: string) => new Date(`2026-11-05T${clock}:00+01:00`).toISOString()

describe('any line', () => {
  const bits = fc.constantFrom(
    '@maria',
    '@',
    'in',
    '20m',
    'now',
    'until',
    '1127',
    '14:30',
    'tomorrow',
    'before',
    'x',
    '9',
    'am',
    'the',
  )
  const lines = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(fc.oneof(bits, fc.string({ maxLength: 4 }))).map((words) => words.join(' ')),
  )

  test('gives an answer: parts lie in the line, and what is the line without them', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const { what, parts, due } = parse(line)
        let rest = line
        for (const { from, to } of parts.toReversed()) {
          expect(from >= 0 && from < to && to <= line.length).toBe(true)
          rest = `${rest.slice(0, from)} ${rest.slice(to)}`
        }
        for (const [at, part] of parts.entries())
          if (at > 0) expect(part.from).toBeGreaterThanOrEqual(parts[at - 1]!.to)
        expect(what).toBe(rest.toWellFormed().replace(/\s+/gu, ' ').trim())
        expect(what.isWellFormed()).toBe(true)
        if (due !== null) expect(new Date(due).toISOString()).toBe(due)
        expect(sayQuickAdd(parse(line), { now, timeZone })).toBeInstanceOf(Array)
      }),
      { numRuns: 500 },
    )
  })

  test('of a name, a time and words in any order finds all three', () => {
    const words = fc.stringMatching(/^[bcdfg]{3,8}( [bcdfg]{3,8}){0,3}$/)
    const clocks = fc.tuple(fc.integer({ min: 15, max: 23 }), fc.integer({ min: 10, max: 59 }))
    fc.assert(
      fc.property(words, clocks, fc.nat(5), (what, [hour, minute], order) => {
        const pieces = [what, '@maria', `${hour}:${minute}`]
        const first = pieces.splice(order % 3, 1)
        const line = [...first, ...(order > 2 ? pieces : pieces.reverse())].join(' ')
        const found = parse(line)
        expect(found).toMatchObject({ what, who: { is: 'one' }, due: at(`${hour}:${minute}`) })
        for (const { from, to } of found.parts) expect(found.what).not.toContain(line.slice(from, to))
      }),
    )
  })

  test('very long lines are read as well', () => {
    for (const word of ['1127 ', '@maria ', 'before the ', '(((', ',,,,', '14:30 '])
      expect(parse(word.repeat(5_000)).parts.length).toBeLessThanOrEqual(2)
  })
})
