// What the first-response card says, and the report form and the case after it; and what was done of it before there is a
// case. Pure.

import type { TickAsk } from '#shared/http/first-response.ts'
import type { Procedure } from '#shared/http/procedure.ts'
import { limits } from '#shared/limits.ts'
import type { CallSaid } from './SayCalled.tsx'

/** What was done of the card for the report that comes of it, and how more of it is done. */
export type Done = {
  ticks: readonly TickAsk[]
  called: CallSaid
  /** It would be there again after a reload. */
  isKept: boolean
  /** The report may have been sent: what went with it is not undone here. */
  isFrozen: boolean
  tick: (what: string) => void
  untick: (what: string) => void
  say: (change: Partial<CallSaid>) => void
}

/** `toDo`: in order; its `what` is kept with the case as it stands here. `toLeave`: what not to bring up, why, and in few words beside what is being written. */
export type Card = {
  readonly toDo: readonly { what: string; more?: string }[]
  readonly leaveTitle: string
  readonly toLeave: readonly { what: string; why: string; short: string }[]
}

const toDo: Card['toDo'] = [
  { what: 'Find a private place to sit' },
  { what: 'Ask who they would like with them', more: 'Then send somebody to fetch that person' },
  { what: 'Ask “How can I help?”' },
  { what: 'Give them the numbers for later' },
]

const toLeave: Card['toLeave'] = [
  {
    what: 'Dropping the report.',
    why: 'Even as a kindness it sounds like a wish. Going ahead is our default.',
    short: 'dropping the report',
  },
  {
    what: 'What we should do about it.',
    why: 'Deciding is our work, not theirs.',
    short: 'what we should do',
  },
  { what: 'Penalties.', why: 'No asking, no promising.', short: 'penalties' },
]

/** The one that Greenroom brings. */
export const ownCard: Card = { toDo, leaveTitle: 'Do not bring up', toLeave }

/** The card by the procedure that the event has put in force: its lists, in its words. What it has no list for is as Greenroom brings it. */
export function cardOf(procedure: Pick<Procedure, 'adopted' | 'clauses'> | undefined): Card {
  if (!procedure?.adopted) return ownCard
  const [response, antiresponse] = (['response', 'antiresponse'] as const).map((name) =>
    procedure.clauses.find((clause) => clause.name === name),
  )
  const dos = itemsOf(response?.items)
  const donts = itemsOf(antiresponse?.items)
  return {
    toDo: dos.length > 0 ? dos.map((what) => ({ what })) : toDo,
    leaveTitle: donts.length > 0 ? antiresponse?.heading || 'What not to do' : ownCard.leaveTitle,
    toLeave: donts.length > 0 ? donts.map((what) => ({ what, why: '', short: what })) : toLeave,
  }
}

/** Each once, as many and as long as a case keeps of ticks. */
const itemsOf = (items: readonly string[] = []): string[] =>
  [...new Set(items.map((item) => item.slice(0, limits.maxLineChars).toWellFormed().trim()))]
    .filter((item) => item !== '')
    .slice(0, limits.maxTicks)
