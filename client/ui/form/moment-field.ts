// A moment as a field for date and time shows it, on the event's clock, and back.

import { localTime, momentOf } from '#shared/tasks/zone.ts'

const digits = (part: number, most = 2): string => String(part).padStart(most, '0')

/** `2026-10-14T18:00` */
export function fieldOf(iso: string, timeZone: string): string {
  const { year, month, day, hour, minute } = localTime(new Date(iso), timeZone)
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}`
}

/** @returns ISO 8601 UTC; null for an empty field */
export function momentIn(field: string, timeZone: string): string | null {
  const read = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(field)
  if (!read) return null
  const [year, month, day, hour, minute] = read.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return momentOf({ year, month, day, hour, minute }, timeZone).toISOString()
}
