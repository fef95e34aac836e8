// The routes of paging somebody: call somebody now, answer, stop.

import { contracts } from '#shared/http/contracts.ts'
import type { Routes } from '../people/route.ts'
import type { EscalationDeps } from './call-next.ts'
import { answerPage, makePage, stopPage } from './escalation.ts'
import { readPage, readPages } from './read-pages.ts'

/** Adds /api/pages and what is below it. */
export function escalationRoutes(routes: Routes, deps: EscalationDeps): void {
  const { db, clock } = deps
  routes.forMembers(contracts.readPages, ({ actor }) => readPages(db, actor, clock()))
  routes.forMembers(contracts.page, async ({ actor, body }) => ({
    page: await readPage(db, await makePage(deps, actor, body.case)),
  }))
  routes.forMembers(contracts.answerPage, ({ actor, params: { id }, body }) =>
    answerPage(deps, actor.member, id, body.answer),
  )
  routes.forMembers(contracts.pageDelivered, ({ actor, params: { id } }) =>
    answerPage(deps, actor.member, id, 'delivered'),
  )
  routes.forMembers(contracts.stopPage, ({ actor, params: { id } }) => stopPage(deps, actor.member, id))
}
