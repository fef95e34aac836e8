// The procedure of the event as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { createReading } from './reading-thread.ts'
import { type ProcedureDeps, procedureRoutes } from './routes.ts'

export function createProcedures(deps: Omit<ProcedureDeps, 'read'>): Subject {
  const { read, close } = createReading()
  return { name: 'procedures', routes: (routes) => procedureRoutes(routes, { ...deps, read }), close }
}
