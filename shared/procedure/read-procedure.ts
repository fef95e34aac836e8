// A procedure as it came, read: which clauses it has, the lists in them, and whatever is odd about it. Whatever the document is,
// it is read without an exception, and every line of it is in exactly one clause or in `notPlaced`.

import { type ClauseName, clauseOfHeading } from './clause-names.ts'
import { tellDeadLinks } from './dead-links.ts'
import { decodeBytes, type Encoding, mendLine } from './decode.ts'
import { isTooDeep, listOf, mostListChars } from './lists.ts'
import { findMarks, type Mark } from './marks.ts'
import { mostOddities, type Oddity } from './oddity.ts'
import { findHeadings, type Heading, placeByHeadings } from './place-by-headings.ts'
import { placeByMarks } from './place-by-marks.ts'

/** Lines one after the other, from 1, both ends included. */
export type Stretch = { from: number; to: number }

export type Clause = {
  name: ClauseName
  /** Its own heading, or nothing. */
  heading: string
  /** Where it stands; several where it was begun several times. */
  lines: Stretch[]
  /** Its text in Markdown, without marks. */
  body: string
  /** What its list says; empty for clauses whose list drives nothing. */
  items: string[]
}

export type ReadProcedure = {
  encoding: Encoding | 'text'
  /** The document as text, as it came. */
  text: string
  /** In the order in which they begin. */
  clauses: Clause[]
  notPlaced: Stretch[]
  oddities: Oddity[]
  /** How many lines went through two encodings; `mendProcedure` makes them whole. */
  brokenLines: number
}

/** The questions of the report, the do's, the don'ts, the questions of the meeting, the measures. */
export const clausesWithLists: ReadonlySet<ClauseName> = new Set<ClauseName>([
  'information',
  'response',
  'antiresponse',
  'tellchair',
  'considerations',
])

const lineEnds = /\r\n|\r|\n/

/** Never throws. @param source bytes in any common encoding, or text that was pasted */
export function readProcedure(source: string | Uint8Array): ReadProcedure {
  const { text, encoding } =
    typeof source === 'string' ? { text: source, encoding: 'text' as const } : decodeBytes(source)
  const lines = text.replace(/^\ufeff/, '').split(lineEnds)
  const { told, tell } = createTelling()
  const brokenLines = tellBroken(lines, tell)
  if (text.trim() === '') tell({ line: 1, message: 'This document is empty.', proposal: null })
  const { marks, without } = findMarks(lines, tell)
  tellDeadLinks(without, tell)
  const headings = findHeadings(without)
  const isMarked = marks.some(({ name }) => name)
  const owners = isMarked ? placeByMarks(lines.length, marks, tell) : placeByHeadings(lines.length, headings)
  if (!isMarked && text.trim() !== '') tell(unmarked)
  const stretches = stretchesOf(owners)
  const clauses = clausesOf(stretches, without, headings, tell)
  tellRepeated(marks, tell)
  tellUnplaced(headings, owners, isMarked, tell)
  const notPlaced = stretches.filter(({ owner }) => owner === undefined).map(({ from, to }) => ({ from, to }))
  return { encoding, text, clauses, notPlaced, oddities: told(), brokenLines }
}

/** The text with the lines that went through two encodings made whole; its other lines, and how lines end, stay. */
export const mendProcedure = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map(mendLine)
    .join('')

const unmarked: Oddity = {
  line: 1,
  message: 'There are no marks of clauses.',
  proposal: 'The headings decide where each clause begins.',
}

function createTelling() {
  const oddities: Oddity[] = []
  let more = 0
  return {
    tell(oddity: Oddity) {
      if (oddities.length < mostOddities - 1) oddities.push(oddity)
      else more++
    },
    told() {
      const sorted = oddities.toSorted((a, b) => a.line - b.line)
      const last = { line: sorted.at(-1)?.line ?? 1, message: `${more} more of this kind.`, proposal: null }
      return more === 0 ? sorted : [...sorted, last]
    },
  }
}

function tellBroken(lines: readonly string[], tell: (oddity: Oddity) => void): number {
  let broken = 0
  for (const [at, line] of lines.entries()) {
    const mended = mendLine(line)
    if (mended === line) continue
    broken++
    tell({
      line: at + 1,
      message: 'Signs here are broken: the text was encoded twice.',
      proposal: mended.slice(0, 300).toWellFormed(),
    })
  }
  return broken
}

type Owned = Stretch & { owner: ClauseName | undefined }

function stretchesOf(owners: readonly (ClauseName | undefined)[]): Owned[] {
  const stretches: Owned[] = []
  for (const [at, owner] of owners.entries()) {
    const last = stretches.at(-1)
    if (last && last.owner === owner) last.to = at + 1
    else stretches.push({ owner, from: at + 1, to: at + 1 })
  }
  return stretches
}

function clausesOf(
  stretches: readonly Owned[],
  lines: readonly string[],
  headings: readonly Heading[],
  tell: (oddity: Oddity) => void,
): Clause[] {
  const byName = Map.groupBy(stretches, ({ owner }) => owner)
  return [...byName].flatMap(([name, its]) => {
    if (!name) return []
    const own = its.flatMap(({ from, to }) => lines.slice(from - 1, to))
    const isOwn = ({ line }: Heading) => its.some(({ from, to }) => line >= from - 1 && line < to)
    const body = own
      .join('\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd()
    const clause = {
      ...{ name, heading: headings.find(isOwn)?.words ?? '', body, items: [] as string[] },
      lines: its.map(({ from, to }) => ({ from, to })),
    }
    if (body === '') tell({ line: its[0]!.from, message: `“${name}” is empty.`, proposal: null })
    else if (clausesWithLists.has(name)) clause.items = itemsOf(clause, own, tell)
    return [clause]
  })
}

function itemsOf(
  { name, lines, body }: Clause,
  own: readonly string[],
  tell: (oddity: Oddity) => void,
): string[] {
  const items = listOf(own)
  const line = lines[0]!.from
  const isCut = body.length > mostListChars || own.some(isTooDeep)
  if (isCut)
    tell({
      line,
      message: `“${name}” is very long, or its lists stand very deep in one another.`,
      proposal: `Its list is read from the first ${mostListChars.toLocaleString('en')} characters, and not from its deepest lines. Its text is whole.`,
    })
  if (items.length === 0 && !isCut)
    tell({
      line,
      message: `There is no list in “${name}”.`,
      proposal: 'Write each point as a line that begins with “- ”.',
    })
  return items
}

function tellRepeated(marks: readonly Mark[], tell: (oddity: Oddity) => void): void {
  const begun = new Set<ClauseName>()
  for (const { name, isEnd, line } of marks) {
    if (!name || isEnd) continue
    if (begun.has(name))
      tell({
        line: line + 1,
        message: `“${name}” begins once more.`,
        proposal: 'Its parts are taken together.',
      })
    begun.add(name)
  }
}

/** What is in no clause and looks as if it were meant for one. */
function tellUnplaced(
  headings: readonly Heading[],
  owners: readonly (ClauseName | undefined)[],
  isMarked: boolean,
  tell: (oddity: Oddity) => void,
): void {
  if (!isMarked) return
  const there = new Set(owners)
  for (const { line, words } of headings) {
    const like = owners[line] ? undefined : clauseOfHeading(words)
    if (!like || there.has(like)) continue
    tell({
      line: line + 1,
      message: `“${words.slice(0, 80).toWellFormed()}” is in no clause.`,
      proposal: `It looks like “${like}”: put <!-- clause:${like} --> before it and <!-- endclause:${like} --> after it.`,
    })
  }
}
