// A time as it stands in a line, read from one place on: '[by] [friday] [at] 14:30', '14:30 friday', 'tomorrow morning', 'noon'. What
// may mean more than one moment is given with all of them: it is asked then, and never guessed.

import {
  type Clock,
  isNumberOfSomething,
  namedClocks,
  readClock,
  readDigits,
  readHour,
  readOddClock,
  readPointed,
} from './clock-words.ts'
import { type Days, mayBeTimely, plusDays, readDays } from './day-words.ts'
import { sayDay } from './due-words.ts'
import { type LocalDay, localTime, momentOf, sayClock } from './zone.ts'

export type Moment = {
  readonly now: Date
  readonly timeZone: string
  /** Times that have a name in this event: { keynote: '2026-11-05T15:00:00Z' }. */
  readonly namedTimes?: Readonly<Record<string, string>>
}

export type Line = {
  readonly cores: readonly string[]
  readonly lead: number
  readonly tail: number
  /** It says or asks something, so that a 'now' at its end belongs to that. */
  readonly isTelling: boolean
}

/** What a time may mean: a moment, or a day as words. */
export type Choice = { readonly due: Date | null; readonly dueWords: string | null }
/** One choice: that is it. More, or one that `isOdd`: somebody has to say. `clock` is what was read of it, without a day. */
export type TimeRead = {
  readonly count: number
  readonly choices: readonly Choice[]
  readonly isOdd?: boolean
  readonly clock?: Clock
  readonly hasDay: boolean
  /** 'by', 'until' or 'before'. */
  readonly said: string | null
}

const prepositions: Readonly<Record<string, string>> = {
  ...{
    at: 'at',
    '@': 'at',
    on: 'at',
    um: 'at',
    kl: 'at',
    klo: 'at',
    à: 'at',
    às: 'at',
    alle: 'at',
    ore: 'at',
  },
  ...{ by: 'by', until: 'until', till: 'until', before: 'before' },
}
const notTheTime = new Set('for from since to between of about around after last previous ago'.split(' '))
const tells = new Set('is are was were has had'.split(' '))
const parts = new Set(['morning', 'afternoon', 'evening', 'night'])
const ofClock = new Set("uhr h hrs hours hod uur horas heures o'clock o’clock oclock".split(' '))
/** What makes a number in front of it one of something. */
const counted = new Set(
  'of or and to more people persons min mins minutes hours days times x m metres meters % o'.split(' '),
)

type Part = { readonly name: string; readonly count: number }
type ClocksRead = { readonly clocks: readonly Clock[]; readonly count: number; readonly isOdd?: true }
type Place = {
  readonly line: Line
  readonly at: number
  readonly start: number
  readonly said: string | null
}

/** The time that begins at this place of the line. */
export function readTime(line: Line, start: number, moment: Moment): TimeRead | undefined {
  const { cores } = line
  if (notTheTime.has(cores[start - 1] ?? '')) return undefined
  const said = prepositions[cores[start] ?? ''] ?? null
  let at = start + (said ? 1 : 0)
  const before = daysAt(cores, at, moment)
  at += before?.count ?? 0
  if (before && prepositions[cores[at] ?? ''] === 'at') at++
  const clocks = clocksAt({ line, at, start, said }, before !== undefined)
  if (!clocks) return before && readDayOnly({ line, at, start, said }, before, moment)
  at += clocks.count
  const part = before?.part ?? partAt(cores, at)
  if (!before?.part && part) at += part.count
  const behind = before ? undefined : daysBehind(cores, at, moment)
  at += behind?.count ?? 0
  const day = before ?? behind
  return meant(clocks, day, { part: part?.name ?? day?.part?.name, said, count: at - start }, moment)
}

type DayRead = Days & { readonly part?: Part }

/** A day, and the part of it that is named with it: 'friday morning', 'this afternoon', 'tonight'. */
function daysAt(cores: readonly string[], at: number, moment: Moment): DayRead | undefined {
  const on = cores[at] === 'on' ? 1 : 0
  const days = readDays(cores, at + on, moment)
  if (!days) {
    if (cores[at] !== 'this' || !parts.has(cores[at + 1] ?? '')) return undefined
    const part = { name: cores[at + 1]!, count: 0 }
    return { count: 2, days: readDays(['today'], 0, moment)!.days, part }
  }
  if (cores[at + on] === 'tonight') return { ...days, part: { name: 'evening', count: 0 } }
  const part = partAt(cores, at + on + days.count)
  const count = days.count + on + (part?.count ?? 0)
  return part ? { ...days, count, part } : { ...days, count }
}

const daysBehind = (cores: readonly string[], at: number, moment: Moment): DayRead | undefined =>
  cores[at] === 'at' ? undefined : daysAt(cores, at, moment)

function partAt(cores: readonly string[], at: number): Part | undefined {
  if (parts.has(cores[at] ?? '')) return { name: cores[at]!, count: 1 }
  const isPut =
    (cores[at] === 'in' && cores[at + 1] === 'the') || (cores[at] === 'at' && cores[at + 1] === 'night')
  if (!isPut) return undefined
  if (cores[at] === 'at') return { name: 'night', count: 2 }
  return parts.has(cores[at + 2] ?? '') ? { name: cores[at + 2]!, count: 3 } : undefined
}

/** The clock at this place; what may be a number of something only where the line says that it is a time. */
function clocksAt(place: Place, isNamed: boolean): ClocksRead | undefined {
  const { line, at, said } = place
  const core = line.cores[at] ?? ''
  const half = /^([ap])\.?m$/.exec(line.cores[at + 1] ?? '')?.[1]
  const inTwo = half ? (readClock(`${core}${half}m`) ?? readOddClock(`${core}${half}m`)) : undefined
  if (inTwo)
    return { clocks: [inTwo], count: 2, ...(readClock(`${core}${half}m`) === undefined && { isOdd: true }) }
  const tail = ofClock.has(line.cores[at + 1] ?? '') ? 1 : 0
  const odd = readOddClock(core)
  if (odd) return { clocks: [odd], count: 1, isOdd: true }
  const isStructural = at === line.lead || at + 1 + tail === line.tail
  const isTime = isNamed || said !== null || tail > 0 || isStructural
  const isNumber = isNumberOfSomething(line.cores, at) && !isNamed
  const beside = [at - 1, at + 1 + tail]
    .map((next) => line.cores[line.cores[next] === 'on' ? next + 1 : next])
    .some((one) => mayBeTimely(one ?? ''))
  const pointed = (isTime || beside) && !isNumber ? readPointed(core) : undefined
  const clock = readClock(core) ?? pointed ?? (isTime && !isNumber ? readDigits(core) : undefined)
  if (clock) return { clocks: [clock], count: 1 + tail }
  const named = Object.hasOwn(namedClocks, core) && isTime ? namedClocks[core] : undefined
  if (named) return { clocks: [named], count: 1 }
  return hourAt(place, isNamed, tail)
}

/** 'by 3', 'friday 9', "3 o'clock": in the morning or in the afternoon. */
function hourAt({ line, at, start, said }: Place, isNamed: boolean, tail: number): ClocksRead | undefined {
  const hour = readHour(line.cores[at] ?? '')
  if (hour === undefined) return undefined
  const ends = start === line.lead || at + 1 + tail === line.tail
  const isSaid = said === 'at' ? start === line.lead : said !== null
  if (!ends || !(isNamed || isSaid || tail > 0)) return undefined
  if (tail === 0 && counted.has(line.cores[at + 1] ?? '')) return undefined
  const clocks = [{ hour, minute: 0 }, ...(hour > 0 && hour < 12 ? [{ hour: hour + 12, minute: 0 }] : [])]
  return { clocks, count: 1 + tail }
}

type Told = { part: string | undefined; said: string | null; count: number }

/** Every moment that the words may mean, as far as it is still to come where that decides. */
function meant(
  read: ClocksRead,
  day: DayRead | undefined,
  { part, said, count }: Told,
  moment: Moment,
): TimeRead {
  const inPart = read.clocks.filter((clock) => part === undefined || isIn(part, clock))
  const clocks = inPart.length > 0 ? inPart : read.clocks
  const isOdd = read.isOdd === true || inPart.length === 0
  const today = dayOf(moment)
  const days = day?.days ?? [today]
  const all = days.flatMap((one) =>
    clocks.map((clock) => choiceOf(fitting(one, clock, day, moment), clock, said, moment)),
  )
  const common = { count, hasDay: day !== undefined, said: wordOf(said), clock: clocks[0]!, isOdd }
  const isToday = days.length === 1 && sameDay(days[0]!, today)
  if (clocks.length === 1 || !isToday) return { ...common, choices: all }
  // Of three in the morning and in the afternoon, whichever is still to come, the sooner.
  const toCome = all.filter(({ due }) => due! >= startOfMinute(moment.now))
  if (toCome.length > 0) return { ...common, choices: toCome.slice(0, 1) }
  const next = plusDays(today, 1)
  return { ...common, choices: clocks.map((clock) => choiceOf(next, clock, said, moment)), isOdd: true }
}

/** A day of the week whose hour has passed is that of the next week. */
function fitting(one: LocalDay, clock: Clock, day: DayRead | undefined, moment: Moment): LocalDay {
  const { hour, minute } = localTime(moment.now, moment.timeZone)
  const hasPassed = sameDay(one, dayOf(moment)) && clock.hour * 60 + clock.minute < hour * 60 + minute
  return day?.isWeekday && hasPassed ? plusDays(one, 7) : one
}

/** A clock time on a day. */
export function choiceOf(day: LocalDay, clock: Clock, said: string | null, moment: Moment): Choice {
  const due = momentOf({ ...day, ...clock }, moment.timeZone, startOfMinute(moment.now))
  const word = wordOf(said)
  return { due, dueWords: word && `${word} ${sayClock({ ...clock, hour: clock.hour % 24 })}` }
}

const wordOf = (said: string | null): string | null => (said === 'at' ? null : said)

const isIn = (part: string, { hour }: Clock): boolean =>
  part === 'morning'
    ? hour < 12
    : part === 'afternoon'
      ? hour >= 12 && hour < 19
      : part === 'evening'
        ? hour >= 16
        : true

/** A day without a clock: at either end of the line, unless the line tells of it. */
function readDayOnly({ line, at, start, said }: Place, day: DayRead, moment: Moment): TimeRead | undefined {
  const isLead = start === line.lead && !tells.has(line.cores[at] ?? '')
  const isTail = at === line.tail && (!line.isTelling || wordOf(said) !== null)
  if (!isLead && !isTail) return undefined
  const first = line.cores[start + (said ? 1 : 0)] ?? ''
  // A number with a stroke is a day only where a line opens with it; "24/7" is none.
  if (/^\d/u.test(first) && !/^\d{4}-/u.test(first) && day.count === 1 && (!isLead || first === '24/7'))
    return undefined
  const today = dayOf(moment)
  if (day.days.length === 1 && sameDay(day.days[0]!, today) && !day.part && !day.isWeekday) return undefined
  const isThisOrNext = day.isWeekday && sameDay(day.days[0]!, today)
  const days = isThisOrNext ? [today, plusDays(today, 7)] : day.days
  const word = wordOf(said)
  const choices = days.map((one) => ({
    due: null,
    dueWords: [word, sayDay(one)].filter(Boolean).join(' ') + (day.part ? `, ${day.part.name}` : ''),
  }))
  const clock = readPointed(first)
  if (clock) choices.unshift(choiceOf(today, clock, said, moment) as never)
  return { count: at - start, choices, hasDay: true, said: word }
}

export const dayOf = ({ now, timeZone }: Moment): LocalDay => {
  const { year, month, day } = localTime(now, timeZone)
  return { year, month, day }
}

const sameDay = (one: LocalDay, other: LocalDay): boolean =>
  one.year === other.year && one.month === other.month && one.day === other.day

export const startOfMinute = (date: Date): Date => new Date(Math.floor(date.getTime() / 60_000) * 60_000)
