// Where somebody who has just come in is needed: in the question that stands before a case, in a case, at a task. Nowhere yet
// is an answer, too.

import { casePath } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'

type Card = { codeName: string; meeting: unknown }
type Known = { checks: readonly unknown[]; cases: readonly Card[]; openTasks: number }

/** An address, and whether one comes there to write; undefined when nothing is there for them yet. */
export type Needed = { path: string; writes: boolean }

export function whereNeeded({ checks, cases, openTasks }: Known): Needed | undefined {
  if (checks.length > 0) return { path: addresses.conflictCheck, writes: false }
  const inMeeting = cases.filter((card) => card.meeting !== null)
  const [one] = inMeeting.length > 0 ? inMeeting : cases
  if (one && (inMeeting.length === 1 || cases.length === 1))
    return { path: casePath(one.codeName), writes: true }
  if (one) return { path: addresses.board, writes: false }
  return openTasks > 0 ? { path: addresses.myTasks, writes: false } : undefined
}
