// Days and times as spreadsheets write them. What may mean two days, as 05/11/2026, is none.

import type { LocalDay } from '../tasks/zone.ts'
import type { DayName } from './days.ts'

export type DayRead = LocalDay

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * `2026-11-05`, `05.11.2026`, `5.11.`, `5 Nov`, `Thu 5 November 2026`, `Nov 5`.
 * @param today without a year it is the one that is nearest to today
 * @returns what is odd about it, as a sentence, where it is no day
 */
export function readDay(cell: string, today: DayName): DayRead | string {
  const text = cell
    .slice(0, 60)
    .toLowerCase()
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+/, '')
  const odd = `“${cell.slice(0, 40).toWellFormed()}” is no day, as 2026-11-05, 5 Nov or 05.11.2026.`
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? odd
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?$/.exec(text)
  if (dotted) return dayIn(Number(dotted[1]), Number(dotted[2]), dotted[3], today) ?? odd
  const word = /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]([a-z]{3,9})\.?(?:,?[ -](\d{4}))?$/.exec(text)
  if (word) return dayIn(Number(word[1]), monthOf(word[2]!), word[3], today) ?? odd
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(text)
  if (monthFirst) return dayIn(Number(monthFirst[2]), monthOf(monthFirst[1]!), monthFirst[3], today) ?? odd
  if (/^\d{1,2}\/\d{1,2}(\/\d{2,4})?$/.test(text))
    return `“${cell.trim()}” may be two days. Write it as 2026-11-05 or 5 Nov.`
  return odd
}

const fullMonths = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august'],
  ...['september', 'october', 'november', 'december'],
]
/** 1 to 12; 0 for none. */
const monthOf = (word: string): number =>
  Math.max(months.indexOf(word), fullMonths.indexOf(word), word === 'sept' ? 8 : -1) + 1

function existing(year: number, month: number, day: number): DayRead | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 2000
  return isThere ? { year, month, day } : undefined
}

function dayIn(day: number, month: number, year: string | undefined, today: DayName): DayRead | undefined {
  if (year) return existing(Number(year), month, day)
  const todayMs = Date.parse(today)
  const years = [-1, 0, 1].map((off) => Number(today.slice(0, 4)) + off)
  return years
    .flatMap((one) => existing(one, month, day) ?? [])
    .toSorted((a, b) => distance(a, todayMs) - distance(b, todayMs))[0]
}

const distance = ({ year, month, day }: DayRead, ms: number): number =>
  Math.abs(Date.UTC(year, month - 1, day) - ms)

/** `9:00`, `09.30`, `9`, `14h30`, `2 pm`, `24:00`. @returns minutes from midnight */
export function readTime(cell: string): number | undefined {
  const text = cell.slice(0, 20).trim().toLowerCase()
  const read = /^(\d{1,2})(?:[:.h](\d{2})?(?::00)?)?\s?(am|pm)?$/.exec(text)
  if (!read) return undefined
  const [, hours, minutes = '0', half] = read
  const hour = Number(hours)
  if (Number(minutes) > 59 || hour > (half ? 12 : 24) || (half && hour === 0)) return undefined
  if (hour === 24 && Number(minutes) > 0) return undefined
  const at = (half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour % 24) * 60 + Number(minutes)
  return at
}
