// What the first-response card says, and the report form and the case after it; and what was done of it before there is a
// case. Pure.

import type { TickAsk } from '#shared/http/first-response.ts'
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

/** What to do, in order. `what` is kept with the case as it stands here. */
export const toDo: readonly { what: string; more?: string }[] = [
  { what: 'Find a private place to sit' },
  { what: 'Ask who they would like with them', more: 'Then send somebody to fetch that person' },
  { what: 'Ask “How can I help?”' },
  { what: 'Give them the numbers for later' },
]

/** What not to bring up, why, and in few words beside what is being written. */
export const toLeave: readonly { what: string; why: string; short: string }[] = [
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

export const doNotTitle = 'Do not bring up'
