// A roster out of a spreadsheet, as text: what is understood of it line by line, with what is odd. Nothing is guessed: a line that
// may mean two things is left out and says why. Pure, and never throws.

import { momentOf } from '../tasks/zone.ts'
import { cellsOf, type Line } from './csv-cells.ts'
import { type DayRead, readDay, readTime } from './csv-times.ts'
import { type DayName, dayAt, hourOf, type Times } from './days.ts'

/** Somebody of the team, by whose name a line is theirs. */
type Named = { readonly id: string; readonly name: string }
export type CsvGiven = {
  readonly team: readonly Named[]
  readonly timeZone: string
  /** For days without a year. */
  readonly nowMs: number
  /** What is on the roster. */
  readonly there: readonly Taken[]
}
type Taken = Times & { readonly member: string }
/** `from` and `to`: ISO 8601. */
export type ReadShift = { member: string; name: string; from: string; to: string; isLead: boolean }
/** `line` counts from 1, as a spreadsheet does; with `odd` there is no shift. */
export type ReadLine =
  | { line: number; shift: ReadShift; odd?: never }
  | { line: number; shift?: never; odd: string }
/** `problem`: nothing can be read of any line. */
export type ReadRoster = { lines: ReadLine[]; problem?: string }

const columns = {
  name: ['name', 'who', 'member', 'person', 'staff'],
  day: ['day', 'date'],
  from: ['from', 'start', 'begin', 'begins', 'starts'],
  to: ['to', 'until', 'end', 'ends'],
  isLead: ['lead', 'staff lead', 'role', 'leads'],
} as const
type Column = keyof typeof columns
type Places = Partial<Record<Column, number>>

/** More lines than any roster has. */
const mostLines = 1_000
const nothing = 'Nothing is in it. It needs a line with Name, Day, From and To, and a line for each shift.'

export function readRosterCsv(text: string, given: CsvGiven): ReadRoster {
  const [head, ...rows] = cellsOf(text, mostLines + 1)
  if (!head) return { lines: [], problem: nothing }
  const places = placesOf(head.cells)
  const missing = (['name', 'day', 'from', 'to'] as const).filter((column) => places[column] === undefined)
  if (missing.length > 0) {
    const names = missing.map((column) => titles[column]).join(', ')
    return { lines: [], problem: `The first line has to name the columns. Not found: ${names}.` }
  }
  if (rows.length === 0) return { lines: [], problem: nothing }
  const seen: ReadShift[] = []
  return {
    lines: rows.map((row) => {
      const read = readRow(row, places, given)
      if (!read.shift) return read
      const odd = clashWith(given.there, read.shift, onRoster) ?? clashWith(seen, read.shift, above)
      if (odd) return { line: row.line, odd }
      seen.push(read.shift)
      return read
    }),
  }
}

const titles = { name: 'Name', day: 'Day', from: 'From', to: 'To' } as const

function placesOf(head: readonly string[]): Places {
  const places: Places = {}
  for (const [place, cell] of head.entries()) {
    const word = plain(cell)
    const column = (Object.keys(columns) as Column[]).find((one) =>
      (columns[one] as readonly string[]).includes(word),
    )
    if (column && places[column] === undefined) places[column] = place
  }
  return places
}

/** Without accents, case and more spaces than one: how names are compared. */
const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/gu, ' ').trim().toLowerCase()

function readRow({ line, cells }: Line, places: Places, given: CsvGiven): ReadLine {
  const cell = (column: Column): string => cells[places[column] ?? -1]?.trim() ?? ''
  const who = readWho(cell('name'), given.team)
  if (typeof who === 'string') return { line, odd: who }
  const day = readDay(cell('day'), dayAt(given.nowMs, given.timeZone))
  if (typeof day === 'string') return { line, odd: day }
  const [from, to] = [readTime(cell('from')), readTime(cell('to'))]
  if (from === undefined)
    return { line, odd: `“${short(cell('from'))}” is no time to begin, as 9:00 or 14:30.` }
  if (to === undefined) return { line, odd: `“${short(cell('to'))}” is no time to end, as 9:00 or 14:30.` }
  if (from === to) return { line, odd: 'It begins and ends at the same time.' }
  const { timeZone } = given
  const isLead = /^(y|yes|x|1|true|lead|staff lead|leads)$/.test(plain(cell('isLead')))
  const endDay = to < from ? nextDay(day, timeZone) : nameOf(day)
  const shift = { member: who.id, name: who.name, isLead }
  return {
    line,
    shift: { ...shift, from: momentAt(nameOf(day), from, timeZone), to: momentAt(endDay, to, timeZone) },
  }
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text)

function readWho(cell: string, team: readonly Named[]): Named | string {
  if (cell === '') return 'It names nobody.'
  const name = plain(cell)
  const whole = team.filter((one) => plain(one.name) === name)
  const found = whole.length > 0 ? whole : team.filter((one) => plain(one.name).split(' ')[0] === name)
  if (found.length === 1) return found[0]!
  return found.length > 1
    ? `“${short(cell)}” may be ${found.map((one) => one.name).join(' or ')}. Write the whole name.`
    : `Nobody of the team is called “${short(cell)}”.`
}

const nameOf = ({ year, month, day }: DayRead): DayName =>
  [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-')

const nextDay = (day: DayRead, timeZone: string): DayName =>
  dayAt(hourOf(nameOf(day), 36, timeZone), timeZone)

function momentAt(day: DayName, minutes: number, timeZone: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const local = { year, month, day: date, hour: Math.floor(minutes / 60), minute: minutes % 60 }
  return momentOf(local, timeZone).toISOString()
}

const above = { same: 'It stands above already.', other: 'is on duty then by a line above.' }
const onRoster = { same: 'It is on the roster already.', other: 'is on duty then by the roster.' }

function clashWith(
  taken: readonly Taken[],
  { member, name, ...shift }: ReadShift,
  words: typeof above,
): string | undefined {
  const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)]
  const theirs = taken
    .filter((one) => one.member === member)
    .map((one) => ({ from: Date.parse(one.from), to: Date.parse(one.to) }))
  if (theirs.some((one) => one.from === from && one.to === to)) return words.same
  return theirs.some((one) => one.from < to && from < one.to) ? `${name} ${words.other}` : undefined
}
