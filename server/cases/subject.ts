// Cases as a subject, to server/app.ts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { caseRoutes } from './routes.ts'

export const createCases = (deps: CaseDeps): Subject => ({
  name: 'cases',
  routes: (routes) => caseRoutes(routes, deps),
})
