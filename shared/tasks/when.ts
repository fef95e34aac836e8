// When a task is due, read out of a line. What opens the line (beside the @name) counts most, then what is said
// with a word ('until', 'by', 'in'), then the first clock time. Anything doubtful stays ordinary text.

import { readClock, readDuration } from './clock-words.ts'
import { isSurelyDay, mayBeTimely, mistypedWeekday, plusDays, readDays, weekdayAhead } from './day-words.ts'
import { sayDay } from './due-words.ts'
import {
  type Choice,
  choiceOf,
  dayOf,
  type Line,
  type Moment,
  readTime,
  startOfMinute,
  type TimeRead,
} from './time-in-line.ts'
import type { Token } from './tokens.ts'
import type { LocalDay } from './zone.ts'

export type When = Choice & {
  readonly first: number
  readonly count: number
  /** What it may mean, where that is not sure: then `due` and `dueWords` say nothing. */
  readonly choices?: readonly Choice[]
}

type Found = Omit<When, 'first'> & { readonly read?: TimeRead }
type Reader = (line: Line, at: number, moment: Moment) => Found | undefined

/** A time, sure or not. */
const readAny: Reader = (line, at, moment) => {
  const read = readTime(line, at, moment)
  if (!read) return undefined
  const [one] = read.choices
  const isSure = read.choices.length === 1 && !read.isOdd
  const common = { count: read.count, read }
  return isSure ? { ...common, ...one! } : { ...common, due: null, dueWords: null, choices: read.choices }
}

/** in 20m */
const readIn: Reader = ({ cores }, at, { now }) => {
  if (cores[at] !== 'in') return undefined
  const found = readDuration(cores[at + 1], cores[at + 2])
  return (
    found && { count: found.count + 1, due: new Date(now.getTime() + found.minutes * 60_000), dueWords: null }
  )
}

const notDue = new Set('for until till by before up even from just not and'.split(' '))
const tells = new Set('is are was were if whether where who what how'.split(' '))

/** now, right now: at either end of the line, unless it belongs to the sentence ("see where she is now"). */
const readNow: Reader = ({ cores, lead, tail, isTelling }, at, { now }) => {
  const count = cores[at] === 'right' && cores[at + 1] === 'now' ? 2 : cores[at] === 'now' ? 1 : 0
  const isSaid = isTelling || notDue.has(cores[at - 1] ?? '')
  const ends = at === lead || (at + count === tail && !isSaid)
  return count > 0 && ends ? { count, due: now, dueWords: null } : undefined
}

const noEvent = new Set(
  `the a an him her them you we i it he she they this that his their your our my and or in on at of with to by
  for from until before now today tomorrow`.split(/\s+/),
)
const eventsInIng = new Set(['meeting', 'opening', 'closing', 'evening', 'morning', 'briefing', 'training'])

/** before keynote, until the lunch: at either end of the line, one word, kept as words. */
const readWords: Reader = (line, at, moment) => {
  const word = line.cores[at]
  if (word !== 'before' && word !== 'until' && word !== 'till') return undefined
  const said = word === 'till' ? 'until' : word
  const article = line.cores[at + 1] === 'the' ? 1 : 0
  const from = at + 1 + article
  const known = namedTimeAt(line.cores, from, moment)
  if (known)
    return {
      count: 1 + article + known.count,
      due: known.due,
      dueWords: [said, ...line.cores.slice(at + 1, from + known.count)].join(' '),
    }
  const event = line.cores[from] ?? ''
  const ends = at === line.lead || from + 1 === line.tail
  const isEvent = /^\p{L}[\p{L}\p{M}\p{N}'’-]*$/u.test(event) && !noEvent.has(event)
  if (!ends || !isEvent || (event.endsWith('ing') && !eventsInIng.has(event))) return undefined
  return { count: 2 + article, due: null, dueWords: `${said} ${article ? 'the ' : ''}${event}` }
}

function namedTimeAt(cores: readonly string[], at: number, { namedTimes = {} }: Moment) {
  for (const [name, iso] of Object.entries(namedTimes)) {
    const words = name.toLowerCase().trim().split(/\s+/)
    const due = new Date(iso)
    if (words[0] && !Number.isNaN(due.getTime()) && words.every((word, step) => cores[at + step] === word))
      return { due, count: words.length }
  }
  return undefined
}

/**
 * The one time of a line.
 * @param skip the words of the mention: never part of a time, and not counted as the opening or the end
 */
export function findWhen(
  tokens: readonly Token[],
  skip: { first: number; count: number } | undefined,
  moment: Moment,
): When | undefined {
  const isSkipped = (at: number) => skip !== undefined && at >= skip.first && at < skip.first + skip.count
  const cores = tokens.map((token, at) => (isSkipped(at) ? '' : token.core))
  const lead = skip?.first === 0 ? skip.count : 0
  const tail = skip && skip.first + skip.count === tokens.length ? skip.first : tokens.length
  const line = { cores, lead, tail, isTelling: cores.some((core) => tells.has(core)) }
  let best: { when: Found & { first: number }; rank: number } | undefined
  for (let first = 0; first < tokens.length; first++) {
    // Also beside the name: 'tell the speaker @maria 14:30' ends with it, 'now @maria …' opens with it.
    const besideName = skip !== undefined && first === skip.first + skip.count
    const here = besideName ? { ...line, lead: first } : line
    for (const read of [readAny, readIn, readNow, readWords]) {
      const found = read(here, first, moment)
      if (!found) continue
      const isDeadline = read === readIn || found.dueWords !== null || found.read?.said
      const rank = first === here.lead ? 2 : isDeadline ? 1 : 0
      if (!best || rank > best.rank) best = { when: { ...found, first }, rank }
      first += found.count - 1
      break
    }
  }
  return best && sureOf(cores, best.when, moment)
}

/** Words beside a time that may belong to it, and days elsewhere in the line, make it one to ask about. */
function sureOf(
  cores: readonly string[],
  { read, ...when }: Found & { first: number },
  moment: Moment,
): When {
  if (!read || when.choices) return when
  const rivals = rivalsOf(cores, { read, ...when }, moment)
  if (rivals.length > 0) {
    const choices = [{ due: when.due, dueWords: when.dueWords }, ...rivals].slice(0, mostChoices)
    return { ...when, due: null, dueWords: null, choices }
  }
  if (!read.clock) return when
  const beside = [when.first - 1, when.first + when.count].filter((at) => mayBeTimely(cores[at] ?? ''))
  const isTaken = (at: number) => at >= when.first && at < when.first + when.count
  const elsewhere = read.hasDay
    ? []
    : [...cores.keys()].filter((at) => !isTaken(at) && isSurelyDay(cores[at]!))
  if (beside.length === 0 && elsewhere.length === 0) return when
  const today = dayOf(moment)
  const named = [...beside, ...elsewhere].flatMap((at) => daysNear(cores, at, moment))
  const days = [...named, ...(read.hasDay ? [] : [today, plusDays(today, 1)])]
  const made = days.map((day) => choiceOf(day, read.clock!, read.said, moment))
  const toCome = [...made, ...(read.hasDay ? read.choices : [])].filter(
    ({ due }) => due! >= startOfMinute(moment.now),
  )
  const apart = new Map(toCome.map((choice) => [choice.due!.getTime(), choice]))
  const choices = [...apart.values()].slice(0, mostChoices)
  return { ...when, due: null, dueWords: null, choices }
}

const mostChoices = 3

/**
 * What else in the line may be when it is due: beside a day without a time every clock time, and right behind or before what was
 * read a second time or day: "15:00 or 16:00", "tomorrow, friday".
 */
function rivalsOf(
  cores: readonly string[],
  { read, first, count }: Found & { first: number; read: TimeRead },
  moment: Moment,
): Choice[] {
  const isFree = (at: number) => at >= 0 && at < cores.length && (at < first || at >= first + count)
  const near = [first - 2, first - 1, first + count, first + count + 1].filter(isFree)
  const clocks = (read.clock ? near : [...cores.keys()].filter(isFree)).flatMap(
    (at) => readClock(cores[at]!) ?? [],
  )
  const ofDay = read.clock ? [dayOf(moment)] : (readDays(cores, first, moment)?.days ?? [])
  const timed = clocks.flatMap((clock) => ofDay.map((day) => choiceOf(day, clock, read.said, moment)))
  const days = read.clock ? [] : near.filter((at) => isSurelyDay(cores[at]!))
  return [
    ...timed.filter(({ due }) => due! >= startOfMinute(moment.now)),
    ...days.flatMap((at) => daysNear(cores, at, moment)).map((day) => ({ due: null, dueWords: sayDay(day) })),
  ]
}

/** The days that a word may mean, alone or with its neighbour, also with a slip of the finger in it. */
function daysNear(cores: readonly string[], at: number, moment: Moment): readonly LocalDay[] {
  const read = readDays(cores, at, moment) ?? readDays(cores, at - 1, moment)
  if (read) return read.days
  const slipped = mistypedWeekday(cores[at]!)
  return slipped < 0 ? [] : [weekdayAhead(slipped, dayOf(moment))]
}
