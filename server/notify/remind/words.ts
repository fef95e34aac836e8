// The jobs that remind whoever leads a case of the words owed to whoever reported it: once before a clock is over, once when it was
// missed. Each looks when its time has come whether the word is still owed, by the event's clocks as they are at that moment.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { readToldIn } from '../../case/told.ts'
import {
  type WordClock,
  type WordDue,
  type WordReminder,
  type WordsOfCase,
  wordClocks,
  wordDue,
  wordJobs,
  wordReminders,
} from '../../case/word-jobs.ts'
import { putAhead } from '../../jobs/ahead.ts'
import { insideKind, type JobKind } from '../../jobs/kinds.ts'
import type { Db } from '../../platform/db.ts'
import { ringDevice, type WordNote } from '../jobs.ts'
import { putRings } from '../push/put-rings.ts'
import { patience, type RemindDeps } from './remind-task.ts'
import { findLead } from './whom.ts'

export const wordKinds = (deps: RemindDeps): readonly JobKind[] =>
  wordClocks.flatMap((clock) => wordReminders.map((reminder) => wordKind(deps, clock, reminder)))

function wordKind(deps: RemindDeps, clock: WordClock, reminder: WordReminder): JobKind {
  const job = wordJobs[clock][reminder]
  const { tellMembers, wakeJobs } = deps
  return insideKind(job, {
    ...patience,
    isStillWanted: async (db, about) => {
      const now = deps.clock()
      const word = await readWord(db, about, clock)
      if (!word) return false
      return word.at[reminder] > now || (await findReminded(db, word, reminder, about, now)) !== null
    },
    run: async (trx, about) => {
      const now = deps.clock()
      const word = await readWord(trx, about, clock)
      if (!word) return () => {}
      const at = word.at[reminder]
      if (at > now) {
        const inMs = await putAhead(trx, job, { key: about.case, about, at }, now)
        return () => inMs !== undefined && wakeJobs(job, inMs)
      }
      const lead = await findReminded(trx, word, reminder, about, now)
      if (!lead) return () => {}
      const hasRings = await putRings(trx, [{ ...about, lead }], now)
      return () => {
        if (hasRings) wakeJobs(ringDevice)
        tellMembers([lead], { kind: 'case', ...about, reminds: 'word' })
      }
    },
  })
}

async function readWord(
  db: Db,
  { case: caseId }: { case: CaseId },
  clock: WordClock,
): Promise<WordDue | undefined> {
  const [told] = await readToldIn(db, { case: caseId })
  return told && wordDue(told, clock)
}

/** The one whose time it is: before is true until it was missed. */
const reminderAt = ({ at }: WordDue, now: Date) => wordReminders.findLast((reminder) => at[reminder] <= now)

async function findReminded(
  db: Db,
  word: WordDue,
  reminder: WordReminder,
  about: WordsOfCase,
  now: Date,
): Promise<MemberId | null> {
  return word.isOwed && reminderAt(word, now) === reminder ? findLead(db, about.case) : null
}

/** Whether a device of whoever leads is still to be rung: something is owed, and it is still theirs to see to. */
export async function isWordStillOwed(db: Db, { case: caseId, lead }: WordNote, now: Date): Promise<boolean> {
  for (const clock of wordClocks) {
    const word = await readWord(db, { case: caseId }, clock)
    if (word?.isOwed && reminderAt(word, now)) return (await findLead(db, caseId)) === lead
  }
  return false
}
