// Tasks as a subject, to server/app.ts: the list across cases, answers from outside the record, and receipts.

import type { CaseDeps } from '../case/case-deps.ts'
import type { Subject } from '../people/subject.ts'
import { type AnswerDeps, answerRoutes } from './answer-route.ts'
import type { DeliveryDeps } from './delivery.ts'
import { taskRoutes } from './routes.ts'

type Deps = CaseDeps & AnswerDeps & Pick<DeliveryDeps, 'tellReceipts'>

export const createTasks = (deps: Deps): Subject => ({
  name: 'tasks',
  routes: (routes) => {
    taskRoutes(routes, deps)
    answerRoutes(routes, deps)
  },
  onTaskChange: async (_trx, { caseId, facts }) => {
    return () => {
      if (facts.length > 0) deps.tellReceipts(caseId, facts)
    }
  },
})
