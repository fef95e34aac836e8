// The procedure of the event as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { type ProcedureDeps, procedureRoutes } from './routes.ts'

export const createProcedures = (deps: ProcedureDeps): Subject => ({
  name: 'procedures',
  routes: (routes) => procedureRoutes(routes, deps),
})
