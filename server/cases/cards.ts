// The cards of the board, for one member: only cases with access that counts now. Never text of the record; the
// names of listed people in the next step give way to their roles before anything leaves.

import { compareCards } from '#shared/cases/order.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { maskNames } from '#shared/privacy/mask.ts'
import { counts, nextTask } from '#shared/tasks/fold.ts'
import { countingAccess } from '../access/access.ts'
import type { CaseSeal, CaseSeals } from '../platform/case-seals.ts'
import { type Db, isDatabaseAway } from '../platform/db.ts'
import { meetingColumns, toMeeting } from '../platform/meeting-row.ts'
import { openTask, type TaskRow, taskOutline } from '../platform/sealed-rows.ts'
import { openPeople, type PersonRow, personColumns } from './people.ts'

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
    cards.push({
      id,
      codeName: code_name,
      stage,
      stageSince: stage_since.toISOString(),
      reportedAt: reported_at.toISOString(),
      reportedBy: reported_by,
      isUrgent: is_urgent,
      next: await readNext(() => seals.sealOf(db, id), tasks, parts.people.get(id) ?? []),
      tasks: counts(tasks.map(taskOutline)),
      team: (parts.team.get(id) ?? []).map((one) => one.member),
      meeting: parts.meetings.get(id)?.map(toMeeting)[0] ?? null,
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
    .select(['case_id', 'task_id', 'sealed_what', 'sealed_due_words', 'who', 'due', 'state', 'by', 'ord'])
    .where('case_id', 'in', ids)
    .execute()
  const people = await db
    .selectFrom('case_people')
    .select(personColumns)
    .where('case_id', 'in', ids)
    .execute()
  return { team: byCase(team), meetings: byCase(meetings), tasks: byCase(tasks), people: byCase(people) }
}

const byCase = <R extends { case_id: CaseId }>(rows: readonly R[]): Map<CaseId, R[]> =>
  Map.groupBy(rows, (row) => row.case_id)

/** A damaged row or key of one case must not take the board away: then its card stands without a next step. */
async function readNext(
  sealOf: () => Promise<CaseSeal>,
  rows: readonly TaskRow[],
  people: readonly PersonRow[],
): Promise<CaseCard['next']> {
  const next = nextTask(rows.map(taskOutline))
  const row = rows.find((one) => one.task_id === next?.id)
  if (!row) return null
  try {
    const seal = await sealOf()
    const { what, who, due, dueWords } = openTask(seal, row)
    const listed = openPeople(seal, people)
    return {
      what: maskNames(what, listed),
      who,
      due,
      dueWords: dueWords && maskNames(dueWords, listed),
    }
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    return null
  }
}
