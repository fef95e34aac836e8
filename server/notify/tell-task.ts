// Telling whoever was given a task: put in by the transaction that changed the task, so that there is no notification without its
// commit and no commit without its notification. Before it is told it is looked at again: still theirs, still allowed.

import type { MemberId } from '#shared/ids.ts'
import type { TaskEvent } from '#shared/tasks/fold.ts'
import type { WakeJobs } from '../jobs/deps.ts'
import { doubling, insideKind, type JobKind, type Trx } from '../jobs/kinds.ts'
import { enqueue } from '../jobs/rows.ts'
import type { Clocked } from '../platform/clocked.ts'
import { ringDevice, type TaskNote, tellTask } from './jobs.ts'
import type { NewsDesk } from './news.ts'
import { putRings } from './push/put-rings.ts'
import { isStillTheirs } from './still-theirs.ts'

type Deps = Pick<Clocked, 'clock'> & Pick<NewsDesk, 'tellMembers'> & { wakeJobs: WakeJobs }

const [firstPauseMs, lastPauseMs] = [1_000, 60_000]
/** About an hour: whoever was not told until then finds the task in their list. */
const mostTries = 65

/** @returns whether anybody is to be told */
export async function putTasks(
  trx: Trx,
  { caseId, events }: { caseId: TaskNote['case']; events: readonly TaskEvent[] },
  now: Date,
): Promise<boolean> {
  const notes = events.flatMap((event) =>
    // Whoever gives a task to themself knows of it.
    event.kind === 'assigned' && event.to !== event.author
      ? [{ member: event.to, case: caseId, task: event.task }]
      : [],
  )
  const known = await knownMembers(
    trx,
    notes.map(({ member }) => member),
  )
  const jobs = notes.filter(({ member }) => known.has(member))
  return enqueue(
    trx,
    tellTask,
    jobs.map((about) => ({ key: `${about.member} ${about.case} ${about.task}`, about })),
    now,
  )
}

/** A foreign program may write any id as the assignee; only members can be told. */
async function knownMembers(trx: Trx, ids: readonly MemberId[]): Promise<ReadonlySet<MemberId>> {
  if (ids.length === 0) return new Set()
  const rows = trx
    .selectFrom('members')
    .select('id')
    .where('id', 'in', [...ids])
  return new Set((await rows.where('ended_at', 'is', null).execute()).map(({ id }) => id))
}

export const tellTaskKind = ({ clock, tellMembers, wakeJobs }: Deps): JobKind =>
  insideKind(tellTask, {
    backoffMs: doubling(firstPauseMs, lastPauseMs),
    mostTries,
    mostAheadMs: lastPauseMs,
    isStillWanted: (db, note) => isStillTheirs(db, note),
    run: async (trx, note) => {
      const hasRings = await putRings(trx, [note], clock())
      return () => {
        if (hasRings) wakeJobs(ringDevice)
        tellMembers([note.member], { kind: 'task', case: note.case, task: note.task, arrived: true })
      }
    },
  })
