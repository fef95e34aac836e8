// The tasks of the records as rows, for lists across cases and for those who may not open the case. Written in the
// transaction that appends the log, so that row and record never disagree; the log alone can rebuild it.

import type { Kysely, Transaction } from 'kysely'
import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import { foldTasks, type TaskChange, type TaskEvent } from '#shared/tasks/fold.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { openTask, sealTask } from '../case/sealed-rows.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Database } from '../platform/schema.ts'

type Trx = Transaction<Database>
type TaskRow = Database['tasks']

export type Projected = {
  events: TaskEvent[]
  /** Of the touched tasks whose facts changed. */
  facts: TaskReceipts[]
  /** By touched task: who has it, or had it until now, and is not excluded from the case. */
  concerned: Map<TaskId, MemberId[]>
}

export async function projectTasks(
  trx: Trx,
  { caseId, seal, changes }: { caseId: CaseId; seal: CaseSeal; changes: readonly TaskChange[] },
  now: Date,
): Promise<Projected> {
  const touched = [...new Set(changes.flatMap(({ tasks }) => [...tasks.keys()]))]
  const rows = await readRows(trx, caseId, touched)
  const before = new Map(rows.map((row) => [row.task_id, openTask(seal, row)]))
  const { after, events } = foldTasks(before, changes)
  const kept: TaskRow[] = []
  const facts: TaskReceipts[] = []
  for (const [id, view] of after) {
    const last = rows.find((row) => row.task_id === id)
    if (!view) {
      await trx.deleteFrom('tasks').where('case_id', '=', caseId).where('task_id', '=', id).execute()
      continue
    }
    const row = nextRow(
      caseId,
      seal,
      view,
      last,
      events.filter((event) => event.task === id),
      now,
    )
    kept.push(row)
    if (!last || hasOtherReceipts(last, row)) facts.push(receiptsOfRow(row))
  }
  if (kept.length > 0) await writeRows(trx, kept)
  const excluded = await readExcluded(trx, caseId)
  const concernedBy = (id: TaskId): MemberId[] => {
    const members = [before.get(id), after.get(id)].flatMap((view) => view?.who ?? [])
    return [...new Set(members)].filter((member) => !excluded.has(member))
  }
  return { events, facts, concerned: new Map(touched.map((id) => [id, concernedBy(id)])) }
}

async function readExcluded(trx: Trx, caseId: CaseId): Promise<ReadonlySet<MemberId>> {
  const rows = trx.selectFrom('case_exclusions').select('member_id').where('case_id', '=', caseId)
  return new Set((await rows.execute()).map((row) => row.member_id))
}

/** Held until the commit: a delivery noted meanwhile waits, and is not overwritten with what was read before it. */
const readRows = (trx: Trx, caseId: CaseId, ids: readonly TaskId[]): Promise<TaskRow[]> =>
  trx
    .selectFrom('tasks')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('task_id', 'in', [...ids])
    .forUpdate()
    .execute()

function nextRow(
  caseId: CaseId,
  seal: CaseSeal,
  view: TaskView,
  last: TaskRow | undefined,
  events: readonly TaskEvent[],
  now: Date,
): TaskRow {
  const assigned = events.findLast((event) => event.kind === 'assigned')
  const isUnassigned = view.who === null
  const hasNewState = events.some(({ kind }) => stateKinds.has(kind))
  return {
    case_id: caseId,
    task_id: view.id,
    ...sealTask(seal, view),
    who: view.who,
    due: view.due === null ? null : new Date(view.due),
    state: view.state,
    by: view.by,
    added_by: last?.added_by ?? events[0]?.author ?? view.by!,
    assigned_by: assigned?.author ?? (isUnassigned ? null : (last?.assigned_by ?? null)),
    assigned_at: assigned ? now : isUnassigned ? null : (last?.assigned_at ?? null),
    delivered_at: assigned || isUnassigned ? null : (last?.delivered_at ?? null),
    state_at: hasNewState ? now : (last?.state_at ?? null),
  }
}

const stateKinds: ReadonlySet<string> = new Set(['accepted', 'cannot', 'done', 'reopened', 'dropped'])

const hasOtherReceipts = (a: TaskRow, b: TaskRow): boolean =>
  a.delivered_at?.getTime() !== b.delivered_at?.getTime() || a.state_at?.getTime() !== b.state_at?.getTime()

async function writeRows(trx: Trx, rows: readonly TaskRow[]): Promise<void> {
  await trx
    .insertInto('tasks')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'task_id']).doUpdateSet(({ ref }) => ({
        sealed_what: ref('excluded.sealed_what'),
        sealed_due_words: ref('excluded.sealed_due_words'),
        who: ref('excluded.who'),
        due: ref('excluded.due'),
        state: ref('excluded.state'),
        by: ref('excluded.by'),
        sealed_order: ref('excluded.sealed_order'),
        assigned_by: ref('excluded.assigned_by'),
        assigned_at: ref('excluded.assigned_at'),
        delivered_at: ref('excluded.delivered_at'),
        state_at: ref('excluded.state_at'),
      })),
    )
    .execute()
}

const receiptsOfRow = (row: Pick<TaskRow, 'task_id' | 'delivered_at' | 'state_at'>): TaskReceipts => ({
  task: row.task_id,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  stateAt: row.state_at?.toISOString() ?? null,
})

/** What the projection knows of a case's tasks and the record does not. */
export async function receiptsOf(db: Kysely<Database>, caseId: CaseId): Promise<TaskReceipts[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['task_id', 'delivered_at', 'state_at'])
    .where('case_id', '=', caseId)
    .execute()
  return rows.map(receiptsOfRow)
}

/**
 * Notes that a device of the assignee shows the task; the first one counts.
 * @returns the task's facts, or undefined when there is no such task of theirs
 */
export async function noteDelivered(
  db: Kysely<Database>,
  member: MemberId,
  caseId: CaseId,
  task: TaskId,
  now: Date,
): Promise<{ facts: TaskReceipts; isNew: boolean } | undefined> {
  const mine = await db
    .selectFrom('tasks as t')
    .select(['task_id', 'delivered_at', 'state_at'])
    .where('case_id', '=', caseId)
    .where('task_id', '=', task)
    .where('who', '=', member)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_exclusions as x')
            .select('x.case_id')
            .whereRef('x.case_id', '=', 't.case_id')
            .where('x.member_id', '=', member),
        ),
      ),
    )
    .executeTakeFirst()
  if (!mine) return undefined
  if (mine.delivered_at) return { facts: receiptsOfRow(mine), isNew: false }
  const { numUpdatedRows } = await db
    .updateTable('tasks')
    .set({ delivered_at: now })
    .where('case_id', '=', caseId)
    .where('task_id', '=', task)
    .where('who', '=', member)
    .where('delivered_at', 'is', null)
    .executeTakeFirst()
  return { facts: receiptsOfRow({ ...mine, delivered_at: now }), isNew: numUpdatedRows > 0n }
}
