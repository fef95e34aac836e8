// The room display as a subject, to server/app.ts: its routes, and the feed of what a room may see.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import type { Feed } from './feed.ts'
import { displayRoutes } from './routes.ts'

export const createDisplay = (deps: CaseDeps, { close }: Feed): Subject => ({
  name: 'display',
  routes: (routes) => displayRoutes(routes, deps),
  close,
})
