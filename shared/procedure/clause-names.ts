// The clauses of a procedure, by the names of their marks, and what is nearly such a name: marks are misspelt in ways nobody foresaw.

export const clauseNames = [
  'adopted',
  'links',
  'information',
  'response',
  'antiresponse',
  'tellchair',
  'contactharasser',
  'considerations',
  'harasserreply',
  'publicresponse',
  'angryattendees',
  'stafflinks',
] as const
export type ClauseName = (typeof clauseNames)[number]

/** What a heading of each is likely to say, the most telling first; asked in this order. */
const headings: readonly (readonly [ClauseName, RegExp])[] = [
  ['stafflinks', /where to find (the )?staff|find(ing)? staff|staff (contacts?|numbers|links)|duty phone/],
  ['antiresponse', /\b(don.?ts?|do not|never|what not to|avoid|anti.?response)\b/],
  ['publicresponse', /\b(public|announc\w+|press)\b/],
  ['angryattendees', /\b(angry|upset|hard feelings|complain\w*)\b/],
  ['harasserreply', /\b(appeals?|reply|their side|apolog\w+)\b/],
  [
    'contactharasser',
    /\b(talk\w*|speak\w*|contact\w*|inform\w*)\b.{0,40}\b(harasser|reported|accused|offender)\b/,
  ],
  ['considerations', /\b(considerations?|measures?|sanctions?|penalt\w+|consequences|actions to)\b/],
  ['tellchair', /\b(chair|coordinator|staff meeting|escalat\w+|meeting)\b/],
  [
    'information',
    /\b(information|what to (ask|write|record)|questions|taking (a|the) report|report form|details)\b/,
  ],
  ['response', /\b(respon\w+|first (steps?|aid|minutes)|dos?\b|what to do|immediate)/],
  ['links', /\b(links?|policy|further reading|see also)\b/],
  ['adopted', /\b(adopted|credits?|source|origin|about this|licen[cs]e)\b/],
]

/** The clause that a heading seems to begin. Looks at the first letters only. */
export function clauseOfHeading(heading: string): ClauseName | undefined {
  const words = heading.slice(0, 120).toLowerCase()
  const letters = words.replace(/[^a-z]/g, '')
  return clauseNames.find((name) => name === letters) ?? headings.find(([, says]) => says.test(words))?.[0]
}

/** @returns the known name that this is, or is nearly: letters swapped, dropped or doubled */
export function nearestClause(said: string): ClauseName | undefined {
  const letters = said
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const exact = clauseNames.find((name) => name === letters)
  if (exact || letters.length < 4) return exact
  const near = clauseNames
    .map((name) => ({ name, off: distance(letters, name) }))
    .toSorted((a, b) => a.off - b.off)
  const [best, next] = near
  return best!.off <= 2 && best!.off < next!.off ? best!.name : undefined
}

/** Letters to put in, take out, change or swap with the next one, to make one word of the other. Both are short. */
export function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(change, swapped, row[j - 1]! + 1, rows[i - 1]![j]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
