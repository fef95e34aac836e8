// What follows from what: which screens hear of it, and which rights are asked anew, when a task or a member changes. Features never
// import each other; here, right below app.ts, they are told of one another.

import type { CaseDeps } from './case/case-deps.ts'
import type { LeadsChanged } from './case/leads.ts'
import { runningMeetings } from './case/meeting-row.ts'
import { whoMay } from './case/rights.ts'
import type { CaseSeals } from './case/seals.ts'
import { tellRights } from './case/tell-rights.ts'
import type { NewsDesk } from './notify/news.ts'
import type { PeopleDeps } from './people/people-deps.ts'
import type { Sessions } from './people/sessions.ts'
import type { Setup } from './people/setup.ts'
import type { Subject } from './people/subject.ts'
import type { Clocked } from './platform/clocked.ts'
import type { Sealing } from './platform/sealing.ts'
import type { RoomDeps } from './sync/record/room.ts'
import type { Sync } from './sync/sync.ts'
import { projectTasks } from './tasks/project.ts'

/** What follows when something about a member changes. */
export function describeTeam(
  { db, clock, setup, sealing, isDemo }: Clocked & { setup: Setup; sealing: Sealing; isDemo: boolean },
  { sessions, seals, caseDeps }: { sessions: Sessions; seals: CaseSeals; caseDeps: CaseDeps },
  { sync, news }: { sync: Sync; news: NewsDesk },
  origins: PeopleDeps['origins'],
): PeopleDeps {
  const { isHere, sessionsHere, memberChanged } = sync
  const leadsChanged = async ({ cases, brought }: LeadsChanged): Promise<void> => {
    news.tellMembers(brought, { kind: 'access' })
    for (const caseId of cases) await news.tellCase(caseId, { kind: 'case', case: caseId })
  }
  return {
    ...{ db, clock, sessions, setup, sealing, seals, isDemo, origins, isHere, sessionsHere, memberChanged },
    sessionsMeeting: async () => {
      const open = sync.sessionsInRecords()
      const running = await runningMeetings(db, [...open.keys()])
      return [...new Set(running.flatMap((caseId) => open.get(caseId) ?? []))]
    },
    handOver: caseDeps.handOver,
    memberEnded: (member, leads) => {
      sync.memberEnded(member)
      return leadsChanged(leads)
    },
    memberRecovered: async (member, leads) => {
      for (const caseId of leads.cases) await sync.rightsChanged(caseId, [member])
      await leadsChanged(leads)
    },
    membersChanged: () => news.tellAll({ kind: 'members' }),
    casesChanged: async (kept) => {
      for (const { caseId, handed, ...rights } of kept) {
        handed()
        await tellRights(caseDeps, caseId, rights)
        await caseDeps.tellCase(caseId, { kind: 'case', case: caseId })
      }
    },
    arrived: async (caseId) =>
      news.tellMembers(await whoMay(db, 'change-access', caseId), { kind: 'arrivals' }),
  }
}

/** What follows from a change of tasks: rows and jobs in the same transaction, screens after the commit. */
export const followTasks =
  (clock: () => Date, subjects: () => readonly Subject[]): RoomDeps['inSameTransaction'] =>
  async (trx, group) => {
    if (group.changes.length === 0) return () => {}
    const now = clock()
    const changed = { caseId: group.caseId, ...(await projectTasks(trx, group, now)) }
    const after: (() => void)[] = []
    for (const { onTaskChange } of subjects())
      if (onTaskChange) after.push(await onTaskChange(trx, changed, now))
    return () => {
      for (const call of after) call()
    }
  }
