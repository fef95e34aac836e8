// Days in a line: 'tomorrow', 'tues', 'next thursday', '27 nov', '27/11', '2026-11-27'. Where more than one day may be meant, all
// are given.

import { daysBetween, type LocalDay, localTime, weekdayOf } from './zone.ts'

/** What is read: how many words, and which days they may mean. A day of the week has no `isSet`: its hour may have passed. */
export type Days = { readonly count: number; readonly days: readonly LocalDay[]; readonly isWeekday?: true }
type Here = { readonly now: Date; readonly timeZone: string }

const list = (words: string): string[] => words.split(/\s+/u)
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const shortened = [
  list('sun'),
  list('mon'),
  list('tue tues'),
  list('wed weds wednes'),
  list('thu thur thurs'),
  list('fri'),
  list('sat'),
]
const months = list('january february march april may june july august september october november december')
const todays = new Set(list('today tonight tdy 2day'))
const tomorrows = new Set(list('tomorrow tmrw tmr tmw tmrrw tomorow tommorow tommorrow 2moro 2morrow tomoz'))
/** Words as well: a day only beside a clock time. */
const words = new Set(list('sun mon wed sat fri thu'))

export const weekdayNamed = (core: string): number => {
  const whole = weekdays.indexOf(core)
  return whole >= 0 ? whole : shortened.findIndex((forms) => forms.includes(core))
}

const monthNamed = (core: string): number =>
  /^[a-z]{3,}$/u.test(core)
    ? months.findIndex(
        (month) => month === core || month.slice(0, 3) === core || (core === 'sept' && month === 'september'),
      )
    : -1

/** Whether the word is a day and nothing else. */
export const isSurelyDay = (core: string): boolean =>
  (todays.has(core) && core !== '2day') ||
  tomorrows.has(core) ||
  (weekdayNamed(core) >= 0 && !words.has(core))

export const plusDays = (day: LocalDay, days: number): LocalDay => {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The day, or days, that the words from `at` on say; undefined where they say none. */
export function readDays(cores: readonly string[], at: number, here: Here): Days | undefined {
  const core = cores[at] ?? ''
  const { year, month, day } = localTime(here.now, here.timeZone)
  const today = { year, month, day }
  if (todays.has(core)) return { count: 1, days: [today] }
  if (tomorrows.has(core)) return { count: 1, days: [plusDays(today, 1)] }
  if (core === 'day' && cores[at + 1] === 'after' && tomorrows.has(cores[at + 2] ?? ''))
    return { count: 3, days: [plusDays(today, 2)] }
  return readWeekday(cores, at, today) ?? readDate(cores, at, today, here.timeZone)
}

function readWeekday(cores: readonly string[], at: number, today: LocalDay): Days | undefined {
  const core = cores[at] ?? ''
  const isNext = core === 'next'
  const said = isNext || core === 'this' || core === 'coming' ? 1 : 0
  const named = weekdayNamed(cores[at + said] ?? '')
  if (named < 0) return undefined
  const ahead = (named - weekdayOf(today) + 7) % 7
  const count = 1 + said
  if (!isNext) return { count, days: [plusDays(today, ahead)], isWeekday: true }
  if (ahead === 0) return { count, days: [plusDays(today, 7)] }
  // Weeks begin on Monday: what comes in the next one anyway is meant by both who say "next".
  const isNextWeek = ((weekdayOf(today) + 6) % 7) + ahead >= 7
  return {
    count,
    days: isNextWeek ? [plusDays(today, ahead)] : [plusDays(today, ahead), plusDays(today, ahead + 7)],
  }
}

/** The next day of the week that is called so, today too. 0 is Sunday. */
export const weekdayAhead = (weekday: number, today: LocalDay): LocalDay =>
  plusDays(today, (weekday - weekdayOf(today) + 7) % 7)

/** Months before days are written in the United States; there, what may be both is both. */
const monthFirst =
  /^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana|Kentucky|North_Dakota|Juneau|Nome)|^Pacific\/Honolulu|^US\//u

function readDate(cores: readonly string[], at: number, today: LocalDay, zone: string): Days | undefined {
  const core = cores[at] ?? ''
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(core)
  if (iso) return dated(1, [[Number(iso[3]), Number(iso[2]), Number(iso[1])]], today)
  const numbers = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-]?|[/.-](\d{4}|\d\d))$/u.exec(core)
  if (numbers) {
    const [one, two] = [Number(numbers[1]), Number(numbers[2])]
    const full =
      numbers[3]?.length === 2 ? 2000 + Number(numbers[3]) : numbers[3] ? Number(numbers[3]) : undefined
    const both: Dated[] = [[one, two, full]]
    if (monthFirst.test(zone)) both.push([two, one, full])
    return dated(1, both, today)
  }
  return readNamedMonth(cores, at, today)
}

function readNamedMonth(cores: readonly string[], at: number, today: LocalDay): Days | undefined {
  const numberAt = (place: number) => /^(\d{1,2})(?:st|nd|rd|th|\.)?$/u.exec(cores[place] ?? '')?.[1]
  const monthAt = (place: number) => monthNamed((cores[place] ?? '').replace(/\.$/u, '')) + 1
  const yearAt = (place: number) => (/^20\d\d$/u.test(cores[place] ?? '') ? Number(cores[place]) : undefined)
  const glued = /^(\d{1,2})([a-z]{3,})$/u.exec(cores[at] ?? '')
  if (glued && monthNamed(glued[2]!) >= 0)
    return dated(1, [[Number(glued[1]), monthNamed(glued[2]!) + 1, undefined]], today)
  const of = cores[at + 1] === 'of' ? 1 : 0
  if (numberAt(at) && monthAt(at + 1 + of)) {
    const full = yearAt(at + 2 + of)
    return dated(2 + of + (full ? 1 : 0), [[Number(numberAt(at)), monthAt(at + 1 + of), full]], today)
  }
  if (monthAt(at) && numberAt(at + 1)) {
    const full = yearAt(at + 2)
    return dated(2 + (full ? 1 : 0), [[Number(numberAt(at + 1)), monthAt(at), full]], today)
  }
  return undefined
}

type Dated = [day: number, month: number, year: number | undefined]

/** Days that the calendar has; without a year, of this one, or of the next where half a year has passed since. */
function dated(count: number, written: readonly Dated[], today: LocalDay): Days | undefined {
  const days = written.flatMap(([day, month, year]) => {
    const date = { year: year ?? today.year, month, day }
    if (year === undefined && daysBetween(date, today) > 183) date.year += 1
    return isInCalendar(date) ? [date] : []
  })
  const isSame = days.length === 2 && daysBetween(days[0]!, days[1]!) === 0
  return days.length === 0 ? undefined : { count, days: isSame ? days.slice(0, 1) : days }
}

const isInCalendar = ({ year, month, day }: LocalDay): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}

/** Words of a time that stand beside a clock time, and words for days in languages that a team may fall into. */
const timely = new Set(
  list(`next last this coming previous week weeks weekend fortnight month day days night noon midday midnight
  morning afternoon evening eod half quarter past oclock o'clock o’clock ish utc gmt cet cest wet west est edt pst pdt bst
  yesterday am pm a.m p.m hoje amanhã amanha segunda terça terca quarta quinta sexta sábado sabado domingo hoy mañana manana
  lunes martes miércoles miercoles jueves viernes aujourd'hui demain lundi mardi mercredi jeudi vendredi samedi dimanche heute
  morgen übermorgen montag dienstag mittwoch donnerstag freitag samstag sonntag oggi domani lunedì martedì mercoledì giovedì
  venerdì sabato domenica vandaag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag`),
)
const spelled = [...weekdays, 'tomorrow', 'today', 'tonight', ...months.filter((month) => month.length > 4)]

/** Whether a word beside a clock time may be a day, or a part of the time: then nobody can say for sure what is meant. */
export const mayBeTimely = (core: string): boolean =>
  timely.has(core) ||
  isSurelyDay(core) ||
  weekdayNamed(core) >= 0 ||
  (monthNamed(core) >= 0 && core !== 'may' && core !== 'march') ||
  /^\d{1,2}(st|nd|rd|th|\.)$/u.test(core) ||
  /^\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?$/u.test(core) ||
  mistyped(core) !== undefined

/** The day of the week that a word with a slip of the finger means. */
export const mistypedWeekday = (core: string): number => weekdays.indexOf(mistyped(core) ?? '')

function mistyped(core: string): string | undefined {
  if (core.length < 5 || core.length > 11 || !/^\p{L}+$/u.test(core)) return undefined
  return spelled.find((word) => word !== core && isNearlySame(core, word))
}

/** One letter more, less, other, or two swapped; or two such where the first letter is the same and the word is long. */
function isNearlySame(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 1) return false
  let from = 0
  while (from < one.length && one[from] === other[from]) from++
  let same = 0
  while (
    same < Math.min(one.length, other.length) - from &&
    one[one.length - 1 - same] === other[other.length - 1 - same]
  )
    same++
  const [left, right] = [one.slice(from, one.length - same), other.slice(from, other.length - same)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && left[0] === right[1] && left[1] === right[0]
}
