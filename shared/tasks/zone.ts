// Clock times of the event's time zone, by way of Intl: a conference reads its own clock, wherever the phones
// and the server are. Daylight saving is handled here and nowhere else.

export type LocalDay = { readonly year: number; readonly month: number; readonly day: number }
export type LocalTime = LocalDay & { readonly hour: number; readonly minute: number }

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** What was asked lately: one line asks for the same few moments again and again, and asking Intl is dear. */
const lately = new Map<string, LocalTime>()
const mostLately = 256

/** What the wall clock shows. Throws RangeError for a time zone that does not exist. */
export function localTime(date: Date, timeZone: string): LocalTime {
  const key = `${date.getTime()} ${timeZone}`
  const known = lately.get(key)
  if (known) return known
  if (lately.size >= mostLately) lately.clear()
  const read = readLocalTime(date, timeZone)
  lately.set(key, read)
  return read
}

function readLocalTime(date: Date, timeZone: string): LocalTime {
  const read = { year: 0, month: 0, day: 0, hour: 0, minute: 0 }
  for (const { type, value } of formatOf(timeZone).formatToParts(date))
    if (type in read) read[type as keyof LocalTime] = Number(value)
  return read
}

const asUtcMs = (local: LocalTime): number =>
  Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute)

const hoursMs = 3_600_000

/**
 * The moment at which the wall clock shows this; days may run over (32 October is 1 November).
 * Shown twice (clocks go back): the first of the two that is not before `notBefore`, else the first.
 * Never shown (clocks go forward): as much later as the clocks jump.
 */
export function momentOf(local: LocalTime, timeZone: string, notBefore?: Date): Date {
  const wanted = asUtcMs(local)
  // The offsets in force shortly before and after are the only ones that can apply.
  const offsets = [wanted - 24 * hoursMs, wanted + 24 * hoursMs].map(
    (at) => asUtcMs(localTime(new Date(at), timeZone)) - at,
  )
  const moments = [...new Set(offsets)].map((offset) => wanted - offset).sort((a, b) => a - b)
  const shown = moments.filter((at) => asUtcMs(localTime(new Date(at), timeZone)) === wanted)
  const next = shown.find((at) => at >= (notBefore?.getTime() ?? Number.NEGATIVE_INFINITY))
  return new Date(next ?? shown[0] ?? moments.at(-1)!)
}

/** Days from one calendar day to another: 1 from today to tomorrow. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  const utc = ({ year, month, day }: LocalDay) => Date.UTC(year, month - 1, day)
  return Math.round((utc(to) - utc(from)) / (24 * hoursMs))
}

/** 0 is Sunday. */
export const weekdayOf = ({ year, month, day }: LocalDay): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay()

const twoDigits = (part: number): string => String(part).padStart(2, '0')

/** '14:30', '09:05'. */
export const sayClock = ({ hour, minute }: Pick<LocalTime, 'hour' | 'minute'>): string =>
  `${twoDigits(hour)}:${twoDigits(minute)}`
