// The attendee's page as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { type AttendeeDeps, attendeeRoutes } from './routes.ts'

export const createAttendee = (deps: AttendeeDeps): Subject => ({
  name: 'attendee',
  routes: (routes) => attendeeRoutes(routes, deps),
})
