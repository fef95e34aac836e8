// The routes of the room display: making one, and joining by the code it shows.

import { mayInCase } from '#shared/access/rules.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { MemberId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { createCaseRoutes } from '../case/case-routes.ts'
import { countingAccess } from '../case/rights.ts'
import { countAttempt, forgetAttempts } from '../people/attempt-limiter.ts'
import type { Routes } from '../people/route.ts'
import { problem } from '../platform/errors.ts'
import { makeDisplay } from './displays.ts'

/** Adds /api/cases/:id/displays and /api/join. */
export function displayRoutes(routes: Routes, deps: CaseDeps): void {
  createCaseRoutes(routes, deps).command(contracts.makeDisplay, async ({ trx, caseId, actor, now }) => ({
    token: await makeDisplay(trx, caseId, actor.member, now),
  }))
  routes.forMembers(contracts.findMeetingByCode, async ({ actor, body: { code } }) => {
    // As at sign-in: counted before it is looked at, and a right one forgets the wrong ones.
    await countAttempt(deps.db, 'join', actor.member, deps.clock())
    const found = await findByCode(deps, actor.member, code)
    if (!found || !mayInCase({ role: actor.role, level: found.level }, 'read')) throw problem('not-available')
    await forgetAttempts(deps.db, 'join', actor.member)
    return { case: { id: found.id, codeName: found.codeName } }
  })
}

async function findByCode({ db }: CaseDeps, member: MemberId, code: string) {
  return await countingAccess(db)
    .innerJoin('meetings as t', 't.case_id', 'a.case_id')
    .innerJoin('cases as c', 'c.id', 'a.case_id')
    .select(['c.id', 'c.code_name as codeName', 'a.level'])
    .where('a.member_id', '=', member)
    .where('t.ended_at', 'is', null)
    .where('t.join_code', '=', code)
    .executeTakeFirst()
}
