// The HTTP contract of tasks across cases.

import { z } from 'zod'
import { CaseId, MemberId, TaskId } from '../ids.ts'
import { taskStates } from '../tasks/view.ts'

export const TaskState = z.enum(taskStates)

/** A task of mine. Whoever has no access to the case gets the code name, what and when: never why. */
export const MyTask = z.object({
  id: TaskId,
  case: z.object({ id: CaseId, codeName: z.string(), isOpenToMe: z.boolean() }),
  what: z.string(),
  due: z.iso.datetime().nullable(),
  dueWords: z.string().nullable(),
  state: TaskState,
  /** Who gave it, and when it came to this member. */
  from: MemberId.nullable(),
  assignedAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
  stateAt: z.iso.datetime().nullable(),
})
export type MyTask = z.infer<typeof MyTask>

export const MyTasks = z.object({ tasks: z.array(MyTask) })
export type MyTasks = z.infer<typeof MyTasks>

/** `open` takes a tick back. */
export const TaskAnswerAsk = z.object({
  answer: z.enum(['accepted', 'cannot', 'done', 'open']),
  case: CaseId.optional(),
})
export type TaskAnswerAsk = z.infer<typeof TaskAnswerAsk>
