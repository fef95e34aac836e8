// The words to whoever reported as a subject, to server/app.ts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { contactRoutes } from './routes.ts'

export const createContacts = (deps: CaseDeps): Subject => ({
  name: 'contacts',
  routes: (routes) => contactRoutes(routes, deps),
})
