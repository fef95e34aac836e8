// A task as everybody sees it: what the record of a case holds about it, read once and plain.
// Read `state` through effectiveState (shared/tasks/fold.ts): an acceptance counts for its own assignee only.

import type { MemberId, TaskId } from '../ids.ts'

export const taskStates = ['open', 'accepted', 'done', 'cannot', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]

export type TaskView = {
  readonly id: TaskId
  readonly what: string
  readonly who: MemberId | null
  /** ISO 8601, UTC. */
  readonly due: string | null
  /** How the time was put: 'until 15:00', 'before keynote'. */
  readonly dueWords: string | null
  /** As written in the record, not yet checked against `by`. */
  readonly state: TaskState
  /** Who set the state. */
  readonly by: MemberId | null
  /** Fractional index, see shared/tasks/order.ts; may be junk from a foreign program. */
  readonly order: string
}
