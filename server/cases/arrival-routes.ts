// The routes by which whoever joined by a link from a case is let in, or not.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { CaseRoutes } from '../case/case-routes.ts'
import type { Routes } from '../people/route.ts'
import { problem } from '../platform/errors.ts'
import { letIn, readArrivals, sendAway } from './arrivals.ts'

/** Adds /api/arrivals and /api/cases/:id/arrivals. */
export function arrivalRoutes(routes: Routes, { command }: CaseRoutes, deps: CaseDeps): void {
  routes.forMembers(contracts.listArrivals, async ({ actor }) => ({
    arrivals: await readArrivals(deps.db, deps.seals, actor.member),
  }))
  command(
    contracts.answerArrivals,
    async ({ trx, caseId, actor, now, seal, after, body: { members, isLetIn } }) => {
      const answering = { caseId, seal, members, by: actor.member, now }
      const { members: answered, brought } = await (isLetIn ? letIn : sendAway)(trx, answering)
      if (answered.length === 0) throw problem('not-available')
      if (isLetIn) after.rights({ cut: [], left: [], told: [...answered, ...brought] })
      after.tellCase()
      return { members: answered }
    },
  )
}
