// The kinds of jobs that tell somebody of something, by the names under which they wait.

import { z } from 'zod'
import { CaseId, EntryId, MemberId, PageId, TaskId } from '#shared/ids.ts'
import type { JobType } from '../jobs/kinds.ts'
import type { Reminder } from './remind/times.ts'

const TaskOfCase = z.strictObject({ case: CaseId, task: TaskId })
export type TaskOfCase = z.output<typeof TaskOfCase>

const TaskNote = TaskOfCase.extend({ member: MemberId })
const PageNote = z.strictObject({ member: MemberId, page: PageId })
const OwnerNote = TaskOfCase.extend({ owner: MemberId })
const LeadNote = TaskOfCase.extend({ lead: MemberId })
/** A word is owed to whoever reported this case, soon or already too late. */
const WordNote = z.strictObject({ case: CaseId, lead: MemberId })
/** The procedure in force is to be read. */
const ReadingNote = z.strictObject({ member: MemberId, procedure: EntryId })
export type WordNote = z.output<typeof WordNote>
export type TaskNote = z.output<typeof TaskNote>
/** A reminder: whoever has the task, or whoever leads its case once it is late. */
export type ReminderNote = z.output<typeof OwnerNote> | z.output<typeof LeadNote>
/** What somebody is to be rung for: a task that they were given, a reminder, a word that is owed, a procedure to read, or a page. */
export type Note =
  | TaskNote
  | ReminderNote
  | WordNote
  | z.output<typeof ReadingNote>
  | z.output<typeof PageNote>

/** Whom to ring. */
export const memberOf = (note: Note): MemberId =>
  'owner' in note ? note.owner : 'lead' in note ? note.lead : note.member

/** Somebody was given a task: their screens, and their devices. */
export const tellTask: JobType<TaskNote> = { name: 'tell-task', about: TaskNote }

/** The time of a task has come, or will soon, or has passed. */
export const remindJobs: Readonly<Record<Reminder, JobType<TaskOfCase>>> = {
  soon: { name: 'remind-soon', about: TaskOfCase },
  due: { name: 'remind-due', about: TaskOfCase },
  late: { name: 'remind-late', about: TaskOfCase },
}

const device = { device: z.uuid() }
/** One message to one device that may be locked. */
export const ringDevice = {
  name: 'ring-device',
  about: z.union([
    TaskNote.extend(device),
    OwnerNote.extend(device),
    LeadNote.extend(device),
    WordNote.extend(device),
    ReadingNote.extend(device),
    PageNote.extend(device),
  ]),
}
export type Ring = z.output<(typeof ringDevice)['about']>
