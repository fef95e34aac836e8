// Reports as a subject, to server/app.ts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { type PageFor, reportRoutes } from './routes.ts'

export const createReports = (deps: CaseDeps & PageFor): Subject => ({
  name: 'reports',
  routes: (routes) => reportRoutes(routes, deps),
})
