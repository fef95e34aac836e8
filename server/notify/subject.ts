// Telling people as a subject, to server/app.ts: of tasks on their screens, of tasks and pages on devices that may be locked.

import type { FastifyBaseLogger } from 'fastify'
import type { WakeJobs } from '../jobs/deps.ts'
import type { Subject, TasksChanged } from '../people/subject.ts'
import type { Config } from '../platform/config.ts'
import { remindJobs, tellTask } from './jobs.ts'
import type { NewsDesk } from './news.ts'
import { type RingDeps, ringDeviceKind } from './push/ring-device.ts'
import { type PushRouteDeps, pushRoutes } from './push/routes.ts'
import { createServerKey } from './push/server-key.ts'
import { type Put, putReminders } from './remind/put-reminders.ts'
import { remindKinds } from './remind/remind-task.ts'
import { reminders } from './remind/times.ts'
import { wordKinds } from './remind/words.ts'
import { putTasks, tellTaskKind } from './tell-task.ts'

type Deps = Pick<
  RingDeps,
  'db' | 'clock' | 'sealing' | 'isStillCalled' | 'isStillToRead' | 'answered' | 'failed'
> &
  Pick<PushRouteDeps, 'delivered'> & {
    config: Pick<Config, 'publicUrl' | 'pushServices'>
    log: FastifyBaseLogger
    news: NewsDesk
    wakeJobs: WakeJobs
  }

/** Push services want somebody to write to; without a public address there is nobody. */
const nobody = 'mailto:nobody@greenroom.invalid'

export function createNotify({ config, log, news, wakeJobs, ...deps }: Deps): Subject {
  const { db, clock, sealing } = deps
  const serverKey = createServerKey(db, sealing)
  const services = config.pushServices
  const subject = config.publicUrl?.startsWith('https:') ? config.publicUrl : nobody
  const refused = (status: number) => log.warn({ status }, 'a push service would not take a message')
  return {
    name: 'notify',
    routes: (routes) =>
      pushRoutes(routes, {
        ...deps,
        serverKey,
        services,
        reachChanged: () => news.tellAll({ kind: 'members' }),
      }),
    jobs: [
      tellTaskKind({ clock, tellMembers: news.tellMembers, wakeJobs }),
      ...remindKinds({ clock, tellMembers: news.tellMembers, wakeJobs }),
      ...wordKinds({ clock, tellMembers: news.tellMembers, wakeJobs }),
      ringDeviceKind({ ...deps, serverKey, services, subject, refused }),
    ],
    onTaskChange: async (trx, changed, now) => {
      const hasJobs = await putTasks(trx, changed, now)
      const put = await putReminders(trx, changed, now)
      return () => {
        if (hasJobs) wakeJobs(tellTask)
        wakeReminders(wakeJobs, put)
        tellScreens(news, changed)
      }
    },
  }
}

function wakeReminders(wakeJobs: WakeJobs, put: Put): void {
  for (const reminder of reminders) {
    const inMs = put[reminder]
    if (inMs !== undefined) wakeJobs(remindJobs[reminder], inMs)
  }
}

function tellScreens(news: NewsDesk, { caseId, events, concerned }: TasksChanged): void {
  if (events.length === 0) return
  news.tellCaseCalmly(caseId)
  for (const task of new Set(events.map((event) => event.task)))
    news.tellMembers(concerned.get(task) ?? [], { kind: 'task', case: caseId, task })
}
