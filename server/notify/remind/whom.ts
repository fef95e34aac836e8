// Whom a task has something to remind of now. Asked right before anybody is told, and again before each ring.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { leadAmong } from '../../case/leads.ts'
import { countingAccess } from '../../case/rights.ts'
import type { Db } from '../../platform/db.ts'
import type { ReminderNote, TaskOfCase } from '../jobs.ts'
import { type Reminder, reminderAt } from './times.ts'

/**
 * `due`: when the task is due; null where there is no such task, or it has no time.
 * `owner`: who has it and still wants to be reminded of it.
 */
type Reminding = { due: Date | null; owner: MemberId | null }

/**
 * Nobody is reminded of what is done or declined, of what is nobody's, in a case that is closed; nor is whoever is locked
 * out of it, or not of the team any more.
 */
export async function readReminding(db: Db, { case: caseId, task }: TaskOfCase): Promise<Reminding> {
  const row = await db
    .selectFrom('tasks as t')
    .innerJoin('cases as k', 'k.id', 't.case_id')
    .leftJoin('members as m', (on) => on.onRef('m.id', '=', 't.who').on('m.ended_at', 'is', null))
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 't.case_id').onRef('x.member_id', '=', 't.who'),
    )
    .select(['t.due', 't.state', 't.who', 't.by', 'k.stage', 'm.id as owner', 'x.member_id as excluded'])
    .where('t.case_id', '=', caseId)
    .where('t.task_id', '=', task)
    .executeTakeFirst()
  if (!row) return { due: null, owner: null }
  const isOpen = ['open', 'accepted'].includes(effectiveState(row))
  const isWanted = isOpen && row.stage !== 'closed' && row.excluded === null
  return { due: row.due, owner: isWanted ? row.owner : null }
}

/** Who leads the case and may open it; whoever stands in comes after them. */
export const findLead = (db: Db, caseId: CaseId): Promise<MemberId | null> =>
  leadAmong(countingAccess(db), caseId)

/** Whom to remind now, if this is the reminder whose time it is. */
export async function findReminded(
  db: Db,
  reminder: Reminder,
  about: TaskOfCase,
  now: Date,
): Promise<MemberId | null> {
  const { due, owner } = await readReminding(db, about)
  if (!due || !owner || reminderAt(due, now) !== reminder) return null
  return reminder === 'late' ? findLead(db, about.case) : owner
}

/** Whether a device of theirs is still to be rung: the time was not moved away meanwhile either. */
export async function isStillReminded(db: Db, note: ReminderNote, now: Date): Promise<boolean> {
  const { due, owner } = await readReminding(db, note)
  const reminder = due && owner && reminderAt(due, now)
  if (!reminder) return false
  if ('owner' in note) return note.owner === owner
  return reminder === 'late' && (await findLead(db, note.case)) === note.lead
}
