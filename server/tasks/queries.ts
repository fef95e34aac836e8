// A member's own tasks across cases. A task reaches whoever it was given to, also without the case: then they learn
// its code name, what and when, with the names of listed people as roles. Somebody excluded learns nothing.

import type { MyTask } from '#shared/http/tasks.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { maskNames } from '#shared/privacy/mask.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { allNamed, readPeople } from '../case/people-of.ts'
import { countingAccess } from '../case/rights.ts'
import { damagedTask, openTask, taskOutline } from '../case/sealed-rows.ts'
import type { CaseSeal, CaseSeals } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { SealBroken } from '../platform/sealing.ts'

/** A task that is done stays in the list this long, so that a wrong tick can be taken back. */
const keptMs = 3_600_000

/** The member's open tasks and those settled within the hour: soonest first, those without a time last. */
export async function readMyTasks(
  { db, seals }: { db: Db; seals: CaseSeals },
  member: MemberId,
  now: Date,
): Promise<MyTask[]> {
  const rows = (await readRows(db, member)).filter((row) => isShown(row, now))
  const open = await readOpenToMe(db, member)
  const tasks: MyTask[] = []
  for (const row of rows) {
    const isOpenToMe = open.has(row.case_id)
    const { what, dueWords } = await wordsOf({ db, seals }, row, isOpenToMe)
    tasks.push({
      id: row.task_id,
      case: { id: row.case_id, codeName: row.code_name, isOpenToMe },
      what,
      due: row.due?.toISOString() ?? null,
      dueWords,
      state: effectiveState(taskOutline(row)),
      from: isOpenToMe ? row.assigned_by : null,
      assignedAt: (row.assigned_at ?? row.state_at ?? now).toISOString(),
      deliveredAt: row.delivered_at?.toISOString() ?? null,
      stateAt: row.state_at?.toISOString() ?? null,
    })
  }
  return tasks
}

const readRows = (db: Db, member: MemberId) =>
  db
    .selectFrom('tasks as t')
    .innerJoin('cases as c', 'c.id', 't.case_id')
    .leftJoin('case_exclusions as x', (on) =>
      on.onRef('x.case_id', '=', 't.case_id').onRef('x.member_id', '=', 't.who'),
    )
    .selectAll('t')
    .select('c.code_name')
    .where('t.who', '=', member)
    .where('t.state', '<>', 'dropped')
    // Nothing can be done in a case that is closed.
    .where('c.stage', '<>', 'closed')
    .where('x.case_id', 'is', null)
    .orderBy('t.due', (order) => order.asc().nullsLast())
    .orderBy('t.assigned_at')
    .orderBy('t.task_id')
    .execute()

type Row = Awaited<ReturnType<typeof readRows>>[number]

function isShown(row: Row, now: Date): boolean {
  const state = effectiveState(taskOutline(row))
  if (state === 'open' || state === 'accepted') return true
  return row.state_at !== null && row.state_at.getTime() > now.getTime() - keptMs
}

async function readOpenToMe(db: Db, member: MemberId): Promise<Set<CaseId>> {
  const rows = await countingAccess(db).select('a.case_id').where('a.member_id', '=', member).execute()
  return new Set(rows.map((row) => row.case_id))
}

/** A damaged row or key of one case must not take the others' tasks away. */
async function wordsOf({ db, seals }: { db: Db; seals: CaseSeals }, row: Row, isOpenToMe: boolean) {
  try {
    const seal = await seals.sealOf(db, row.case_id)
    return isOpenToMe ? openTask(seal, row) : await openMasked(db, seal, row)
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    return { what: damagedTask, dueWords: null }
  }
}

async function openMasked(db: Db, seal: CaseSeal, row: Row) {
  const { what, dueWords } = openTask(seal, row)
  const listed = allNamed(await readPeople(db, seal, row.case_id))
  return { what: maskNames(what, listed), dueWords: dueWords && maskNames(dueWords, listed) }
}
