// '@maria 14:30 ask venue for the lobby camera footage': who, when and what of a task in one line, in any
// order. Pure and total: any line gives an answer, and what is not surely a name or a time stays what it is.

import { limits } from '../limits.ts'
import { findMention, type Pickable, type Who } from './mention.ts'
import { type Moment, startOfMinute } from './time-in-line.ts'
import { tokensOf } from './tokens.ts'
import { findWhen } from './when.ts'
import { localTime, momentOf } from './zone.ts'

export type { Pickable, Who } from './mention.ts'

/** A recognised stretch of the line, as offsets for slice(), to highlight it. */
export type QuickAddPart = { readonly from: number; readonly to: number; readonly kind: 'who' | 'when' }

/** @see QuickAdd */
export type Doubt = {
  /** As they stand in the line. */
  readonly words: string
  /** The line without its name, for when it is no time at all. */
  readonly asWords: string
  /** ISO 8601, UTC, and words, as in QuickAdd; none where nothing can be offered. */
  readonly choices: readonly { readonly due: string | null; readonly dueWords: string | null }[]
}

export type QuickAdd = {
  /** The line without its parts. */
  readonly what: string
  readonly who: Who
  /** ISO 8601, UTC. */
  readonly due: string | null
  readonly dueWords: string | null
  /** Whether `due` lies before the present minute: ask whether tomorrow is meant. */
  readonly isPast: boolean
  /** Words that may be a time, and what they may mean: ask, and add nothing before. `due` and `dueWords` are null then. */
  readonly doubt: Doubt | null
  /** In the order of the line, at most one of each kind. */
  readonly parts: readonly QuickAddPart[]
}

/** Reads a line. Never throws, unless the time zone does not exist. */
export function parseQuickAdd(
  text: string,
  given: Moment & { readonly people: readonly Pickable[] },
): QuickAdd {
  const tokens = tokensOf(headOf(text))
  const mention = findMention(tokens, given.people)
  const when = findWhen(tokens, mention, given)
  const parts: QuickAddPart[] = []
  const mark = (kind: QuickAddPart['kind'], found: { first: number; count: number } | undefined) => {
    if (!found) return
    const last = tokens[found.first + found.count - 1]!
    parts.push({ from: tokens[found.first]!.from, to: last.to, kind })
  }
  mark('who', mention)
  mark('when', when)
  parts.sort((a, b) => a.from - b.from)
  const due = when?.due ?? null
  const time = parts.find(({ kind }) => kind === 'when')
  const doubt = when?.choices &&
    time && {
      words: text.slice(time.from, time.to),
      asWords: without(
        text,
        parts.filter(({ kind }) => kind === 'who'),
      ),
      choices: when.choices.map((choice) => ({ ...choice, due: choice.due?.toISOString() ?? null })),
    }
  return {
    what: without(text, parts),
    who: mention?.who ?? { is: 'none' },
    due: due?.toISOString() ?? null,
    dueWords: when?.dueWords ?? null,
    doubt: doubt ?? null,
    isPast: due !== null && due < startOfMinute(given.now),
    parts,
  }
}

/** What is read for a name and a time: as much as a task has words, without a word that is cut. What is behind stays words. */
const headOf = (text: string): string =>
  text.length <= limits.maxTaskChars ? text : text.slice(0, limits.maxTaskChars).replace(/\S+$/u, '')

function without(text: string, parts: readonly QuickAddPart[]): string {
  let left = ''
  let at = 0
  for (const { from, to } of parts) {
    left += `${text.slice(at, from)} `
    at = to
  }
  return `${left}${text.slice(at)}`.toWellFormed().replace(/\s+/gu, ' ').trim()
}

/** The same clock time on the next day, in the event's time zone. */
export function tomorrow(due: string, timeZone: string): string {
  const local = localTime(new Date(due), timeZone)
  return momentOf({ ...local, day: local.day + 1 }, timeZone).toISOString()
}
