// The roster by day, on the event's clock: who is on duty, in which days there are shifts, and when nobody is on duty. Pure.

import { type LocalDay, localTime, momentOf, weekdayOf } from '../tasks/zone.ts'

/** `from` and `to`: ISO 8601. */
export type Times = { readonly from: string; readonly to: string }
/** Milliseconds since 1970; the end is no part of it. */
export type Span = { readonly fromMs: number; readonly toMs: number }
/** `2026-11-05` */
export type DayName = string

const digits = (part: number, most = 2): string => String(part).padStart(most, '0')

export function dayAt(ms: number, timeZone: string): DayName {
  const { year, month, day } = localTime(new Date(ms), timeZone)
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}`
}

function partsOf(day: DayName): LocalDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, day: date }
}

/** The moment at which the event's clock shows this hour of a day; 24 is midnight at its end. */
export const hourOf = (day: DayName, hour: number, timeZone: string): number =>
  momentOf({ ...partsOf(day), hour, minute: 0 }, timeZone).getTime()

/** A day from midnight to midnight. */
export const spanOfDay = (day: DayName, timeZone: string): Span => ({
  fromMs: hourOf(day, 0, timeZone),
  toMs: hourOf(day, 24, timeZone),
})

export const isDuring = ({ from, to }: Times, ms: number): boolean =>
  Date.parse(from) <= ms && ms < Date.parse(to)

/** The shifts of which a part lies in the span, in their order. */
export const shiftsIn = <S extends Times>(shifts: readonly S[], { fromMs, toMs }: Span): S[] =>
  shifts.filter(({ from, to }) => Date.parse(from) < toMs && Date.parse(to) > fromMs)

/** When nobody is on duty between the first and the last of these shifts, inside the span. */
export function gapsIn(shifts: readonly Times[], span: Span): Span[] {
  const spans = shiftsIn(shifts, span)
    .map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }))
    .toSorted((a, b) => a.fromMs - b.fromMs)
  const gaps: Span[] = []
  let untilMs = spans[0]?.toMs ?? 0
  for (const { fromMs, toMs } of spans) {
    if (fromMs > untilMs) gaps.push({ fromMs: untilMs, toMs: fromMs })
    untilMs = Math.max(untilMs, toMs)
  }
  return gaps
}

/** The days that are chosen from: those with shifts, and today; the nearest ones, yesterday at the earliest. */
export function rosterDays(shifts: readonly Times[], nowMs: number, timeZone: string, most = 7): DayName[] {
  const earliest = dayAt(hourOf(dayAt(nowMs, timeZone), -12, timeZone), timeZone)
  const days = new Set([dayAt(nowMs, timeZone)])
  // A shift that ends at midnight is none of the next day.
  for (const { from, to } of shifts)
    for (const ms of [Date.parse(from), Date.parse(to) - 1]) days.add(dayAt(ms, timeZone))
  return [...days]
    .filter((day) => day >= earliest)
    .toSorted()
    .slice(0, most)
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** 'Thursday' */
export const sayWeekday = (day: DayName): string => weekdays[weekdayOf(partsOf(day))]!

/** 'Thu 5', and of today 'Thu 5, today'. */
export const sayDayShort = (day: DayName, today: DayName): string =>
  `${sayWeekday(day).slice(0, 3)} ${partsOf(day).day}${day === today ? ', today' : ''}`

/** The hours that a day's table shows: 8 to 22, and more where somebody is on duty. */
export function hoursShown(
  shifts: readonly Times[],
  day: DayName,
  timeZone: string,
): { first: number; last: number } {
  const span = spanOfDay(day, timeZone)
  const hours = shiftsIn(shifts, span).map(({ from, to }) => ({
    first: Date.parse(from) <= span.fromMs ? 0 : localTime(new Date(from), timeZone).hour,
    last: Date.parse(to) >= span.toMs ? 24 : localTime(new Date(Date.parse(to) - 1), timeZone).hour + 1,
  }))
  return {
    first: Math.min(8, ...hours.map(({ first }) => first)),
    last: Math.max(22, ...hours.map(({ last }) => last)),
  }
}
