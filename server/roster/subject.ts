// The roster as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { type RosterRoutesDeps, rosterRoutes } from './routes.ts'

export const createRoster = (deps: RosterRoutesDeps): Subject => ({
  name: 'roster',
  routes: (routes) => rosterRoutes(routes, deps),
})
