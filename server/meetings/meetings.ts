// The meetings of a case: one runs at a time, and each leaves minutes that are sealed when it ends. Starting one
// takes the case to In meeting, ending it takes it on to Acting. Call what writes with the case locked.

import { randomUUID } from 'node:crypto'
import type { Meeting, MeetingEndAsk, PastMeeting, Stage } from '#shared/http/cases.ts'
import type { CaseId, MeetingId, MemberId } from '#shared/ids.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { inOrder } from '#shared/tasks/order.ts'
import { membersOf } from '../access/access.ts'
import type { Trx } from '../access/act.ts'
import type { CaseSeal } from '../platform/case-seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { type MeetingRow, meetingColumns, toMeeting } from '../platform/meeting-row.ts'
import { type MinutesWords, openTask, openWords, sealWords } from '../platform/sealed-rows.ts'
import { drawJoinCode } from './join-code.ts'
import { readShowings, type Showing } from './names-shown.ts'

const columns = ['started_by', ...meetingColumns] as const
const noMeeting = 'There is no meeting now.'

/** `movedTo`: the column to which the case moved by this, with its code name. */
export type Moved = { codeName: string; stage: Stage } | undefined

/** Starts a meeting; while one runs, that one is the answer and nothing changes. */
export async function startMeeting(
  trx: Trx,
  caseId: CaseId,
  start: { by: MemberId; place: string | undefined; now: Date },
): Promise<{ meeting: Meeting; movedTo: Moved }> {
  const running = await findRunning(trx, caseId)
  if (running) return { meeting: toMeeting(running), movedTo: undefined }
  const row = await trx
    .insertInto('meetings')
    .values({
      id: randomUUID() as MeetingId,
      case_id: caseId,
      started_at: start.now,
      started_by: start.by,
      place: start.place || null,
      join_code: drawJoinCode(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return { meeting: toMeeting(row), movedTo: await moveCase(trx, caseId, 'meeting', start.now) }
}

/** Sets the question that the room display shows. @throws Problem conflict when no meeting runs */
export async function setQuestion(trx: Trx, caseId: CaseId, question: number): Promise<Meeting> {
  const row = await trx
    .updateTable('meetings')
    .set({ question })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .returning(columns)
    .executeTakeFirst()
  if (!row) throw problem('conflict', noMeeting)
  return toMeeting(row)
}

type End = { by: MemberId; ask: ReturnType<(typeof MeetingEndAsk)['parse']>; now: Date }

/** Ends the running meeting and seals its minutes. @throws Problem conflict when no meeting runs */
export async function endMeeting(
  trx: Trx,
  seal: CaseSeal,
  caseId: CaseId,
  { by, ask, now }: End,
): Promise<{ meeting: PastMeeting; movedTo: Moved }> {
  const running = await findRunning(trx, caseId)
  if (!running) throw problem('conflict', noMeeting)
  const minutes: MinutesWords = {
    startedAt: running.started_at.toISOString(),
    endedAt: now.toISOString(),
    access: await membersOf(trx, caseId),
    openTasks: await readOpenTasks(trx, seal, caseId),
    objection: ask.objection || null,
  }
  const hasObjection = ask.hasObjection ?? (minutes.objection === null ? null : true)
  const ended = { ended_at: now, ended_by: by, has_objection: hasObjection }
  await trx
    .updateTable('meetings')
    .set({ ...ended, sealed_minutes: sealWords(seal, 'minutes', running.id, minutes) })
    .where('id', '=', running.id)
    .execute()
  // The screens in the room go blank with it.
  await trx.deleteFrom('displays').where('case_id', '=', caseId).execute()
  const shown = (await readShowings(trx, [running.id])).get(running.id)
  return {
    meeting: toPast({ ...running, ...ended }, minutes, shown),
    movedTo: await moveCase(trx, caseId, 'acting', now, 'meeting'),
  }
}

/** The meetings that have ended, the latest first. */
export async function readPastMeetings(db: Db, seal: CaseSeal, caseId: CaseId): Promise<PastMeeting[]> {
  const rows = await db
    .selectFrom('meetings')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('ended_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .execute()
  const shown = await readShowings(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) =>
    toPast(row, openWords(seal, 'minutes', row.id, row.sealed_minutes!), shown.get(row.id)),
  )
}

type Running = MeetingRow & { started_by: MemberId }
type Ended = Omit<Running, 'question' | 'join_code'> & {
  ended_by: MemberId | null
  has_objection: boolean | null
}

const findRunning = (trx: Trx, caseId: CaseId): Promise<Running | undefined> =>
  trx
    .selectFrom('meetings')
    .select(columns)
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

function toPast(
  row: Ended,
  { startedAt, endedAt, access, openTasks, objection }: MinutesWords,
  namesShown: Showing[] = [],
): PastMeeting {
  return {
    id: row.id,
    startedAt,
    startedBy: row.started_by,
    place: row.place,
    endedAt,
    endedBy: row.ended_by!,
    hasObjection: row.has_objection,
    objection,
    access,
    openTasks,
    namesShown,
  }
}

async function readOpenTasks(trx: Trx, seal: CaseSeal, caseId: CaseId): Promise<MinutesWords['openTasks']> {
  const rows = await trx.selectFrom('tasks').selectAll().where('case_id', '=', caseId).execute()
  return inOrder(rows.map((row) => openTask(seal, row))).flatMap((task) => {
    const state = effectiveState(task)
    if (state === 'done' || state === 'dropped') return []
    const { id, what, who, due, dueWords } = task
    return [{ id, what, who, due, dueWords, state }]
  })
}

/** Only from `from`, where given. */
async function moveCase(trx: Trx, caseId: CaseId, to: Stage, now: Date, from?: Stage): Promise<Moved> {
  let move = trx
    .updateTable('cases')
    .set({ stage: to, stage_since: now })
    .where('id', '=', caseId)
    .where('stage', '<>', to)
  if (from) move = move.where('stage', '=', from)
  const row = await move.returning('code_name').executeTakeFirst()
  return row && { codeName: row.code_name, stage: to }
}
