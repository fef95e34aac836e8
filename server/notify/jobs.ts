// The kinds of jobs that tell somebody of something, by the names under which they wait.

import { z } from 'zod'
import { CaseId, MemberId, PageId, TaskId } from '#shared/ids.ts'
import type { JobType } from '../jobs/kinds.ts'

const TaskNote = z.strictObject({ member: MemberId, case: CaseId, task: TaskId })
const PageNote = z.strictObject({ member: MemberId, page: PageId })
export type TaskNote = z.output<typeof TaskNote>
/** What somebody is to be rung for: a task of a case, or a page. */
export type Note = TaskNote | z.output<typeof PageNote>

/** Somebody was given a task: their screens, and their devices. */
export const tellTask: JobType<TaskNote> = { name: 'tell-task', about: TaskNote }

const device = { device: z.uuid() }
/** One message to one device that may be locked. */
export const ringDevice = {
  name: 'ring-device',
  about: z.union([TaskNote.extend(device), PageNote.extend(device)]),
}
export type Ring = z.output<(typeof ringDevice)['about']>
