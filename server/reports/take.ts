// A report taken, in one transaction: its account frozen and sealed, and the case it opens or joins. Members it
// involves are locked out before anything can be seen. The same id again answers the same case, exactly once.

import { randomUUID } from 'node:crypto'
import { mayInCase } from '#shared/access/rules.ts'
import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { CaseId, EventId, MemberId, ReportId } from '#shared/ids.ts'
import { levelsIn } from '../access/access.ts'
import { lockCase, type Trx } from '../access/act.ts'
import { exclude } from '../access/exclusions.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { sealWords } from '../platform/sealed-rows.ts'
import { takeCodeName } from './code-names.ts'

type Taker = { member: MemberId; event: EventId }
export type ReportSent = ReturnType<(typeof ReportAsk)['parse']>
/** `lockedOut`: members who lost what they had of the case. `isNew`: false for a repeated one. */
export type Taken = { answer: ReportAnswer; isNew: boolean; lockedOut: MemberId[] }
type Deps = Pick<CaseDeps, 'db' | 'clock' | 'randomInt' | 'seals'>

/** Each try draws a code name anew, so more than a few mean that something else is wrong. */
const maxTries = 20

/**
 * Stores a report.
 * @throws Problem not-available when its id or its case is not this member's to use
 */
export async function takeReport(deps: Deps, taker: Taker, sent: ReportSent): Promise<Taken> {
  const id = sent.id ?? (randomUUID() as ReportId)
  for (let tries = 1; ; tries++) {
    const before = await findTaken(deps, taker, id, sent.case)
    if (before) return before
    try {
      return await deps.db.transaction().execute((trx) => store(trx, deps, taker, { ...sent, id }))
    } catch (error) {
      // The same report a moment earlier, or another case under the name that was drawn: look again.
      const isRace = ['reports_pkey', 'cases_code_name'].some((rule) => isUniqueViolation(error, rule))
      if (!isRace || tries === maxTries) throw error
    }
  }
}

/** @throws Problem not-available when somebody else's report, or one in another case, has this id */
async function findTaken(
  { db }: Deps,
  taker: Taker,
  id: ReportId,
  caseId: CaseId | undefined,
): Promise<Taken | undefined> {
  const row = await db
    .selectFrom('reports as r')
    .innerJoin('cases as c', 'c.id', 'r.case_id')
    .select(['r.taken_by', 'c.id', 'c.code_name'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.taken_by !== taker.member || (caseId ?? row.id) !== row.id) throw problem('not-available')
  const answer = { report: { id }, case: { id: row.id, codeName: row.code_name } }
  return { answer, isNew: false, lockedOut: [] }
}

type ReportWithId = ReportSent & { id: ReportId }

async function store(trx: Trx, deps: Deps, taker: Taker, report: ReportWithId): Promise<Taken> {
  const now = deps.clock()
  const involved = await checkInvolved(trx, taker.event, report.involvesMembers ?? [])
  const toCase = report.case
    ? await joinCase(trx, taker, report.case, report.danger === true)
    : await openCase(trx, deps, taker, report, involved)
  const seal = await deps.seals.sealOf(trx, toCase.id)
  const { id, case: _case, codeName: _codeName, involvesMembers: _involved, ...words } = report
  const frozen = { id, case_id: toCase.id, taken_by: taker.member, taken_at: now }
  await trx
    .insertInto('reports')
    .values({ ...frozen, sealed: sealWords(seal, 'report', id, words) })
    .execute()
  const lockedOut = report.case ? await exclude(trx, toCase.id, involved, now) : []
  return { answer: { report: { id }, case: toCase }, isNew: true, lockedOut }
}

/** Silently passing over somebody unknown could show the case to whom it is about. */
async function checkInvolved(trx: Trx, event: EventId, involved: readonly MemberId[]): Promise<MemberId[]> {
  const wanted = [...new Set(involved)]
  if (wanted.length === 0) return []
  const known = trx.selectFrom('members').select('id').where('event_id', '=', event)
  const rows = await known.where('id', 'in', wanted).execute()
  if (rows.length === wanted.length) return wanted
  throw problem('bad-request', undefined, [{ field: 'involvesMembers', message: 'There is no such member.' }])
}

async function joinCase(trx: Trx, taker: Taker, caseId: CaseId, isUrgent: boolean) {
  const standing = async () => (await levelsIn(trx, [taker.member], caseId)).get(taker.member)
  const before = await standing()
  if (!before) throw problem('not-available')
  await lockCase(trx, caseId)
  const now = await standing()
  if (!now || !mayInCase(now, 'write')) throw problem('not-available')
  if (isUrgent) await trx.updateTable('cases').set({ is_urgent: true }).where('id', '=', caseId).execute()
  const row = trx.selectFrom('cases').select(['id', 'code_name']).where('id', '=', caseId)
  const { id, code_name } = await row.executeTakeFirstOrThrow()
  return { id, codeName: code_name }
}

async function openCase(
  trx: Trx,
  deps: Deps,
  taker: Taker,
  report: ReportWithId,
  involved: readonly MemberId[],
) {
  const now = deps.clock()
  const id = randomUUID() as CaseId
  const draw = { event: taker.event, member: taker.member, now, randomInt: deps.randomInt }
  const codeName = await takeCodeName(trx, draw, report.codeName)
  await trx
    .insertInto('cases')
    .values({
      id,
      event_id: taker.event,
      code_name: codeName,
      stage: 'new',
      stage_since: now,
      is_urgent: report.danger === true,
      reported_at: now,
      reported_by: taker.member,
      sealed_key: deps.seals.newCase(id).wrapped,
    })
    .execute()
  await trx.insertInto('record_heads').values({ case_id: id, seq: 0, epoch: randomUUID() }).execute()
  await exclude(trx, id, involved, now)
  await giveFirstAccess(trx, taker, id, new Set(involved), now)
  return { id, codeName }
}

/** The chair leads, or else the first coordinator, or else whoever took it; nobody who is involved gets anything. */
async function giveFirstAccess(
  trx: Trx,
  taker: Taker,
  caseId: CaseId,
  involved: ReadonlySet<MemberId>,
  now: Date,
): Promise<void> {
  const team = await trx
    .selectFrom('members')
    .select(['id', 'role'])
    .where('event_id', '=', taker.event)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const free = team.filter(({ id, role }) => !involved.has(id) && (role !== 'staff' || id === taker.member))
  const lead =
    free.find(({ role }) => role === 'chair') ?? free.find(({ role }) => role === 'coordinator') ?? free[0]
  if (!lead) return
  const given = { case_id: caseId, granted_by: taker.member, granted_at: now }
  const rows = free.map(
    ({ id }) => ({ ...given, member_id: id, level: id === lead.id ? 'lead' : 'write' }) as const,
  )
  await trx.insertInto('case_access').values(rows).execute()
}
