// A report taken, in one transaction: its account frozen and sealed, and the case it opens or joins. Members it
// involves are excluded before anything can be seen. The same id again answers the same case, exactly once.

import { randomUUID } from 'node:crypto'
import { nextLead } from '#shared/access/rules.ts'
import type { MailWords } from '#shared/entries/mail.ts'
import type { ReportWords } from '#shared/entries/report.ts'
import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import type { CaseId, EventId, MemberId, ReportId } from '#shared/ids.ts'
import { askAnew } from '../case/ask-anew.ts'
import { appendToAudit } from '../case/audit.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { conflictOfNew, noteWhoWritten } from '../case/conflicts.ts'
import { bookOfCase, Entries } from '../case/entries.ts'
import { addExclusions, exclude, type Rights } from '../case/exclusions.ts'
import { keepLead } from '../case/leads.ts'
import { type Likely, withhold } from '../case/likenesses.ts'
import type { Trx } from '../case/lock.ts'
import { asLikely, findNamedIn, saidInReport } from '../case/named.ts'
import { canCallSomebody, readOutside } from '../case/outside.ts'
import { isKnown, readReported } from '../case/reported.ts'
import type { CaseSeal } from '../case/seals.ts'
import { oweAnew } from '../case/told.ts'
import { putWordJobs } from '../case/word-jobs.ts'
import { type Db, isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { SealBroken } from '../platform/sealing.ts'
import { decide } from './danger.ts'
import { keepMailOf, readMailOf, type WithMails } from './mails.ts'
import { addTicks, notAfter } from './ticks.ts'
import { joinCase, joiningBy, openCase, type TakingActor } from './to-case.ts'

export type ReportSent = Omit<ReturnType<(typeof ReportAsk)['parse']>, 'pages'>
/** `rights`: what to tell of after the commit. `isNew`: false for a repeated one. */
export type Taken = {
  answer: ReportAnswer
  isNew: boolean
  rights: Pick<Rights, 'cut' | 'told'>
  /** See `HandOver`. */
  handed: () => void
}
type Deps = Pick<CaseDeps, 'db' | 'clock' | 'randomInt' | 'seals' | 'handOver'> &
  Partial<WithMails> & {
    /** What else is written in the same transaction. */
    also?: (trx: Trx, taken: ReportAnswer) => Promise<void>
  }

/** Each try draws a code name anew, so more than a few mean that something else is wrong. */
const maxTries = 20

/**
 * Stores a report.
 * @throws Problem not-available when its id or its case is not this member's to use
 */
export async function takeReport(deps: Deps, actor: TakingActor, sent: ReportSent): Promise<Taken> {
  const id = sent.id ?? (randomUUID() as ReportId)
  let read: MailWords | undefined
  for (let tries = 1; ; tries++) {
    const before = await findTaken(deps, actor, id, sent.case)
    if (before) return before
    read ??= await readMailOf(deps, actor, sent.mail)
    const report = { ...sent, id, read }
    try {
      return await deps.db.transaction().execute((trx) => store(trx, deps, actor, report))
    } catch (error) {
      // The same report a moment earlier, or another case under the name that was drawn: look again.
      const isRace = ['case_entries_pk', 'cases_code_name'].some((rule) => isUniqueViolation(error, rule))
      if (!isRace || tries === maxTries) throw error
    }
  }
}

/** @throws Problem not-available when somebody else's report, or one in another case, has this id */
async function findTaken(
  { db, seals }: Deps,
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
  const toCase = { id: row.id, codeName: row.code_name, isLed: row.leaderless_since === null }
  return {
    answer: await answerOf(db, seals, actor, id, toCase),
    isNew: false,
    rights: nothing,
    handed: () => {},
  }
}

const nothing = { cut: [], told: [], left: [] }

type ToCase = ReportAnswer['case'] & { isLed: boolean }

async function answerOf(
  db: Db,
  seals: Deps['seals'],
  actor: TakingActor,
  id: ReportId,
  { isLed, ...toCase }: ToCase,
): Promise<ReportAnswer> {
  const isAlone = !(await canCallSomebody(db, toCase.id))
  return {
    report: { id },
    case: toCase,
    ...(!isLed && { nobodyLeads: true }),
    ...(isAlone && { outside: await readOutside(db, seals, actor.event) }),
  }
}

type ReportWithId = ReportSent & { id: ReportId; read?: MailWords | undefined }

async function store(trx: Trx, deps: Deps, actor: TakingActor, report: ReportWithId): Promise<Taken> {
  const now = deps.clock()
  const {
    id,
    case: caseId,
    codeName: _,
    involvesMembers,
    ticks,
    calledDecision,
    mail,
    read,
    ...sent
  } = report
  const words = { ...sent, ...(sent.calledAt && { calledAt: notAfter(now, sent.calledAt) }) }
  const involved = await checkInvolved(trx, actor.event, involvesMembers ?? [])
  const joining = caseId && joiningBy(actor)
  const toCase = joining ? await joinCase(trx, joining, caseId) : await openCase(trx, deps, actor, report)
  const seal = () => deps.seals.sealOf(trx, toCase.id)
  const isAnother = caseId !== undefined && (await namesAnother(trx, await seal(), caseId, words.who))
  const entries = new Entries(trx, bookOfCase(toCase.id, seal), { author: actor.member, now })
  await entries.append('report', words, { id })
  const audit = { chain: toCase.id, member: actor.member, act: 'takeReport', entry: id, at: now }
  await appendToAudit(trx, audit)
  const said = [saidInReport(id, words), ...(await addTicks(entries, now, ticks ?? []))]
  const into = { trx, entries, seal: await seal(), caseId: toCase.id, report: id, by: actor.member, now }
  said.push(...(await keepMailOf(deps, into, mail, read)))
  if (words.hasCalled && calledDecision) said.push(...(await decide(entries, id, calledDecision)))
  const named = await findNamedIn(trx, toCase.id, said)
  const out = { members: [...new Set([...involved, ...named.full])], withheld: asLikely(named, actor.member) }
  if (saysWho(words.who)) await noteWhoWritten(trx, toCase.id)
  const of = { caseId: toCase.id, now }
  if (caseId) await oweAnew(trx, caseId, now)
  await putWordJobs(trx, { case: toCase.id }, now)
  const rights = joining
    ? await keepOut(trx, { ...of, ...out, isUrgent: report.danger === true, isAnother, by: joining })
    : await giveFirstAccess(trx, { ...of, ...out, actor })
  const answer = await answerOf(trx, deps.seals, actor, id, { ...toCase, isLed: rights.isLed })
  const handed = await deps.handOver(trx, toCase.id, rights.left)
  await deps.also?.(trx, answer)
  return { answer, isNew: true, rights, handed }
}

const saysWho = (who: ReportWords['who']): boolean => typeof who === 'string' && who.trim() !== ''

/** Whether it says that the reported person is somebody whom those on the case were not asked about. */
async function namesAnother(trx: Trx, seal: CaseSeal, caseId: CaseId, who: ReportWords['who']) {
  if (typeof who !== 'string' || !saysWho(who)) return false
  try {
    return !isKnown(who, await readReported(trx, seal, caseId))
  } catch (error) {
    if (error instanceof SealBroken) return true
    throw error
  }
}

type Out = {
  caseId: CaseId
  members: readonly MemberId[]
  withheld: Likely
  now: Date
}

/** A case that there was already: an account is never refused, whoever it names. */
async function keepOut(
  trx: Trx,
  { isUrgent, isAnother, by, ...out }: Out & { isUrgent: boolean; isAnother: boolean; by: MemberId },
): Promise<Rights> {
  const { caseId, now } = out
  if (isUrgent) await trx.updateTable('cases').set({ is_urgent: true }).where('id', '=', caseId).execute()
  const rights = await exclude(trx, { ...out, isChosen: false })
  if (!isAnother) return rights
  const asked = await askAnew(trx, { caseId, now, except: by })
  return {
    cut: [...rights.cut, ...asked.cut],
    told: [...new Set([...rights.told, ...asked.told])],
    left: rights.left,
    isLed: asked.isLed && rights.isLed,
  }
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

/**
 * To the chair, the coordinators and whoever took it; nobody who is named gets anything. All but whoever took it are asked
 * about a conflict first, where the report says who it was.
 */
async function giveFirstAccess(
  trx: Trx,
  { caseId, members, withheld, now, actor }: Out & { actor: TakingActor },
): Promise<Rights> {
  await addExclusions(trx, caseId, members, now)
  await withhold(trx, caseId, withheld, now)
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
  const given = team.filter(
    ({ id, role }) => !members.includes(id) && (role !== 'staff' || id === actor.member),
  )
  const free = given.filter(({ id }) => !withheld.members.includes(id))
  const standing = { level: 'write', isAsked: false, isExcluded: false, wasThere: true } as const
  const lead = nextLead(free.map((one) => ({ ...one, ...standing })))
  const ofNew = await conflictOfNew(trx, caseId)
  const rows = given.map(({ id: member_id }) => ({
    ...{ case_id: caseId, member_id, granted_by: actor.member, granted_at: now },
    level: member_id === lead?.id ? ('lead' as const) : ('write' as const),
    conflict: member_id === actor.member ? ('unasked' as const) : ofNew,
  }))
  if (rows.length > 0) await trx.insertInto('case_access').values(rows).execute()
  const { isLed } = await keepLead(trx, caseId, now)
  // Nobody had it before: nobody is told that they are excluded from it. Where nobody of the team took it, nobody who is asked
  // first would hear of it otherwise.
  const told = actor.member ? [] : free.map(({ id }) => id)
  return { ...nothing, told, isLed }
}
