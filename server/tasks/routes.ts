// The routes of tasks across cases.

import { MyTasks } from '#shared/http/tasks.ts'
import type { Routes } from '../people/route.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { readMyTasks } from './queries.ts'

/** Adds /api/my/tasks. */
export function taskRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    { method: 'GET', url: '/api/my/tasks', summary: 'My tasks in all cases', answer: MyTasks },
    async ({ asker }) => ({ tasks: await readMyTasks(deps, asker.member, deps.clock()) }),
  )
}
