// Sends what is on its way to devices. Rows are written with the notification they belong to and taken in turns, so that
// several nodes share the work; before each try it is looked at again whether the task is still theirs, or the page still calls them,
// and unanswered.

import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CaseId, MemberId, PageId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Db } from '../../platform/db.ts'
import type { Database } from '../../platform/schema.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { createTurns, type Turns } from '../../platform/turns.ts'
import { isStillTheirs } from '../still-theirs.ts'
import { deliver, type Outcome } from './deliver.ts'
import type { ServerKey } from './server-key.ts'
import { isPushService } from './services.ts'
import { openSubscription } from './subscriptions.ts'

export type PushSenderDeps = {
  db: Db
  clock: () => Date
  sealing: Sealing
  serverKey: () => Promise<ServerKey>
  /** Origins of push services beyond the browsers' own. */
  services: readonly string[]
  subject: string
  /** Whether a device of this member is still to be rung for the page. */
  isStillCalled: (page: PageId, member: MemberId) => Promise<boolean>
  /** A service would not take a message; told without saying whose. */
  refused: (status: number) => void
  failed: (error: unknown) => void
}

export type PushSender = Turns

/** So long it is worth a ring; a phone that is on later finds it in the app. */
const worthMs = { task: 60 * 60_000, page: limits.pageMinutes * 60_000 }
/** Whoever takes a message has so long for it; then another node takes it. */
const leaseMs = 30_000
const firstPauseMs = 2_000
const lastPauseMs = 5 * 60_000
const batch = 20

/** What is to be rung for: a task of a case, or a page. */
type Note = { member_id: MemberId } & (
  | { case_id: CaseId; task_id: TaskId; page_id?: null }
  | { case_id?: null; task_id?: null; page_id: PageId }
)

/** One message for each of these members' devices, in the transaction that settles the notification. */
export async function enqueuePushes(
  trx: Transaction<Database>,
  notes: readonly Note[],
  now: Date,
): Promise<boolean> {
  if (notes.length === 0) return false
  const devices = await trx
    .selectFrom('push_subscriptions')
    .select(['id', 'member_id'])
    .where(
      'member_id',
      'in',
      notes.map(({ member_id }) => member_id),
    )
    .execute()
  const rows = notes.flatMap(({ member_id, case_id = null, task_id = null, page_id = null }) =>
    devices
      .filter((device) => device.member_id === member_id)
      .map((device) => ({
        id: randomUUID(),
        subscription_id: device.id,
        member_id,
        case_id,
        task_id,
        page_id,
        due_at: now,
        expires_at: new Date(now.getTime() + (page_id ? worthMs.page : worthMs.task)),
      })),
  )
  if (rows.length > 0) await trx.insertInto('pushes').values(rows).execute()
  return rows.length > 0
}

export function createPushSender(deps: PushSenderDeps): PushSender {
  let isClosed = false
  const turns = createTurns(async () => {
    while (!isClosed && (await sendDue(deps)) === batch);
  }, deps.failed)
  return {
    wake: turns.wake,
    close: () => {
      isClosed = true
      return turns.close()
    },
  }
}

/** One turn. @returns how many were taken */
async function sendDue(deps: PushSenderDeps): Promise<number> {
  const taken = await takeDue(deps)
  // Side by side: a service that does not answer holds up only its own.
  await Promise.all(taken.map((push) => sendOne(deps, push).catch(deps.failed)))
  return taken.length
}

type Taken = Awaited<ReturnType<typeof takeDue>>[number]

function takeDue({ db, clock }: PushSenderDeps) {
  const now = clock()
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('pushes').where('expires_at', '<=', now).execute()
    const due = await trx
      .selectFrom('pushes')
      .select('id')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    const ids = due.map(({ id }) => id)
    await trx
      .updateTable('pushes')
      .set(({ eb }) => ({ due_at: new Date(now.getTime() + leaseMs), tries: eb('tries', '+', 1) }))
      .where('id', 'in', ids)
      .execute()
    return trx
      .selectFrom('pushes as p')
      .innerJoin('push_subscriptions as s', 's.id', 'p.subscription_id')
      .innerJoin('sessions as n', 'n.id', 's.session_id')
      .select(['p.id', 'p.member_id', 'p.case_id', 'p.task_id', 'p.page_id', 'p.tries', 'p.expires_at'])
      .select(['s.id as device', 's.sealed', 'n.expires_at as sessionEnds'])
      .where('p.id', 'in', ids)
      .execute()
  })
}

async function sendOne(deps: PushSenderDeps, push: Taken): Promise<void> {
  const { db, sealing, clock } = deps
  const now = clock()
  const subscription = openSubscription(sealing, { id: push.device, sealed: push.sealed })
  const isWorth =
    push.sessionEnds > now &&
    isPushService(subscription.endpoint, deps.services) &&
    (await isStillWorth(deps, push))
  if (!isWorth) {
    await forget(db, push.id)
    return
  }
  const outcome = await deliver({
    subscription,
    message: push.page_id ? { kind: 'page', id: push.page_id } : { kind: 'task', id: push.task_id! },
    key: await deps.serverKey(),
    subject: deps.subject,
    ttlSeconds: Math.max(1, Math.floor((push.expires_at.getTime() - now.getTime()) / 1_000)),
  })
  await settle(deps, push, outcome)
}

async function isStillWorth({ db, isStillCalled }: PushSenderDeps, push: Taken): Promise<boolean> {
  const { member_id, case_id, task_id, page_id } = push
  if (page_id) return isStillCalled(page_id, member_id)
  return isStillTheirs(db, { member_id, case_id: case_id!, task_id: task_id! }, true)
}

async function settle(deps: PushSenderDeps, push: Taken, outcome: Outcome): Promise<void> {
  const { db, clock } = deps
  if (outcome.is === 'gone') await db.deleteFrom('push_subscriptions').where('id', '=', push.device).execute()
  else if (outcome.is === 'later') {
    const pauseMs = outcome.afterMs ?? Math.min(lastPauseMs, firstPauseMs * 2 ** (push.tries - 1))
    const due_at = new Date(clock().getTime() + pauseMs)
    await db.updateTable('pushes').set({ due_at }).where('id', '=', push.id).execute()
  } else {
    if (outcome.is === 'refused') deps.refused(outcome.status)
    await forget(db, push.id)
  }
}

const forget = (db: Db, id: string) => db.deleteFrom('pushes').where('id', '=', id).execute()
