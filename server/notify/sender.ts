// Sends what the outbox holds, after the commit. It looks again before it sends: still assigned, still allowed.
// What could not be sent falls due again; a restart loses nothing.

import type { Kysely } from 'kysely'
import type { MemberId } from '#shared/ids.ts'
import type { News } from '#shared/protocol/events.ts'
import type { Database } from '../platform/schema.ts'
import { createTurns, type Turns } from '../platform/turns.ts'
import { enqueuePushes } from './push/push-sender.ts'
import { isStillTheirs } from './still-theirs.ts'

export type SenderDeps = {
  db: Kysely<Database>
  clock: () => Date
  tellMembers: (members: readonly MemberId[], news: News) => void
  /** Something for devices that may be locked was committed. */
  wakePushes: () => void
  failed: (error: unknown) => void
}

/** Woken when something was put into the outbox and committed. */
export type Sender = Turns

const batch = 50

export const createSender = (deps: SenderDeps): Sender =>
  createTurns(async () => {
    while ((await sendDue(deps)) === batch);
  }, deps.failed)

/** One turn. @returns how many were settled */
async function sendDue({ db, clock, tellMembers, wakePushes }: SenderDeps): Promise<number> {
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
    return [{ worth, count: rows.length, hasPushes: await enqueuePushes(trx, worth, clock()) }]
  })
  if (sent[0]?.hasPushes) wakePushes()
  for (const { worth } of sent)
    for (const { member_id, case_id, task_id } of worth)
      tellMembers([member_id], { kind: 'task', case: case_id, task: task_id, arrived: true })
  return sent[0]?.count ?? 0
}
