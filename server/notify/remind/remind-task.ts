// The jobs that remind of a task. Each looks when its time has come whether the task is still due then and still to do: who has it
// now, and who leads, as things are at that moment. A job that comes before its time goes on to wait.

import { stepMs } from '../../jobs/ahead.ts'
import type { WakeJobs } from '../../jobs/deps.ts'
import { doubling, insideKind, type JobKind, type Trx } from '../../jobs/kinds.ts'
import type { Clocked } from '../../platform/clocked.ts'
import { type ReminderNote, remindJobs, ringDevice, type TaskOfCase } from '../jobs.ts'
import type { NewsDesk } from '../news.ts'
import { putRings } from '../push/put-rings.ts'
import { putReminder } from './put-reminders.ts'
import { type Reminder, reminders, timeOf } from './times.ts'
import { findReminded, readReminding } from './whom.ts'

export type RemindDeps = Pick<Clocked, 'clock'> & Pick<NewsDesk, 'tellMembers'> & { wakeJobs: WakeJobs }

/** About a quarter of an hour: then the next reminder is the one that is true. */
export const patience = { backoffMs: doubling(1_000, 60_000), mostTries: 20, mostAheadMs: stepMs }

export const remindKinds = (deps: RemindDeps): readonly JobKind[] =>
  reminders.map((reminder) => remindKind(deps, reminder))

const remindKind = (deps: RemindDeps, reminder: Reminder): JobKind =>
  insideKind(remindJobs[reminder], {
    ...patience,
    isStillWanted: async (db, about) => {
      const now = deps.clock()
      const { due } = await readReminding(db, about)
      if (!due) return false
      return timeOf(reminder, due) > now || (await findReminded(db, reminder, about, now)) !== null
    },
    run: async (trx, about) => {
      const now = deps.clock()
      const { due } = await readReminding(trx, about)
      if (due && timeOf(reminder, due) > now) {
        const inMs = await putReminder(trx, reminder, about, due, now)
        return () => inMs !== undefined && deps.wakeJobs(remindJobs[reminder], inMs)
      }
      return remind(deps, trx, reminder, about, now)
    },
  })

async function remind(
  { tellMembers, wakeJobs }: RemindDeps,
  trx: Trx,
  reminder: Reminder,
  about: TaskOfCase,
  now: Date,
): Promise<() => void> {
  const member = await findReminded(trx, reminder, about, now)
  if (!member) return () => {}
  const note: ReminderNote = reminder === 'late' ? { ...about, lead: member } : { ...about, owner: member }
  const hasRings = await putRings(trx, [note], now)
  return () => {
    if (hasRings) wakeJobs(ringDevice)
    tellMembers([member], { kind: 'task', ...about, reminds: reminder })
  }
}
