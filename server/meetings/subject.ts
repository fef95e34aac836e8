// Meetings as a subject, to server/app.ts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { meetingRoutes } from './routes.ts'

export const createMeetings = (deps: CaseDeps): Subject => ({
  name: 'meetings',
  routes: (routes) => meetingRoutes(routes, deps),
})
