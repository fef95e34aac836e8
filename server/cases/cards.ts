// The cards of the board, for one member: only cases with access that counts now. Never text of the record; the
// names of listed people in the next step give way to their roles before anything leaves.

import { compareCards } from '#shared/cases/order.ts'
import { owedWord } from '#shared/contacts/owed.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { maskNames } from '#shared/privacy/mask.ts'
import { counts, nextTask } from '#shared/tasks/fold.ts'
import { readDangerCalls } from '../case/danger.ts'
import { meetingColumns, toMeeting } from '../case/meeting-row.ts'
import { allNamed, openPeople, type PeopleRows, readPeopleRows } from '../case/people-of.ts'
import { countingAccess } from '../case/rights.ts'
import { openTask, outlineInOrder, type TaskRow, taskOutline } from '../case/sealed-rows.ts'
import type { CaseSeal, CaseSeals } from '../case/seals.ts'
import { toldOf } from '../case/told.ts'
import { type Db, isDatabaseAway } from '../platform/db.ts'

type Reading = { db: Db; seals: CaseSeals }

/** The cards that a member may see now, in the order of a column; with `only`, that case's or none. */
export async function readCards(
  { db, seals }: Reading,
  member: MemberId,
  only?: CaseId,
): Promise<CaseCard[]> {
  const mine = await readMine(db, member, only)
  if (mine.length === 0) return []
  const parts = await readParts(
    db,
    mine.map((row) => row.id),
  )
  const cards: CaseCard[] = []
  for (const row of mine) {
    const { id, code_name, stage, stage_since, reported_at, reported_by, is_urgent, level } = row
    const tasks = parts.tasks.get(id) ?? []
    const meeting = parts.meetings.get(id)?.[0]
    const seal =
      tasks.length > 0 || meeting || is_urgent ? await readSeal(() => seals.sealOf(db, id)) : undefined
    const owed = owedWord(toldOf(row), row)
    cards.push({
      id,
      codeName: code_name,
      stage,
      stageSince: stage_since.toISOString(),
      reportedAt: reported_at.toISOString(),
      reportedBy: reported_by,
      isUrgent: is_urgent,
      ...(is_urgent && seal && { calls: await readDangerCalls(db, seal, id) }),
      ...(owed && { owed }),
      next: readNext(seal, tasks, parts.people.get(id)),
      tasks: counts(tasks.map(taskOutline)),
      team: (parts.team.get(id) ?? []).map((one) => one.member),
      meeting: meeting ? toMeeting(seal, meeting) : null,
      level,
    })
  }
  return cards.sort(compareCards)
}

function readMine(db: Db, member: MemberId, only?: CaseId) {
  const mine = countingAccess(db)
    .innerJoin('cases as c', 'c.id', 'a.case_id')
    .select(['c.id', 'c.code_name', 'c.stage', 'c.stage_since', 'c.is_urgent', 'a.level'])
    .select(['c.reported_at', 'c.reported_by'])
    .innerJoin('events as e', 'e.id', 'c.event_id')
    .select(['c.owed_since', 'c.told_at', 'c.outcome_told_at', 'c.next_word_by', 'c.wants_no_word'])
    .select(['e.acknowledge_hours as acknowledgeHours', 'e.outcome_days as outcomeDays'])
    .where('a.member_id', '=', member)
  return (only ? mine.where('c.id', '=', only) : mine).execute()
}

async function readParts(db: Db, ids: readonly CaseId[]) {
  const team = await countingAccess(db)
    .select(['a.case_id', 'a.member_id as member'])
    .where('a.case_id', 'in', ids)
    .orderBy((order) => order.case().when('a.level', '=', 'lead').then(0).else(1).end())
    .orderBy('a.granted_at')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  const meetings = await db
    .selectFrom('meetings')
    .select(['case_id', ...meetingColumns])
    .where('case_id', 'in', ids)
    .where('ended_at', 'is', null)
    .execute()
  const tasks = await db
    .selectFrom('tasks')
    .select(['case_id', 'task_id', 'sealed_what', 'sealed_due_words', 'who', 'due', 'state', 'by'])
    .select('sealed_order')
    .where('case_id', 'in', ids)
    .execute()
  const people = await readPeopleRows(db, ids)
  return { team: byCase(team), meetings: byCase(meetings), tasks: byCase(tasks), people }
}

const byCase = <R extends { case_id: CaseId }>(rows: readonly R[]): Map<CaseId, R[]> =>
  Map.groupBy(rows, (row) => row.case_id)

/** A damaged key of one case must not take the board away. */
async function readSeal(open: () => Promise<CaseSeal>): Promise<CaseSeal | undefined> {
  try {
    return await open()
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    return undefined
  }
}

/** Nor may a damaged row: then its card stands without a next step. */
function readNext(
  seal: CaseSeal | undefined,
  rows: readonly TaskRow[],
  people: PeopleRows | undefined,
): CaseCard['next'] {
  if (!seal) return null
  try {
    const next = nextTask(rows.map((row) => outlineInOrder(seal, row)))
    const row = rows.find((one) => one.task_id === next?.id)
    if (!row) return null
    const { what, who, due, dueWords } = openTask(seal, row)
    const listed = people ? allNamed(openPeople(seal, people)) : []
    return {
      what: maskNames(what, listed),
      who,
      due,
      dueWords: dueWords && maskNames(dueWords, listed),
    }
  } catch {
    return null
  }
}
