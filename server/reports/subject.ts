// Reports as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { type TakeFromAttendee, takeFromAttendee } from './from-attendee.ts'
import { type ReportDeps, reportRoutes } from './routes.ts'

/** A subject, and for the attendee's page: to take a report that nobody of the team took. */
export type Reports = Subject & { takeFromAttendee: TakeFromAttendee }

export const createReports = (deps: ReportDeps): Reports => ({
  name: 'reports',
  routes: (routes) => reportRoutes(routes, deps),
  takeFromAttendee: takeFromAttendee(deps),
})
