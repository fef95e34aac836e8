// Untidy procedures, each with what is to be understood of it: the lines of each clause, some lists, and what must be said.

export type Untidy = {
  what: string
  source: string | Uint8Array
  /** By clause: `from-to`, from 1. */
  clauses: Record<string, string>
  items?: Record<string, string[]>
  /** The line and a part of what is said of it. */
  says?: readonly [number, string][]
}

const doc = (...lines: string[]): string => lines.join('\n')
const response = ['<!-- clause:response -->', '- Sit down', '- Call', '<!-- endclause:response -->']
const wide = (text: string, isBig: boolean, mark = true): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}
const items = { response: ['Sit down', 'Call'] }
const whole = { clauses: { response: '1-4' }, items }

export const corpus: readonly Untidy[] = [
  { what: 'a tidy one', source: doc(...response), ...whole },
  { what: 'nothing at all', source: '', clauses: {}, says: [[1, 'empty']] },
  { what: 'CRLF', source: response.join('\r\n'), ...whole },
  { what: 'CR alone', source: response.join('\r'), ...whole },
  { what: 'UTF-8 with a mark of its order', source: Buffer.from(`\ufeff${doc(...response)}`), ...whole },
  { what: 'UTF-16, little end first', source: wide(doc(...response), false), ...whole },
  { what: 'UTF-16, big end first', source: wide(doc(...response), true), ...whole },
  { what: 'UTF-16 without a mark of its order', source: wide(doc(...response), false, false), ...whole },
  { what: 'UTF-16, big, without a mark', source: wide(doc(...response), true, false), ...whole },
  {
    what: 'Windows-1252',
    source: Buffer.concat([Buffer.from('<!-- clause:response -->\n- Say '), Buffer.of(0x93, 0x79, 0x94)]),
    clauses: { response: '1-2' },
    items: { response: ['Say “y”'] },
    says: [[1, 'no end mark']],
  },
  {
    what: 'Latin-1',
    source: Buffer.from('<!-- clause:response -->\n- Caf\u00e9\n<!-- endclause:response -->', 'latin1'),
    clauses: { response: '1-3' },
    items: { response: ['Café'] },
  },
  {
    what: 'signs that were encoded twice stay as they are, and are proposed mended',
    source: doc('<!-- clause:response -->', '- Say â€œstopâ€\u009d', '<!-- endclause:response -->'),
    clauses: { response: '1-3' },
    says: [[2, 'encoded twice']],
  },
  {
    what: 'a misspelt end mark',
    source: doc(...response.slice(0, 3), '<!-- endcluase:respnose -->', 'after'),
    ...whole,
    says: [[4, 'misspelt']],
  },
  {
    what: 'a misspelt name',
    source: doc('<!-- clause: Anti-Respone -->', '- No', '<!-- endclause:antiresponse -->'),
    clauses: { antiresponse: '1-3' },
    says: [[1, 'misspelt']],
  },
  {
    what: 'a mark without its bracket',
    source: doc('<!-- clause:response', '- Sit down', '- Call', '<! endclause:response >'),
    ...whole,
    says: [
      [1, 'misspelt'],
      [4, 'misspelt'],
    ],
  },
  {
    what: 'a mark over two lines',
    source: doc('<!--', 'clause:response -->', '- Sit down', '- Call', '<!-- endclause:response -->'),
    clauses: { response: '1-5' },
    items,
  },
  {
    what: 'an end mark that is missing, before the next clause',
    source: doc('<!-- clause:links -->', 'See', '', ...response),
    clauses: { links: '1-3', response: '4-7' },
    items,
    says: [[1, 'no end mark']],
  },
  {
    what: 'an end mark without a beginning',
    source: doc('Sit', '<!-- endclause:stafflinks -->', ...response),
    clauses: { stafflinks: '1-2', response: '3-6' },
    says: [[2, 'begins nowhere']],
  },
  {
    what: 'two clauses that cross',
    source: doc(
      ...['<!-- clause:links -->', 'a', '<!-- clause:response -->', '- b', '<!-- endclause:links -->'],
      ...['- c', '<!-- endclause:response -->', 'd'],
    ),
    clauses: { links: '1-2', response: '3-7' },
    items: { response: ['b', 'c'] },
    says: [
      [3, 'begins inside'],
      [5, 'cross'],
    ],
  },
  {
    what: 'a clause inside another',
    source: doc('<!-- clause:links -->', 'a', ...response, 'b', '<!-- endclause:links -->'),
    clauses: { links: '1-2,7-8', response: '3-6' },
    items,
    says: [[3, 'begins inside']],
  },
  {
    what: 'a name that is nobody’s',
    source: doc('<!-- clause:parking -->', 'P', '<!-- endclause:parking -->', ...response),
    clauses: { response: '4-7' },
    items,
    says: [[1, 'No clause is called “parking”']],
  },
  {
    what: 'an end mark with a name that is nobody’s',
    source: doc(...response.slice(0, 3), '<!-- endclause:parking -->', 'x'),
    ...whole,
    says: [[4, 'No clause is called “parking”']],
  },
  {
    what: 'an end mark without a name',
    source: doc(...response.slice(0, 3), '<!-- endclause -->', 'x'),
    ...whole,
    says: [[4, 'names no clause']],
  },
  {
    what: 'a clause that is there twice',
    source: doc(...response, 'between', '<!-- clause:response -->', '* Tea', '<!-- endclause:response -->'),
    clauses: { response: '1-4,6-8' },
    items: { response: ['Sit down', 'Call', 'Tea'] },
    says: [[6, 'once more']],
  },
  {
    what: 'comments inside',
    source: doc(
      ...['<!-- clause:response -->', '<!-- clause by the board of 2011 -->', '- Sit down', '- Call'],
      ...['<!-- see <b>there</b> -->', '<!-- endclause:response -->'],
    ),
    clauses: { response: '1-6' },
    items,
  },
  {
    what: 'a blank clause',
    source: doc('<!-- clause:response -->', '', '<!-- endclause:response -->'),
    clauses: { response: '1-3' },
    says: [[1, 'is empty']],
  },
  {
    what: 'a list without a blank line before it, with bold words, trailing spaces and items inside items',
    source: doc(
      ...['<!-- clause:considerations -->', 'One of:', '- **Warn**  ', '  - in writing', '- Leave _at once_'],
      ...['  and stay away', '<!-- endclause:considerations -->'],
    ),
    clauses: { considerations: '1-7' },
    items: { considerations: ['Warn', 'in writing', 'Leave at once and stay away'] },
  },
  {
    what: 'no list where one is wanted',
    source: doc('<!-- clause:tellchair -->', 'Call them.', '<!-- endclause:tellchair -->'),
    clauses: { tellchair: '1-3' },
    items: { tellchair: [] },
    says: [[1, 'no list']],
  },
  {
    what: 'no marks: headings decide',
    source: doc(
      ...['# Staff procedure', '', 'Hello.', '', '## First response', '1. Sit', '2. Call', '### More', 'x'],
      ...['', '## Lunch', 'y', '', 'Measures', '--------', '- Warn'],
    ),
    clauses: { response: '5-10', considerations: '14-16' },
    items: { response: ['Sit', 'Call'], considerations: ['Warn'] },
    says: [[1, 'no marks']],
  },
  {
    what: 'no marks: lines in bold letters for headings',
    source: doc('**What not to do**', '', '- Judge', '', '**Measures**', '', '- Warn'),
    clauses: { antiresponse: '1-4', considerations: '5-7' },
    items: { antiresponse: ['Judge'], considerations: ['Warn'] },
  },
  {
    what: 'a heading outside of every clause that looks like one',
    source: doc(...response, '## Measures', '- Warn'),
    ...whole,
    says: [[5, 'is in no clause']],
  },
]
