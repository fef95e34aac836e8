// The meetings of a case: one runs at a time, and each leaves minutes that are sealed when it ends. Starting one
// takes the case to In meeting, ending it takes it on to Acting. Call what writes with the case locked.

import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { MinutesWords } from '#shared/entries/minutes.ts'
import type { Stage } from '#shared/http/cases.ts'
import type { Meeting, MeetingEndAsk, PastMeeting, PastMeetings } from '#shared/http/meetings.ts'
import type { CaseId, MeetingId, MemberId } from '#shared/ids.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { inOrder } from '#shared/tasks/order.ts'
import type { Act } from '../case/command.ts'
import { bookOfCase, readEntries } from '../case/entries.ts'
import type { Trx } from '../case/lock.ts'
import { type MeetingRow, meetingColumns, toMeeting } from '../case/meeting-row.ts'
import { membersOf } from '../case/rights.ts'
import { openPlace, readTask, sealPlace } from '../case/sealed-rows.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { drawJoinCode } from './join-code.ts'
import { readShowings, type Showing } from './names-shown.ts'

const columns = ['started_by', ...meetingColumns] as const
const noMeeting = 'There is no meeting now.'

/** `movedTo`: the column to which the case moved by this, with its code name. */
export type Moved = { codeName: string; stage: Stage } | undefined

/** Starts a meeting; while one runs, that one is the answer and nothing changes. */
export async function startMeeting(
  { trx, caseId, actor, now, seal: openSeal }: Act,
  place: string | undefined,
): Promise<{ meeting: Meeting; movedTo: Moved }> {
  const seal = await openSeal()
  const running = await findRunning(trx, caseId)
  if (running) return { meeting: toMeeting(seal, running), movedTo: undefined }
  const id = randomUUID() as MeetingId
  const row = await trx
    .insertInto('meetings')
    .values({
      id,
      case_id: caseId,
      started_at: now,
      started_by: actor.member,
      sealed_place: place ? sealPlace(seal, id, place) : null,
      join_code: drawJoinCode(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return { meeting: toMeeting(seal, row), movedTo: await moveCase(trx, caseId, 'meeting', now) }
}

/** Sets the question that the room display shows. @throws Problem conflict when no meeting runs */
export async function setQuestion({ trx, caseId, seal }: Act, question: number): Promise<Meeting> {
  const row = await trx
    .updateTable('meetings')
    .set({ question })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .returning(columns)
    .executeTakeFirst()
  if (!row) throw problem('conflict', noMeeting)
  return toMeeting(await seal(), row)
}

/** Ends the running meeting and writes its minutes down. @throws Problem conflict when no meeting runs */
export async function endMeeting(
  { trx, caseId, actor, now, entries, seal: openSeal }: Act,
  ask: ReturnType<(typeof MeetingEndAsk)['parse']>,
): Promise<{ meeting: PastMeeting; movedTo: Moved }> {
  const running = await findRunning(trx, caseId)
  if (!running) throw problem('conflict', noMeeting)
  const seal = await openSeal()
  const minutes: MinutesWords = {
    access: await membersOf(trx, caseId),
    openTasks: await readOpenTasks(trx, seal, caseId),
    objection: ask.objection || null,
  }
  const hasObjection = ask.hasObjection ?? (minutes.objection === null ? null : true)
  const ended = { ended_at: now, ended_by: actor.member, has_objection: hasObjection }
  await entries.append('minutes', minutes, { id: running.id })
  await trx.updateTable('meetings').set(ended).where('id', '=', running.id).execute()
  // The screens in the room go blank with it.
  await trx.deleteFrom('displays').where('case_id', '=', caseId).execute()
  const shown = (await readShowings(trx, [running.id])).get(running.id)
  return {
    meeting: { ...factsOf({ ...running, ...ended }, openPlace(seal, running), shown), ...minutes },
    movedTo: await moveCase(trx, caseId, 'acting', now, 'meeting'),
  }
}

/** The meetings that have ended, the latest first. */
export async function readPastMeetings(
  db: Db,
  seal: CaseSeal,
  caseId: CaseId,
): Promise<z.infer<typeof PastMeetings>['meetings']> {
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
  const written = await readEntries(
    db,
    bookOfCase(caseId, async () => seal),
    ['minutes'],
  )
  const minutes = new Map(written.map(({ id, words }) => [id, words]))
  return rows.map((row) => {
    const facts = factsOf(row, openPlace(seal, row), shown.get(row.id))
    const words = minutes.get(row.id)
    return words ? { ...facts, ...words } : { ...facts, isDamaged: true }
  })
}

type Running = MeetingRow & { started_by: MemberId }
type Ended = Omit<Running, 'question' | 'join_code' | 'sealed_place'> & {
  ended_at: Date | null
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

/** What is known of a meeting that has ended, whatever became of its minutes. */
const factsOf = (row: Ended, place: string | null, namesShown: Showing[] = []) => ({
  id: row.id,
  startedAt: row.started_at.toISOString(),
  startedBy: row.started_by,
  place,
  endedAt: row.ended_at!.toISOString(),
  endedBy: row.ended_by!,
  hasObjection: row.has_objection,
  namesShown,
})

/** What is still to do. A task that is damaged is one, too. */
async function readOpenTasks(trx: Trx, seal: CaseSeal, caseId: CaseId): Promise<MinutesWords['openTasks']> {
  const rows = await trx.selectFrom('tasks').selectAll().where('case_id', '=', caseId).execute()
  return inOrder(rows.map((row) => readTask(seal, row))).flatMap((task) => {
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
