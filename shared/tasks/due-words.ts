// How times are said: '14:30', 'tomorrow 09:00', 'in 9 min', 'Late by 4 min'. The wall clock is the event's.
// Late is said, never shouted; nothing here depends on the language of the browser.

import { inLine } from '../text/bounded.ts'
import { daysBetween, type LocalDay, localTime, sayClock, weekdayOf } from './zone.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const minuteMs = 60_000
const soonMinutes = 15

export type DueWords = {
  /** '14:30', 'until 15:00', 'tomorrow 09:00', 'Fri 12:00', '4 Nov 12:00', 'before keynote', 'today'. */
  readonly text: string
  /** From 15 minutes before: 'in 9 min', at last 'now'. */
  readonly soon: string | null
  /** From one whole minute after: 'Late by 4 min'. */
  readonly late: string | null
  /** 'in 14 minutes', 'now', '4 minutes ago'; null without a clock time. */
  readonly inWords: string | null
}

const daysFrom = (now: Date, date: Date, timeZone: string): number =>
  daysBetween(localTime(now, timeZone), localTime(date, timeZone))

/** '13:52' today, 'Wed 17:32' within six days either way, else '4 Nov 17:32'. */
export function sayTime(date: Date, now: Date, timeZone: string): string {
  const local = localTime(date, timeZone)
  const days = daysFrom(now, date, timeZone)
  if (days === 0) return sayClock(local)
  if (Math.abs(days) < 7) return `${weekdays[weekdayOf(local)]} ${sayClock(local)}`
  return `${local.day} ${months[local.month - 1]} ${sayClock(local)}`
}

/** 'Fri 27 Nov': a day as it stands for good. */
export const sayDay = (day: LocalDay): string =>
  `${weekdays[weekdayOf(day)]} ${day.day} ${months[day.month - 1]}`

/** Like sayTime, with the next day by its name: 'tomorrow 09:00'. */
const sayDueTime = (date: Date, now: Date, timeZone: string): string =>
  daysFrom(now, date, timeZone) === 1
    ? `tomorrow ${sayClock(localTime(date, timeZone))}`
    : sayTime(date, now, timeZone)

/**
 * What a task says about its time.
 * @param due ISO 8601; one that cannot be read counts as none
 */
export function sayDue(due: string | null, dueWords: string | null, now: Date, timeZone: string): DueWords {
  const date = due === null ? undefined : new Date(due)
  if (!date || Number.isNaN(date.getTime()))
    return { text: inLine(dueWords ?? '') || 'today', soon: null, late: null, inWords: null }
  const leftMs = date.getTime() - now.getTime()
  const left = Math.ceil(leftMs / minuteMs)
  const over = Math.floor(-leftMs / minuteMs)
  return {
    text: textOf(date, dueWords, now, timeZone),
    soon: over >= 1 || left > soonMinutes ? null : left <= 0 ? 'now' : `in ${left} min`,
    late: over >= 1 ? `Late by ${sayShort(over)}` : null,
    inWords: over >= 1 ? `${sayLong(over)} ago` : left <= 0 ? 'now' : `in ${sayLong(left)}`,
  }
}

function textOf(date: Date, dueWords: string | null, now: Date, timeZone: string): string {
  const time = sayDueTime(date, now, timeZone)
  if (dueWords === null) return time
  // 'until 09:00' is said with the day that fits now; 'before keynote' stays as it was put.
  const word = /^(until|by|before) \d{1,2}:\d\d$/.exec(dueWords)?.[1]
  return word ? `${word} ${time}` : inLine(dueWords) || time
}

/** '4 min', '1 h 20 min', '2 days'. */
function sayShort(minutes: number): string {
  if (minutes >= 48 * 60) return `${Math.floor(minutes / (24 * 60))} days`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

const some = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** '14 minutes', '1 hour 20 minutes', '2 days'. */
function sayLong(minutes: number): string {
  if (minutes >= 48 * 60) return some(Math.floor(minutes / (24 * 60)), 'day')
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return some(rest, 'minute')
  return rest === 0 ? some(hours, 'hour') : `${some(hours, 'hour')} ${some(rest, 'minute')}`
}
