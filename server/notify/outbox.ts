// Who is to be told of a task, written in the transaction that changed it: no notification without its commit,
// no commit without its notification.

import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CaseId } from '#shared/ids.ts'
import type { TaskEvent } from '#shared/tasks/fold.ts'
import type { Database } from '../platform/schema.ts'

/** @returns whether anything was put in */
export async function enqueue(
  trx: Transaction<Database>,
  caseId: CaseId,
  events: readonly TaskEvent[],
  now: Date,
): Promise<boolean> {
  const rows = events
    // Whoever gives a task to themself knows of it.
    .filter((event) => event.kind === 'assigned' && event.to !== event.author)
    .map((event) => ({
      id: randomUUID(),
      member_id: (event as Extract<TaskEvent, { kind: 'assigned' }>).to,
      case_id: caseId,
      task_id: event.task,
      kind: 'assigned' as const,
      created_at: now,
      due_at: now,
    }))
  const known = await knownMembers(
    trx,
    rows.map((row) => row.member_id),
  )
  const sendable = rows.filter((row) => known.has(row.member_id))
  if (sendable.length > 0) await trx.insertInto('outbox').values(sendable).execute()
  return sendable.length > 0
}

/** A foreign program may write any id as the assignee; only members can be told. */
async function knownMembers(
  trx: Transaction<Database>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await trx
    .selectFrom('members')
    .select('id')
    .where('id', 'in', ids as never)
    .where('ended_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}
