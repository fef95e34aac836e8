// The team as a subject: who they are, how they get in, and the phones they add.

import type { PeopleDeps } from './people-deps.ts'
import { type PhoneDeps, phoneRoutes } from './phone-routes.ts'
import { peopleRoutes } from './routes.ts'
import type { Subject } from './subject.ts'

export const createPeople = (deps: PeopleDeps & PhoneDeps): Subject => ({
  name: 'people',
  routes: (routes) => {
    peopleRoutes(routes, deps)
    phoneRoutes(routes, deps)
  },
})
