// POST /api/tasks/:id/answer. Whoever has the task may answer it, with or without the case; whoever may write the
// case may tick it. Everybody else gets the same answer as for a task that does not exist.

import { z } from 'zod'
import { MyTask, TaskAnswerAsk } from '#shared/http/tasks.ts'
import { type CaseId, type MemberId, type Seq, TaskId } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { countingAccess } from '../access/access.ts'
import type { Asker } from '../people/asker.ts'
import type { Routes } from '../people/route.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { answerTask } from './answer.ts'

type Deps = {
  db: Db
  edit: (caseId: CaseId, member: MemberId, edit: ReturnType<typeof answerTask>) => Promise<Ack<{ seq: Seq }>>
}

export function answerRoutes(routes: Routes, { db, edit }: Deps): void {
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/tasks/:id/answer',
      summary: 'Accept a task, say it cannot be done, tick it, or take the tick back',
      params: z.object({ id: TaskId }),
      body: TaskAnswerAsk,
      answer: z.object({ task: MyTask.pick({ id: true, state: true }) }),
    },
    async ({ asker, params, body }) => {
      const caseId = await findCaseOfTask(db, asker, params.id, body.case)
      if (!caseId) throw problem('not-available')
      const ack = await edit(caseId, asker.member, answerTask(params.id, asker.member, body.answer))
      if (!ack.ok) throw problem(ack.why === 'not-saved' ? 'busy' : 'not-available')
      return { task: { id: params.id, state: body.answer } }
    },
  )
}

/** The case of a task that this member has, or may at least read; their own first. */
async function findCaseOfTask(
  db: Db,
  asker: Asker,
  task: TaskId,
  caseId: CaseId | undefined,
): Promise<CaseId | undefined> {
  const rows = await db
    .selectFrom('tasks')
    .select(['case_id', 'who'])
    .where('task_id', '=', task)
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId!))
    .execute()
  for (const row of rows)
    if (row.who === asker.member && !(await isExcluded(db, asker, row.case_id))) return row.case_id
  const readable = await countingAccess(db)
    .select('a.case_id')
    .where('a.member_id', '=', asker.member)
    .where('a.case_id', 'in', rows.length > 0 ? rows.map((row) => row.case_id) : [null as never])
    .executeTakeFirst()
  return readable?.case_id
}

async function isExcluded(db: Db, { member }: Asker, caseId: CaseId): Promise<boolean> {
  const row = await db
    .selectFrom('case_exclusions')
    .select('case_id')
    .where('case_id', '=', caseId)
    .where('member_id', '=', member)
    .executeTakeFirst()
  return row !== undefined
}
