// The first device of the assignee that shows a task makes it delivered, on every screen of its case.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskFacts } from '#shared/protocol/events.ts'
import type { Db } from '../platform/db.ts'
import { noteDelivered } from './project.ts'

type Deps = { db: Db; clock: () => Date; tellFacts: (caseId: CaseId, facts: TaskFacts[]) => void }

/** @returns whether there is such a task of theirs */
export type Delivered = (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>

export const createDelivery =
  ({ db, clock, tellFacts }: Deps): Delivered =>
  async (member, caseId, task) => {
    const noted = await noteDelivered(db, member, caseId, task, clock())
    if (noted?.isNew) tellFacts(caseId, [noted.facts])
    return noted !== undefined
  }
