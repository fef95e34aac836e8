// The routes of notifications on locked phones.

import { z } from 'zod'
import { PushKey, PushSubscriptionAsk } from '#shared/http/push.ts'
import { type CaseId, type MemberId, TaskId } from '#shared/ids.ts'
import type { Routes } from '../../people/route.ts'
import type { Db } from '../../platform/db.ts'
import { problem } from '../../platform/errors.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { ServerKey } from './server-key.ts'
import { isPushService } from './services.ts'
import { dropSubscription, keepSubscription } from './subscriptions.ts'

type Deps = {
  db: Db
  clock: () => Date
  sealing: Sealing
  serverKey: () => Promise<ServerKey>
  services: readonly string[]
  /** A device of theirs shows the task. @returns whether there is such a task of theirs */
  delivered: (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>
}

/** Adds /api/push/key, /api/push/subscription and /api/tasks/:id/delivered. */
export function pushRoutes(routes: Routes, deps: Deps): void {
  const { db, clock, sealing, services } = deps
  routes.forMembers(
    {
      method: 'GET',
      url: '/api/push/key',
      summary: 'The key that a device subscribes with',
      answer: PushKey,
    },
    async () => ({ key: (await deps.serverKey()).publicKey }),
  )
  routes.forMembers(
    {
      method: 'PUT',
      url: '/api/push/subscription',
      summary: 'Where this session’s device can be reached while the app is closed',
      body: PushSubscriptionAsk,
    },
    async ({ asker, body }) => {
      if (!isPushService(body.endpoint, services))
        throw problem('bad-request', undefined, [
          { field: 'endpoint', message: 'This is not the address of a push service.' },
        ])
      await keepSubscription(db, sealing, asker, body, clock())
    },
  )
  routes.forMembers(
    { method: 'DELETE', url: '/api/push/subscription', summary: 'This device is not to be reached any more' },
    ({ asker }) => dropSubscription(db, asker.session),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/tasks/:id/delivered',
      summary: 'A device of the assignee shows the task',
      params: z.object({ id: TaskId }),
    },
    async ({ asker, params: { id } }) => {
      const cases = await casesOf(db, asker.member, id)
      for (const caseId of cases) if (await deps.delivered(asker.member, caseId, id)) return
      throw problem('not-available')
    },
  )
}

async function casesOf(db: Db, member: MemberId, task: TaskId): Promise<CaseId[]> {
  const rows = db.selectFrom('tasks').select('case_id').where('task_id', '=', task).where('who', '=', member)
  return (await rows.execute()).map(({ case_id }) => case_id)
}
