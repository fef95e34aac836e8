// A passage of an account on its way into the record, and the words that say whose it is. Pure.

import type { Amendment, Report } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { sayDay } from '#shared/tasks/due-words.ts'
import { daysBetween, localTime, sayClock } from '#shared/tasks/zone.ts'

export type Passage = {
  readonly words: string
  /** Who wrote it down; nobody of the team where an attendee did. */
  readonly by: MemberId | null
  /** What follows their name: "in the reporter’s words, 22:10". */
  readonly source: string
}

/** Puts passages into a question's text. @returns whether they stand there now */
export type PutPassages = (passages: readonly Passage[]) => boolean

/** What stands in a record stands there for good: a day that is not today's is named. */
function sayFor(iso: string, now: Date, zone: string): string {
  const [at, today] = [localTime(new Date(iso), zone), localTime(now, zone)]
  return daysBetween(today, at) === 0 ? sayClock(at) : `${sayDay(at)} ${sayClock(at)}`
}

/** Whose words an account is made of, as it is said behind the name of whoever wrote it down. */
export function sourceOf({ verbatim, at }: Pick<Report, 'verbatim' | 'at'>, now: Date, zone: string): string {
  const whose = verbatim === undefined ? '' : verbatim ? 'in the reporter’s words, ' : 'summarised, '
  return whose + sayFor(at, now, zone)
}

/** The same of what was added below an account. */
export const sourceOfAddition = ({ at }: Pick<Amendment, 'at'>, now: Date, zone: string): string =>
  `added ${sayFor(at, now, zone)}`
