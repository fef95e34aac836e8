// An answer to a task from outside the record: from My tasks, from a phone, from somebody who may not open the case.
// It is written into the record on that member's behalf, by the same write path as every keystroke.

import type * as Y from 'yjs'
import type { TaskAnswerAsk } from '#shared/http/tasks.ts'
import type { MemberId, TaskId } from '#shared/ids.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { setTaskState } from '#shared/record/edit.ts'
import { readTask } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'

/**
 * Only the assignee accepts or says they can't; done and open also come from whoever may write the case.
 * Judged against the record as it is when the answer is written, not as the actor last saw it.
 */
export const answerTask =
  (task: TaskId, member: MemberId, answer: TaskAnswerAsk['answer']) =>
  (doc: Y.Doc, mayWrite: boolean): Refusal | undefined => {
    const view = readTask(task, partsOf(doc).tasks.get(task))
    if (!view) return 'not-available'
    const isMine = view.who === member
    const isForAnyone = answer === 'done' || answer === 'open'
    if (!isMine && !(mayWrite && isForAnyone)) return 'not-available'
    setTaskState(doc, task, answer, member)
    return undefined
  }
