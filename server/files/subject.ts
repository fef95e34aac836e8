// Photos and files as a subject, to server/app.ts, and mails to the subject of reports.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { createTurns } from './in-turn.ts'
import { createMails, type Mails } from './mail.ts'
import { fileRoutes } from './routes.ts'

export function createFiles(deps: CaseDeps): Subject & { mails: Mails } {
  const inTurn = createTurns()
  // Turns of their own: no picture waits for a mail that is hard to read.
  const mails = createMails(deps, createTurns())
  return { name: 'files', routes: (routes) => fileRoutes(routes, { ...deps, inTurn, mails }), mails }
}
