// The routes of tasks across cases.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { Routes } from '../people/route.ts'
import { readMyTasks } from './queries.ts'

/** Adds /api/my/tasks. */
export function taskRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(contracts.listMyTasks, async ({ actor }) => ({
    tasks: await readMyTasks(deps, actor.member, deps.clock()),
  }))
}
