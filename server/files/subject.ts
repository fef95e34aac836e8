// Photos and files as a subject, to server/app.ts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { createTurns } from './in-turn.ts'
import { fileRoutes } from './routes.ts'

export function createFiles(deps: CaseDeps): Subject {
  const inTurn = createTurns()
  return { name: 'files', routes: (routes) => fileRoutes(routes, { ...deps, inTurn }) }
}
