// What a meeting left: who could open the case, what was still to do, who objected. When it began and ended stands in its row.

import { z } from 'zod'
import { MemberId, TaskId } from '../ids.ts'
import { entryKind } from './entry-kind.ts'

const OpenTask = z.object({
  id: TaskId,
  what: z.string().default(''),
  who: MemberId.nullable().default(null),
  due: z.string().nullable().default(null),
  dueWords: z.string().nullable().default(null),
  state: z.enum(['open', 'accepted', 'cannot']).default('open'),
})

export const MinutesWords = z.object({
  access: z.array(MemberId).default([]),
  openTasks: z.array(OpenTask).default([]),
  objection: z.string().nullable().default(null),
})
export type MinutesWords = z.infer<typeof MinutesWords>

/** The entry's id is the meeting's. */
export const minutes = entryKind('minutes', MinutesWords)
