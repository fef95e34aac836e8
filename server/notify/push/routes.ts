// The routes of notifications on locked phones.

import { contracts } from '#shared/http/contracts.ts'
import { notKeys, type PushSubscriptionAsk } from '#shared/http/push.ts'
import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { Routes } from '../../people/route.ts'
import type { Clocked } from '../../platform/clocked.ts'
import type { Db } from '../../platform/db.ts'
import { problem } from '../../platform/errors.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { wrongKeysOf } from './device-keys.ts'
import type { ServerKey } from './server-key.ts'
import { readPushAddress } from './services.ts'
import { dropSubscription, hasSubscription, keepSubscription } from './subscriptions.ts'

export type PushRouteDeps = Clocked & {
  /** Somebody can be reached on a closed device, or cannot any more. */
  reachChanged: () => void
  sealing: Sealing
  serverKey: () => Promise<ServerKey>
  services: readonly string[]
  /** A device of theirs shows the task. @returns whether there is such a task of theirs */
  delivered: (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>
}

/** Adds /api/push/key, /api/push/subscription and /api/tasks/:id/delivered. */
export function pushRoutes(routes: Routes, deps: PushRouteDeps): void {
  const { db, clock, sealing, services } = deps
  routes.forMembers(contracts.readPushKey, async () => ({ key: (await deps.serverKey()).publicKey }))
  routes.forMembers(contracts.putPushSubscription, async ({ actor, body }) => {
    const device = readDevice(body, services)
    await tellingReach(deps, actor.member, () => keepSubscription(db, sealing, actor, device, clock()))
  })
  routes.forMembers(contracts.removePushSubscription, ({ actor }) =>
    tellingReach(deps, actor.member, () => dropSubscription(db, actor.session)),
  )
  routes.forMembers(contracts.taskDelivered, async ({ actor, params: { id } }) => {
    const cases = await casesOf(db, actor.member, id)
    for (const caseId of cases) if (await deps.delivered(actor.member, caseId, id)) return
    throw problem('not-available')
  })
}

/** Every device says at each start that it can be rung: the team hears of it only where that is news. */
async function tellingReach(
  { db, reachChanged }: Pick<PushRouteDeps, 'db' | 'reachChanged'>,
  member: MemberId,
  change: () => Promise<void>,
): Promise<void> {
  const before = await hasSubscription(db, member)
  await change()
  if (before !== (await hasSubscription(db, member))) reachChanged()
}

/** @throws Problem bad-request for what no message could be sent to */
function readDevice({ endpoint, keys }: PushSubscriptionAsk, services: readonly string[]) {
  const address = readPushAddress(endpoint, services)
  const errors = wrongKeysOf(keys).map((key) => ({ field: `keys.${key}`, message: notKeys }))
  if (!address) errors.unshift({ field: 'endpoint', message: 'This is not the address of a push service.' })
  if (!address || errors.length > 0) throw problem('bad-request', undefined, errors)
  return { endpoint: address, keys }
}

/** The cases in which this is a task of theirs; none that they are locked out of. */
async function casesOf(db: Db, member: MemberId, task: TaskId): Promise<CaseId[]> {
  const rows = db.selectFrom('tasks').select('case_id').where('task_id', '=', task).where('who', '=', member)
  const closed = db.selectFrom('case_exclusions').select('case_id').where('member_id', '=', member)
  return (await rows.where('case_id', 'not in', closed).execute()).map(({ case_id }) => case_id)
}
