// Before anybody is told of a task it is looked at again.

import { effectiveState } from '#shared/tasks/fold.ts'
import type { Db } from '../platform/db.ts'
import type { TaskNote } from './jobs.ts'

/**
 * Whoever was locked out of the case meanwhile, or lost the task, hears nothing.
 * @param isUnanswered also not whoever has answered it
 */
export async function isStillTheirs(db: Db, note: TaskNote, isUnanswered = false): Promise<boolean> {
  const row = await db
    .selectFrom('tasks as t')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 't.case_id').on('x.member_id', '=', note.member),
    )
    .select(['t.state', 't.who', 't.by'])
    .where('t.case_id', '=', note.case)
    .where('t.task_id', '=', note.task)
    .where('t.who', '=', note.member)
    .where('x.member_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined && (!isUnanswered || effectiveState(row) === 'open')
}
