// Calling somebody now as a subject, to server/app.ts: what rings, and the job that goes on when nobody answers.

import type { CaseId, EventId, MemberId, PageId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { WakeJobs } from '../jobs/deps.ts'
import type { JobType } from '../jobs/kinds.ts'
import type { Subject } from '../people/subject.ts'
import type { Actor } from '../platform/actor.ts'
import { callNextJob, callNextKind, type EscalationDeps, stepMs } from './call-next.ts'
import { isAttendeeCalling, pageOnce } from './escalation.ts'
import { escalationRoutes } from './routes.ts'

type Deps = Pick<EscalationDeps, 'db' | 'clock' | 'ring'> &
  Pick<CaseDeps, 'tellMembers' | 'seals'> & {
    wakeJobs: WakeJobs
    /** The kind of job that `ring` puts in. */
    rings: Pick<JobType<never>, 'name'>
  }

/** A subject, and for those that follow from other acts: to page for a case, once. */
export type Escalation = Subject & {
  pageFor: (actor: Actor, of: { case: CaseId; report: ReportId }) => Promise<void>
  /** The same for a report that nobody of the team took. */
  pageForAttendee: (event: EventId, of: { case: CaseId; report: ReportId; danger: boolean }) => Promise<void>
}

export function createEscalation({ tellMembers, wakeJobs, rings, ...rest }: Deps): Escalation {
  const deps = {
    ...rest,
    told: (page: PageId, members: readonly MemberId[]) => {
      tellMembers([...members], { kind: 'page', page })
      wakeJobs(rings)
      wakeJobs(callNextJob, stepMs)
    },
  }
  return {
    name: 'escalation',
    routes: (routes) => escalationRoutes(routes, deps),
    jobs: [callNextKind(deps)],
    pageFor: (actor, of) => pageOnce(deps, actor, of),
    pageForAttendee: async (event, { danger, ...of }) => {
      if (!danger && (await isAttendeeCalling(deps.db, event))) return
      await pageOnce(deps, { event, member: null, role: null }, of)
    },
  }
}
