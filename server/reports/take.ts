// A report taken, in one transaction: its account frozen and sealed, and the case it opens or joins. Members it
// involves are excluded before anything can be seen. The same id again answers the same case, exactly once.

import { randomUUID } from 'node:crypto'
import { mayInCase, nextLead } from '#shared/access/rules.ts'
import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { CaseId, EventId, MemberId, ReportId } from '#shared/ids.ts'
import { appendToAudit } from '../case/audit.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { bookOfCase, Entries } from '../case/entries.ts'
import { addExclusions, exclude, type Rights } from '../case/exclusions.ts'
import { markLeaderless } from '../case/leads.ts'
import { lockCase, type Trx } from '../case/lock.ts'
import { levelsIn } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import { isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { takeCodeName } from './code-names.ts'

type TakingActor = Pick<Actor, 'member' | 'event'>
export type ReportSent = ReturnType<(typeof ReportAsk)['parse']>
/** `rights`: what to tell of after the commit. `isNew`: false for a repeated one. */
export type Taken = { answer: ReportAnswer; isNew: boolean; rights: Pick<Rights, 'cut' | 'told'> }
type Deps = Pick<CaseDeps, 'db' | 'clock' | 'randomInt' | 'seals'>

/** Each try draws a code name anew, so more than a few mean that something else is wrong. */
const maxTries = 20

/**
 * Stores a report.
 * @throws Problem not-available when its id or its case is not this member's to use
 */
export async function takeReport(deps: Deps, actor: TakingActor, sent: ReportSent): Promise<Taken> {
  const id = sent.id ?? (randomUUID() as ReportId)
  for (let tries = 1; ; tries++) {
    const before = await findTaken(deps, actor, id, sent.case)
    if (before) return before
    try {
      return await deps.db.transaction().execute((trx) => store(trx, deps, actor, { ...sent, id }))
    } catch (error) {
      // The same report a moment earlier, or another case under the name that was drawn: look again.
      const isRace = ['case_entries_pk', 'cases_code_name'].some((rule) => isUniqueViolation(error, rule))
      if (!isRace || tries === maxTries) throw error
    }
  }
}

/** @throws Problem not-available when somebody else's report, or one in another case, has this id */
async function findTaken(
  { db }: Deps,
  actor: TakingActor,
  id: ReportId,
  caseId: CaseId | undefined,
): Promise<Taken | undefined> {
  const row = await db
    .selectFrom('case_entries as r')
    .innerJoin('cases as c', 'c.id', 'r.case_id')
    .select(['r.author_id', 'c.id', 'c.code_name', 'c.leaderless_since'])
    .where('r.kind', '=', 'report')
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.author_id !== actor.member || (caseId ?? row.id) !== row.id) throw problem('not-available')
  const toCase = { id: row.id, codeName: row.code_name }
  return { answer: answerOf(id, toCase, row.leaderless_since === null), isNew: false, rights: nothing }
}

const nothing = { cut: [], told: [] }

const answerOf = (id: ReportId, toCase: ReportAnswer['case'], isLed: boolean): ReportAnswer => ({
  report: { id },
  case: toCase,
  ...(!isLed && { nobodyLeads: true }),
})

type ReportWithId = ReportSent & { id: ReportId }

async function store(trx: Trx, deps: Deps, actor: TakingActor, report: ReportWithId): Promise<Taken> {
  const now = deps.clock()
  const involved = await checkInvolved(trx, actor.event, report.involvesMembers ?? [])
  const opened = report.case ? undefined : await openCase(trx, deps, actor, report, involved)
  const toCase = opened ?? (await joinCase(trx, actor, report.case!, report.danger === true))
  const { id, case: _case, codeName: _codeName, involvesMembers: _involved, ...words } = report
  const seal = () => deps.seals.sealOf(trx, toCase.id)
  const entries = new Entries(trx, bookOfCase(toCase.id, seal), { author: actor.member, now })
  await entries.append('report', words, { id })
  const audit = { chain: toCase.id, member: actor.member, act: 'takeReport', entry: id, at: now }
  await appendToAudit(trx, audit)
  const { id: caseId, codeName: name } = toCase
  // An account is never refused, whoever it names.
  const rights = opened ?? (await exclude(trx, { caseId, members: involved, now, isChosen: false }))
  return { answer: answerOf(id, { id: caseId, codeName: name }, rights.isLed), isNew: true, rights }
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

async function joinCase(trx: Trx, actor: TakingActor, caseId: CaseId, isUrgent: boolean) {
  const standing = async () => (await levelsIn(trx, [actor.member], caseId)).get(actor.member)
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
  actor: TakingActor,
  report: ReportWithId,
  involved: readonly MemberId[],
) {
  const now = deps.clock()
  const id = randomUUID() as CaseId
  const draw = { event: actor.event, member: actor.member, now, randomInt: deps.randomInt }
  const codeName = await takeCodeName(trx, draw, report.codeName)
  await trx
    .insertInto('cases')
    .values({
      id,
      event_id: actor.event,
      code_name: codeName,
      stage: 'new',
      stage_since: now,
      is_urgent: report.danger === true,
      reported_at: now,
      reported_by: actor.member,
      sealed_key: deps.seals.newCase(id).wrapped,
    })
    .execute()
  await trx.insertInto('record_heads').values({ case_id: id, seq: 0, epoch: randomUUID() }).execute()
  await addExclusions(trx, id, involved, now)
  const isLed = await giveFirstAccess(trx, actor, id, new Set(involved), now)
  // Nobody had it before: nobody is told that they are excluded from it.
  return { id, codeName, isLed, ...nothing }
}

/**
 * To the chair, the coordinators and whoever took it; nobody who is involved gets anything.
 * @returns whether somebody leads it
 */
async function giveFirstAccess(
  trx: Trx,
  actor: TakingActor,
  caseId: CaseId,
  involved: ReadonlySet<MemberId>,
  now: Date,
): Promise<boolean> {
  const team = await trx
    .selectFrom('members')
    .select(['id', 'acting_role as role'])
    .where('event_id', '=', actor.event)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    // Nobody's account ends before what they are given is there to be passed on.
    .forShare()
    .execute()
  const free = team.filter(({ id, role }) => !involved.has(id) && (role !== 'staff' || id === actor.member))
  const standing = { level: 'write', isAsked: false, isExcluded: false, wasThere: true } as const
  const lead = nextLead(free.map((one) => ({ ...one, ...standing })))
  if (!lead) {
    await markLeaderless(trx, caseId, now)
    return false
  }
  const given = { case_id: caseId, granted_by: actor.member, granted_at: now }
  const rows = free.map(
    ({ id }) => ({ ...given, member_id: id, level: id === lead.id ? 'lead' : 'write' }) as const,
  )
  await trx.insertInto('case_access').values(rows).execute()
  return true
}
