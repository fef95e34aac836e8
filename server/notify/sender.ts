// Sends what the outbox holds, after the commit. It looks again before it sends: still assigned, still allowed.
// What could not be sent falls due again; a restart loses nothing.

import type { Kysely } from 'kysely'
import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { Database } from '../platform/schema.ts'

export type SenderDeps = {
  db: Kysely<Database>
  clock: () => Date
  tellMembers: (members: readonly MemberId[], news: News) => void
  failed: (error: unknown) => void
}

export type Sender = {
  /** Something was put into the outbox and committed. */
  wake: () => void
  close: () => Promise<void>
}

/** Looked at without being woken, too: another node may have died between commit and sending. */
const patrolMs = 5_000
const batch = 50

export function createSender(deps: SenderDeps): Sender {
  let running: Promise<void> = Promise.resolve()
  let isQueued = false
  const run = async (): Promise<void> => {
    isQueued = false
    while ((await sendDue(deps)) === batch);
  }
  const wake = (): void => {
    if (isQueued) return
    isQueued = true
    running = running.then(run).catch(deps.failed)
  }
  const patrol = setInterval(wake, patrolMs)
  patrol.unref()
  return {
    wake,
    close: async () => {
      clearInterval(patrol)
      await running
    },
  }
}

/** One turn. @returns how many were settled */
async function sendDue({ db, clock, tellMembers }: SenderDeps): Promise<number> {
  const sent = await db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('outbox')
      .select(['id', 'member_id', 'case_id', 'task_id'])
      .where('settled_at', 'is', null)
      .where('due_at', '<=', clock())
      .orderBy('due_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.id)
    await trx.updateTable('outbox').set({ settled_at: clock() }).where('id', 'in', ids).execute()
    const worth: typeof rows = []
    for (const row of rows) if (await isStillTheirs(trx, row)) worth.push(row)
    return [{ worth, count: rows.length }]
  })
  for (const { worth } of sent)
    for (const { member_id, case_id, task_id } of worth)
      tellMembers([member_id], { kind: 'task', case: case_id, task: task_id, arrived: true })
  return sent[0]?.count ?? 0
}

/** Whoever was locked out of the case meanwhile, or lost the task, hears nothing. */
async function isStillTheirs(
  db: Kysely<Database>,
  { member_id, case_id, task_id }: { member_id: MemberId; case_id: CaseId; task_id: TaskId },
): Promise<boolean> {
  const row = await db
    .selectFrom('tasks as t')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 't.case_id').on('x.member_id', '=', member_id),
    )
    .select('t.task_id')
    .where('t.case_id', '=', case_id)
    .where('t.task_id', '=', task_id)
    .where('t.who', '=', member_id)
    .where('x.member_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
