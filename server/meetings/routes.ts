// The routes of a case's meetings. Whoever may write may start, steer and end one; reading the minutes takes no more
// than reading the case.

import { z } from 'zod'
import { stageTitles } from '#shared/cases/stages.ts'
import {
  Meeting,
  MeetingEndAsk,
  MeetingPatch,
  MeetingStartAsk,
  PastMeeting,
  PastMeetings,
} from '#shared/http/cases.ts'
import { NamesAsk } from '#shared/http/display.ts'
import { CaseId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { may } from '../access/access.ts'
import { actInCase } from '../access/act.ts'
import type { Asker } from '../people/asker.ts'
import type { Routes } from '../people/route.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { problem } from '../platform/errors.ts'
import { endMeeting, type Moved, readPastMeetings, setQuestion, startMeeting } from './meetings.ts'
import { hideNames, showNames } from './names-shown.ts'

const params = z.object({ id: CaseId })
const url = '/api/cases/:id/meeting'

/** Adds /api/cases/:id/meeting, /api/cases/:id/meetings and /api/cases/:id/names-shown. */
export function meetingRoutes(routes: Routes, deps: CaseDeps): void {
  runningRoutes(routes, deps)
  namesRoutes(routes, deps)
  routes.forMembers(
    {
      method: 'GET',
      url: '/api/cases/:id/meetings',
      summary: 'The meetings that have ended, with their minutes',
      params,
      answer: PastMeetings,
    },
    async ({ asker, params: { id } }) => {
      if (!(await may(deps.db, asker, 'read', id))) throw problem('not-available')
      return { meetings: await readPastMeetings(deps.db, await deps.seals.sealOf(deps.db, id), id) }
    },
  )
}

function namesRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'PUT',
      url: '/api/cases/:id/names-shown',
      summary: 'Shows names on the room display for at most 20 seconds, or hides them again',
      params,
      body: NamesAsk,
    },
    async ({ asker, params: { id }, body: { isShown } }) => {
      await actInCase(deps.db, asker, 'show-names', id, async (trx) => {
        if (isShown) await showNames(trx, id, asker.member, deps.clock())
        else await hideNames(trx, id, asker.member, deps.clock())
      })
      await deps.tellCase(id, { kind: 'case', case: id })
    },
  )
}

function runningRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'POST',
      url,
      summary: 'Starts a meeting; the running one if there is one',
      params,
      body: MeetingStartAsk.optional(),
      answer: Meeting,
      status: 201,
    },
    async ({ asker, params: { id }, body }) => {
      const start = { by: asker.member, place: body?.place, now: deps.clock() }
      const { meeting, movedTo } = await actInCase(deps.db, asker, 'start-meeting', id, (trx) =>
        startMeeting(trx, id, start),
      )
      await tell(deps, asker, id, movedTo)
      return meeting
    },
  )
  routes.forMembers(
    { method: 'PATCH', url, summary: 'Goes to a question', params, body: MeetingPatch, answer: Meeting },
    async ({ asker, params: { id }, body }) => {
      const meeting = await actInCase(deps.db, asker, 'write', id, (trx) =>
        setQuestion(trx, id, body.question),
      )
      await tell(deps, asker, id, undefined)
      return meeting
    },
  )
  routes.forMembers(
    {
      method: 'POST',
      url: `${url}/end`,
      summary: 'Ends the meeting and keeps its minutes',
      params,
      body: MeetingEndAsk.optional(),
      answer: PastMeeting,
    },
    async ({ asker, params: { id }, body }) => {
      const end = { by: asker.member, ask: body ?? {}, now: deps.clock() }
      const { meeting, movedTo } = await actInCase(deps.db, asker, 'end-meeting', id, async (trx) =>
        endMeeting(trx, await deps.seals.sealOf(trx, id), id, end),
      )
      await tell(deps, asker, id, movedTo)
      return meeting
    },
  )
}

async function tell(deps: CaseDeps, asker: Asker, caseId: CaseId, movedTo: Moved): Promise<void> {
  const moved = movedTo && {
    codeName: movedTo.codeName,
    stage: stageTitles[movedTo.stage],
    by: firstNameOf(asker.name),
    member: asker.member,
  }
  await deps.tellCase(caseId, { kind: 'case', case: caseId, ...(moved && { moved }) })
}
