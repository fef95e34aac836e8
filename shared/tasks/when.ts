// When a task is due, read out of a line. What opens the line (beside the @name) counts most, then what is said
// with a word ('until', 'by', 'in'), then the first clock time. Anything doubtful stays ordinary text.

import { type Clock, isNumberOfSomething, readClock, readDigits, readDuration } from './clock-words.ts'
import type { Token } from './tokens.ts'
import { localTime, momentOf, sayClock, weekdayOf } from './zone.ts'

export type When = {
  readonly first: number
  readonly count: number
  readonly due: Date | null
  readonly dueWords: string | null
}

export type Moment = {
  readonly now: Date
  readonly timeZone: string
  /** Times that have a name in this event: { keynote: '2026-11-05T15:00:00Z' }. */
  readonly namedTimes?: Readonly<Record<string, string>>
}

type Line = {
  readonly cores: readonly string[]
  readonly lead: number
  readonly tail: number
  /** It says or asks something, so that a 'now' at its end belongs to that. */
  readonly isTelling: boolean
}
type Reader = (line: Line, at: number, moment: Moment) => Omit<When, 'first'> | undefined

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const weekdayNamed = (core: string): number =>
  weekdays.findIndex((day) => core === day || core === day.slice(0, 3))

/** Clock at this place; bare digits only where `digits` allows them. */
const clockAt = (line: Line, at: number, digits: boolean): { clock: Clock; count: number } | undefined => {
  const core = line.cores[at] ?? ''
  const half = /^([ap])\.?m$/.exec(line.cores[at + 1] ?? '')?.[1]
  const inTwo = half ? readClock(`${core}${half}m`) : undefined
  if (inTwo) return { clock: inTwo, count: 2 }
  const clock = readClock(core) ?? (digits ? readDigits(core) : undefined)
  return clock && { clock, count: 1 }
}

function dayShift(core: string, clock: Clock, { now, timeZone }: Moment): number | undefined {
  if (core === 'today') return 0
  if (core === 'tomorrow') return 1
  const today = localTime(now, timeZone)
  const ahead = weekdayNamed(core) - weekdayOf(today)
  if (weekdayNamed(core) < 0) return undefined
  const passed = clock.hour * 60 + clock.minute < today.hour * 60 + today.minute
  return ahead < 0 || (ahead === 0 && passed) ? ahead + 7 : ahead
}

const notTheTime = new Set('for from since to between of about around after'.split(' '))

/** [at|by|until|before] [tomorrow|friday] [at] 14:30; but "book the room for 15:00" says when the room is. */
const readTime: Reader = (line, start, moment) => {
  let at = start
  if (notTheTime.has(line.cores[start - 1] ?? '')) return undefined
  const word = /^(at|by|until|till|before|@)$/.exec(line.cores[at] ?? '')?.[0]
  if (word) at++
  const day = line.cores[at] ?? ''
  const named = day === 'today' || day === 'tomorrow' || weekdayNamed(day) >= 0
  if (named) at++
  if (named && line.cores[at] === 'at') at++
  const structural = at === line.lead || at + 1 === line.tail
  const digits = named || word !== undefined || (structural && !isNumberOfSomething(line.cores, at))
  const found = clockAt(line, at, digits)
  if (!found) return undefined
  const { clock, count } = found
  const shift = named ? dayShift(day, clock, moment)! : 0
  const today = localTime(moment.now, moment.timeZone)
  const local = { ...today, ...clock, day: today.day + shift }
  const due = momentOf(local, moment.timeZone, startOfMinute(moment.now))
  const said = word === undefined || word === 'at' || word === '@' ? null : word === 'till' ? 'until' : word
  return { count: at + count - start, due, dueWords: said && `${said} ${sayClock(clock)}` }
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

export const startOfMinute = (date: Date): Date => new Date(Math.floor(date.getTime() / 60_000) * 60_000)

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
  let best: { when: When; rank: number } | undefined
  for (let first = 0; first < tokens.length; first++) {
    // Also beside the name: 'tell the speaker @maria 14:30' ends with it, 'now @maria …' opens with it.
    const besideName = skip !== undefined && first === skip.first + skip.count
    const here = besideName ? { ...line, lead: first } : line
    for (const read of [readTime, readIn, readNow, readWords]) {
      const found = read(here, first, moment)
      if (!found) continue
      const rank = first === here.lead ? 2 : read === readIn || found.dueWords !== null ? 1 : 0
      if (!best || rank > best.rank) best = { when: { ...found, first }, rank }
      first += found.count - 1
      break
    }
  }
  return best?.when
}
