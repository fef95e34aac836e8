// POST /api/tasks/:id/answer. Whoever has the task may answer it, with or without the case; whoever may write the
// case may tick it. Everybody else gets the same answer as for a task that does not exist.

import { closedCase } from '#shared/access/rules.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { CaseId, MemberId, Seq, TaskId } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { countingAccess } from '../case/rights.ts'
import type { Routes } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { answerTask } from './answer.ts'

export type AnswerDeps = {
  db: Db
  edit: (caseId: CaseId, member: MemberId, edit: ReturnType<typeof answerTask>) => Promise<Ack<{ seq: Seq }>>
}

export function answerRoutes(routes: Routes, { db, edit }: AnswerDeps): void {
  routes.forMembers(contracts.answerTask, async ({ actor, params, body }) => {
    const caseId = await findCaseOfTask(db, actor, params.id, body.case)
    if (!caseId) throw problem('not-available')
    const ack = await edit(caseId, actor.member, answerTask(params.id, actor.member, body.answer))
    if (!ack.ok && ack.why === 'read-only') throw problem('conflict', closedCase)
    if (!ack.ok) throw problem(ack.why === 'not-saved' ? 'busy' : 'not-available')
    return { task: { id: params.id, state: body.answer } }
  })
}

/** The case of a task that this member has, or may at least read; their own first. One question, so that the time tells nothing. */
async function findCaseOfTask(
  db: Db,
  { member }: Actor,
  task: TaskId,
  caseId: CaseId | undefined,
): Promise<CaseId | undefined> {
  const open = countingAccess(db).select('a.case_id').where('a.member_id', '=', member)
  const closed = db.selectFrom('case_exclusions').select('case_id').where('member_id', '=', member)
  const row = await db
    .selectFrom('tasks')
    .select('case_id')
    .where('task_id', '=', task)
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId!))
    .where('case_id', 'not in', closed)
    .where(({ or, eb }) => or([eb('who', '=', member), eb('case_id', 'in', open)]))
    .orderBy((order) => order.case().when('who', '=', member).then(0).else(1).end())
    .executeTakeFirst()
  return row?.case_id
}
