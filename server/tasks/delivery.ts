// The first device of the assignee that shows a task makes it delivered, on every screen of its case.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import type { Clocked } from '../platform/clocked.ts'
import { noteDelivered } from './project.ts'

export type DeliveryDeps = Clocked & {
  tellReceipts: (caseId: CaseId, facts: TaskReceipts[]) => void
}

/** @returns whether there is such a task of theirs */
export type Delivered = (member: MemberId, caseId: CaseId, task: TaskId) => Promise<boolean>

export const createDelivery =
  ({ db, clock, tellReceipts }: DeliveryDeps): Delivered =>
  async (member, caseId, task) => {
    const noted = await noteDelivered(db, member, caseId, task, clock())
    if (noted?.isNew) tellReceipts(caseId, [noted.facts])
    return noted !== undefined
  }
