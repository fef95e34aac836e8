// Whatever a procedure is like, it is read: untidy ones as written down in the corpus, any text at all without an exception and
// without losing a line, and hostile ones in bounded work.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corpus } from '../../test/procedures/corpus.ts'
import { mendLine } from './decode.ts'
import { listOf } from './lists.ts'
import { mendProcedure, type ReadProcedure, readProcedure, type Stretch } from './read-procedure.ts'

const said = (stretches: readonly Stretch[]) => stretches.map(({ from, to }) => `${from}-${to}`).join(',')

test.each(corpus)('[PD1] understood: $what', ({ source, clauses, items = {}, says = [] }) => {
  const read = readProcedure(source)
  expect(Object.fromEntries(read.clauses.map(({ name, lines }) => [name, said(lines)]))).toEqual(clauses)
  for (const [name, list] of Object.entries(items))
    expect(read.clauses.find((clause) => clause.name === name)?.items).toEqual(list)
  for (const [line, words] of says)
    expect(read.oddities).toContainEqual(
      expect.objectContaining({ line, message: expect.stringContaining(words) }),
    )
  everyLineOnce(read)
})

test('[PD1] a tidy procedure has nothing odd about it', () => {
  expect(readProcedure(corpus[0]!.source).oddities).toEqual([])
})

function everyLineOnce({ text, clauses, notPlaced }: ReadProcedure): void {
  const lines = text.split(/\r\n|\r|\n/).length
  const placed = [...clauses.flatMap((clause) => clause.lines), ...notPlaced].toSorted(
    (a, b) => a.from - b.from,
  )
  let next = 1
  for (const { from, to } of placed) {
    expect(from).toBe(next)
    expect(to).toBeGreaterThanOrEqual(from)
    next = to + 1
  }
  expect(next).toBe(lines + 1)
}

const pieces = fc.constantFrom(
  ...[
    '<!-- clause:response -->',
    '<!-- endclause:response -->',
    '<!-- clause:links -->',
    '<!-- endclause:links',
  ],
  ...[
    '<!--',
    '-->',
    '<! endclause >',
    '<!-- clause:x -->',
    '<!-- endclause:x -->',
    '# Measures',
    '---',
    '===',
    '```',
  ],
  ...[
    '- a',
    '  - b',
    '> ',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    'â€œ',
    '[',
    '](',
    '*',
    '**',
    '\ufeff',
    '\ud800',
    '\0',
    ' ',
    '\t',
  ],
)
const untidy = fc.array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ unit: 'binary' })), {
  maxLength: 40,
})

test('[PD1] any text is read without an exception, and each of its lines stands in exactly one place', () => {
  fc.assert(
    fc.property(untidy, (parts) => everyLineOnce(readProcedure(parts.join('')))),
    { numRuns: 400 },
  )
})

test('[PD1] any bytes are read without an exception, and each line stands in exactly one place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => everyLineOnce(readProcedure(bytes))),
    { numRuns: 300 },
  )
})

test.each([
  ['lists in one line', '- '.repeat(100_000)],
  ['quotations', '> '.repeat(100_000)],
  ['quotations without spaces', '>'.repeat(100_000)],
  ['numbers', '1. '.repeat(60_000)],
  ['stars', '* '.repeat(100_000)],
  ['emphasis', '**a*'.repeat(50_000)],
  ['brackets', '['.repeat(200_000)],
  ['half marks', '<!-- clause:'.repeat(30_000)],
  ['opening marks', '<!-- clause:links -->\n'.repeat(20_000)],
  ['end marks', '<!-- endclause:links -->\n'.repeat(20_000)],
  ['unknown marks', Array.from({ length: 20_000 }, (_, at) => `<!-- clause:z${at} -->`).join('\n')],
  ['half comments', '<!--\n'.repeat(100_000)],
  ['items', '- a\n'.repeat(100_000)],
  ['headings', '# Measures\n'.repeat(50_000)],
  ['broken signs', 'â€œ'.repeat(100_000)],
  ['a megabyte of words', 'Some words that go on.\n\n- one\n'.repeat(35_000)],
])('[PD2] what is hostile or very long is read whole: %s', { timeout: 60_000 }, (_, text) => {
  everyLineOnce(readProcedure(`<!-- clause:response -->\n${text}\n<!-- endclause:response -->`))
})

test('[PD2] what stands too deep is not looked at, and said', () => {
  const deep = `${'> '.repeat(30)}- a`
  expect(listOf(['- b', deep])).toEqual(['b'])
  const { oddities } = readProcedure(`<!-- clause:response -->\n- b\n${deep}\n<!-- endclause:response -->`)
  expect(oddities).toContainEqual(expect.objectContaining({ message: expect.stringContaining('very deep') }))
})

test('[PD3] signs that were encoded twice are mended only when asked, by line, and nothing else is touched', () => {
  const broken = 'He said â€œstopâ€\u009d.\r\nCafÃ© â€“ it\u00e2\u0080\u0099s\rplain “fine” é Â£5\n'
  expect(readProcedure(broken)).toMatchObject({ text: broken, brokenLines: 2 + 1 })
  expect(mendProcedure(broken)).toBe('He said “stop”.\r\nCafé – it’s\rplain “fine” é £5\n')
  for (const whole of ['naïve Ã', 'Größe', '日本語', 'â€', '“ ” – é'].slice(0, 3))
    expect(mendLine(whole)).toBe(whole)
})
