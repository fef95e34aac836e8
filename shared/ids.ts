// The ids of everything that has one. All are random (no counters anywhere: a gap in numbers would tell
// somebody that a case exists which they may not see), and branded so that one cannot stand in for another.

import { z } from 'zod'

/** One spelling for each: what is sealed under an id, and who is in a record by its id, go by the letters. */
const uuid = () => z.uuid({ abort: true }).toLowerCase()

export const EventId = uuid().brand<'EventId'>()
export type EventId = z.infer<typeof EventId>

export const MemberId = uuid().brand<'MemberId'>()
export type MemberId = z.infer<typeof MemberId>

export const CaseId = uuid().brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>

export const ReportId = uuid().brand<'ReportId'>()
export type ReportId = z.infer<typeof ReportId>

/** Somebody in a case: reporter, affected person, reported person, witness, other. */
export const PersonId = uuid().brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** Something written down in a case. Drawn by whoever sends it, so that it is written once however often it is sent. */
export const EntryId = uuid().brand<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>

/** A photo or a file of a case. Drawn by whoever sends it, so that it is kept once however often it is sent. */
export const FileId = uuid().brand<'FileId'>()
export type FileId = z.infer<typeof FileId>

/** Drawn by the device that adds the task; unique within its case. */
export const TaskId = uuid().brand<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>

/** A text that is written together before it is sent: a letter, an announcement. Drawn by whoever begins it. */
export const DraftId = uuid().brand<'DraftId'>()
export type DraftId = z.infer<typeof DraftId>

export const InvitationId = uuid().brand<'InvitationId'>()
export type InvitationId = z.infer<typeof InvitationId>

export const MeetingId = uuid().brand<'MeetingId'>()
export type MeetingId = z.infer<typeof MeetingId>

/** One call for the chair or a coordinator. */
export const PageId = uuid().brand<'PageId'>()
export type PageId = z.infer<typeof PageId>

/** Somebody's time on duty. Drawn by whoever adds it, so that it is there once however often it is sent. */
export const ShiftId = uuid().brand<'ShiftId'>()
export type ShiftId = z.infer<typeof ShiftId>

/** Place of a row in a case's log, from 1, without gaps. Known to those in the case only. */
export type Seq = number
