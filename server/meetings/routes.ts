// The routes of a case's meetings. Whoever may write may start, steer and end one; reading the minutes takes no more
// than reading the case.

import { stageTitles } from '#shared/cases/stages.ts'
import { contracts } from '#shared/http/contracts.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import type { After } from '../case/after.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { type CaseRoutes, createCaseRoutes } from '../case/case-routes.ts'
import type { Routes } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import { endMeeting, type Moved, readPastMeetings, setQuestion, startMeeting } from './meetings.ts'
import { readMeetingsNow } from './meetings-now.ts'
import { hideNames, showNames } from './names-shown.ts'

/** Adds /api/cases/:id/meeting, /api/cases/:id/meetings and /api/cases/:id/names-shown. */
export function meetingRoutes(routes: Routes, deps: CaseDeps): void {
  const ofCases = createCaseRoutes(routes, deps)
  runningRoutes(ofCases)
  routes.forMembers(contracts.listMeetingsNow, async ({ actor }) => ({
    meetings: await readMeetingsNow(deps, actor.member),
  }))
  namesRoutes(ofCases)
  ofCases.look(contracts.listMeetings, async ({ caseId, seal }) => ({
    meetings: await readPastMeetings(deps.db, await seal(), caseId),
  }))
}

function namesRoutes({ command }: CaseRoutes): void {
  command(contracts.showNames, async ({ trx, caseId, actor, now, after, body: { isShown } }) => {
    if (isShown) await showNames(trx, caseId, actor.member, now)
    else await hideNames(trx, caseId, actor.member, now)
    after.tellCase({ part: 'meetings' })
  })
}

function runningRoutes({ command }: CaseRoutes): void {
  command(contracts.startMeeting, async ({ body, actor, ...act }) => {
    const { meeting, movedTo } = await startMeeting({ ...act, actor }, body?.place)
    tell(act.after, actor, movedTo)
    return meeting
  })
  command(contracts.goToQuestion, ({ body, ...act }) => {
    act.after.tellCase({ part: 'meetings' })
    return setQuestion(act, body.question)
  })
  command(contracts.endMeeting, async ({ body, actor, ...act }) => {
    const { meeting, movedTo } = await endMeeting({ ...act, actor }, body ?? {})
    tell(act.after, actor, movedTo)
    return meeting
  })
}

function tell(after: After, { name, member }: Actor, movedTo: Moved): void {
  const moved = movedTo && {
    codeName: movedTo.codeName,
    stage: stageTitles[movedTo.stage],
    by: firstNameOf(name),
    member,
  }
  after.tellCase({ part: 'meetings', ...(moved && { moved }) })
}
