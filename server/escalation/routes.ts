// The routes of paging somebody: call somebody now, say where, answer, stop.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { Routes } from '../people/route.ts'
import type { EscalationDeps } from './call-next.ts'
import { answerPage, makePage, sayWhere, stopPage } from './escalation.ts'
import { readPage, readPages } from './read-pages.ts'

/** Adds /api/pages and what is below it. */
export function escalationRoutes(routes: Routes, deps: EscalationDeps & Pick<CaseDeps, 'seals'>): void {
  routes.forMembers(contracts.readPages, ({ actor }) => readPages(deps, actor))
  routes.forMembers(contracts.page, async ({ actor, body }) => ({
    page: await readPage(deps, await makePage(deps, actor, body)),
  }))
  routes.forMembers(contracts.answerPage, ({ actor, params: { id }, body }) =>
    answerPage(deps, actor.member, id, body.answer),
  )
  routes.forMembers(contracts.pageDelivered, ({ actor, params: { id } }) =>
    answerPage(deps, actor.member, id, 'delivered'),
  )
  routes.forMembers(contracts.sayWhere, ({ actor, params: { id }, body }) =>
    sayWhere(deps, actor.member, id, body.place),
  )
  routes.forMembers(contracts.stopPage, ({ actor, params: { id } }) => stopPage(deps, actor.member, id))
}
