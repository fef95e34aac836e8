// Before anybody is told of a task it is looked at again.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import type { Db } from '../platform/db.ts'

/**
 * Whoever was locked out of the case meanwhile, or lost the task, hears nothing.
 * @param isUnanswered also not whoever has answered it
 */
export async function isStillTheirs(
  db: Db,
  { member_id, case_id, task_id }: { member_id: MemberId; case_id: CaseId; task_id: TaskId },
  isUnanswered = false,
): Promise<boolean> {
  const row = await db
    .selectFrom('tasks as t')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 't.case_id').on('x.member_id', '=', member_id),
    )
    .select(['t.state', 't.who', 't.by'])
    .where('t.case_id', '=', case_id)
    .where('t.task_id', '=', task_id)
    .where('t.who', '=', member_id)
    .where('x.member_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined && (!isUnanswered || effectiveState(row) === 'open')
}
