// The jobs that remind of the words owed to whoever reported: for each clock of a case one before its time is over, and one when it
// is. Whatever sets a clock puts them in; whether the word is still owed is asked when the time comes.

import { z } from 'zod'
import { clocksOf } from '#shared/contacts/owed.ts'
import { CaseId, type EventId } from '#shared/ids.ts'
import { putAhead } from '../jobs/ahead.ts'
import type { JobType } from '../jobs/kinds.ts'
import type { Trx } from './lock.ts'
import { type CaseTold, readToldIn } from './told.ts'

const WordsOfCase = z.strictObject({ case: CaseId })
export type WordsOfCase = z.output<typeof WordsOfCase>

/** `soon`: an eighth of the clock's time is left, three hours of a day; `missed`: nothing is. */
export const wordReminders = ['soon', 'missed'] as const
export type WordReminder = (typeof wordReminders)[number]
export const wordClocks = ['acknowledge', 'outcome'] as const
export type WordClock = (typeof wordClocks)[number]

const jobOf = (name: string): JobType<WordsOfCase> => ({ name, about: WordsOfCase })
export const wordJobs: Readonly<Record<WordClock, Readonly<Record<WordReminder, JobType<WordsOfCase>>>>> = {
  acknowledge: { soon: jobOf('remind-acknowledge-soon'), missed: jobOf('remind-acknowledge-missed') },
  outcome: { soon: jobOf('remind-outcome-soon'), missed: jobOf('remind-outcome-missed') },
}

/** A clock of a case: when each of its reminders is due, and whether somebody is still to be told. */
export type WordDue = { at: Readonly<Record<WordReminder, Date>>; isOwed: boolean }

/** Whether it is owed says nothing of when: what is not owed now may be again. */
export function wordDue({ told, clocks }: CaseTold, clock: WordClock): WordDue {
  const { dueAt, metAt } = clocksOf(told, clocks)[clock]
  const [since, due] = [Date.parse(told.owedSince), Date.parse(dueAt)]
  return {
    at: { soon: new Date(due - (due - since) / 8), missed: new Date(due) },
    isOwed: metAt === null && !told.wantsNoWord && !told.isClosed,
  }
}

/**
 * After a clock was set going, anew or otherwise, in the same transaction: of one case, or of all cases of the event. What was
 * met stays met; of a time that has passed already nothing reminds.
 */
export async function putWordJobs(
  trx: Trx,
  of: { case: CaseId } | { event: EventId },
  now: Date,
): Promise<void> {
  for (const told of await readToldIn(trx, of))
    for (const clock of wordClocks) {
      const { at } = wordDue(told, clock)
      const about = { case: told.id }
      for (const reminder of wordReminders)
        await putAhead(
          trx,
          wordJobs[clock][reminder],
          { key: told.id, about, at: isMet(told, clock) ? null : at[reminder] },
          now,
        )
    }
}

const isMet = ({ told }: CaseTold, clock: WordClock): boolean =>
  (clock === 'acknowledge' ? told.toldAt : told.outcomeAt) !== null
