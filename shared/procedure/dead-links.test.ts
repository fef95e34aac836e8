import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deadness, tellDeadLinks } from './dead-links.ts'
import type { Oddity } from './oddity.ts'
import { readProcedure } from './read-procedure.ts'

const told = (text: string) => {
  const found: Oddity[] = []
  tellDeadLinks(text.split('\n'), (oddity) => found.push(oddity))
  return found.map(({ line, message }) => `${line} ${message}`)
}

test.each([
  ...['', ' ', '#', '<>', 'TODO', 'tbd', '???', 'www.conference.org/policy', 'javascript:alert(1)'],
  ...[
    'ftp://files.conference.org/policy',
    'file:///home/me/policy.md',
    'https://',
    'http://localhost:3000/a',
  ],
  ...['http://127.0.0.1/', 'https://example.org/policy', 'https://docs.example.com', 'https://policy.test/'],
  ...['mailto:', 'mailto:safety@example.org', 'tel:', 'tel:xxx', '//example.org/policy', 'https://[::1]/'],
])('[PD12] a link to “%s” looks dead', (link) => expect(deadness(link)).toBeDefined())

test.each([
  ...['policy', '../guide#safety', '#measures', '/conduct', 'https://conference.org/policy "Our policy"'],
  ...[
    '<https://conference.org/a b>',
    'mailto:safety@conference.org',
    'tel:+351210000000',
    '//conference.org/a',
  ],
  ...['https://example.conference.org/', 'https://localhosts.org/', 'todo.html'],
])('[PD12] a link to “%s” does not', (link) => expect(deadness(link)).toBeUndefined())

test('[PD12] dead-looking links are told with their line when a procedure is brought in', () => {
  const text = [
    '# First response',
    '- See [the policy](https://conference.org/policy) and [the guide]()',
    '- Call [security](tel:)',
    '- Ask [the chair](mailto:chair@conference.org',
    'A [long one](https://conference.org/',
    'guide) that ends here',
    '[rules]: http://localhost/rules',
  ].join('\r\n')
  const { oddities } = readProcedure(text)
  expect(oddities.map(({ line, message }) => [line, message])).toEqual([
    [1, 'There are no marks of clauses.'],
    [2, 'A link is empty.'],
    [3, '“tel:” looks unfinished.'],
    [4, 'A link is not closed.'],
    [7, '“http://localhost/rules” looks unfinished.'],
  ])
  expect(oddities.slice(1).every(({ proposal }) => proposal)).toBe(true)
})

test('[PD2, PD12] no line makes looking for them long, and none ends it', () => {
  const part = fc.constantFrom(
    '](',
    '[a](',
    ')',
    '[',
    ']: ',
    '<',
    'https://',
    '\n',
    'x'.repeat(500),
    '(',
    '@',
  )
  fc.assert(fc.property(fc.array(part, { maxLength: 200 }), (parts) => void told(parts.join(''))))
  for (const one of ['](', '[a](', '[a](http://', ']()', '[a]:', '](mailto:@'])
    expect(told(one.repeat(Math.ceil(1_000_000 / one.length))).length).toBeLessThanOrEqual(2_001)
})
