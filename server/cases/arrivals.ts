// Whoever joined by a link from a case, and waits to be let in: listed to those who may change the case's access, with the
// names in the case that are like theirs. Whoever was excluded meanwhile is on no list, and cannot be let in.

import { mayInCase } from '#shared/access/rules.ts'
import type { Arrival } from '#shared/http/arrivals.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { alikeAmong } from '#shared/privacy/likeness.ts'
import { giveFree, noteAnswer } from '../case/likenesses.ts'
import type { Trx } from '../case/lock.ts'
import { allNamed, readPeople } from '../case/people-of.ts'
import { countingAccess } from '../case/rights.ts'
import type { CaseSeal, CaseSeals } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import { SealBroken } from '../platform/sealing.ts'
import { giveAccess } from './access-list.ts'

/** Waiting: not answered, their account alive, not excluded. Whoever is likely named waits too: who lets them in says that it is not them. */
const waiting = (db: Db) =>
  db
    .selectFrom('case_arrivals as r')
    .innerJoin('members as n', 'n.id', 'r.member_id')
    .leftJoin('case_exclusions as x', (on) =>
      on
        .onRef('x.case_id', '=', 'r.case_id')
        .onRef('x.member_id', '=', 'r.member_id')
        .on(({ or, eb }) => or([eb('x.until_answered', '=', false), eb('x.until_given', '=', true)])),
    )
    .where('r.answered_at', 'is', null)
    .where('n.ended_at', 'is', null)
    .where('x.case_id', 'is', null)

/** Those whom this member may let in now, the longest there first. */
export async function readArrivals(db: Db, seals: CaseSeals, actor: MemberId): Promise<Arrival[]> {
  const mine = await countingAccess(db)
    .select(['a.case_id as caseId', 'a.level', 'm.acting_role as role'])
    .where('a.member_id', '=', actor)
    .where('a.case_id', 'in', waiting(db).select('r.case_id'))
    .execute()
  const arrivals: Arrival[] = []
  for (const { caseId } of mine.filter((standing) => mayInCase(standing, 'change-access')))
    arrivals.push(...(await readInCase(db, seals, caseId)))
  return arrivals
}

async function readInCase(db: Db, seals: CaseSeals, caseId: CaseId): Promise<Arrival[]> {
  const known = await readKnown(db, seals, caseId)
  if (!known) return []
  const rows = await waiting(db)
    .select(['r.member_id as member', 'r.level', 'r.invited_by as by', 'r.arrived_at', 'n.name', 'n.email'])
    .where('r.case_id', '=', caseId)
    .orderBy('r.arrived_at')
    .orderBy('r.member_id')
    .execute()
  return rows.map(({ arrived_at, name, email, ...row }) => ({
    ...row,
    case: caseId,
    at: arrived_at.toISOString(),
    likes: alikeAmong({ name, email }, known).map((one) => ({ name: one.name, role: one.role })),
  }))
}

/** Who is in the case and who is kept out of it; undefined where names cannot be read: then nobody is let in by this door. */
async function readKnown(db: Db, seals: CaseSeals, caseId: CaseId) {
  try {
    const people = allNamed(await readPeople(db, await seals.sealOf(db, caseId), caseId))
    const keptOut = await db
      .selectFrom('case_exclusions as x')
      .innerJoin('members as m', 'm.id', 'x.member_id')
      .select('m.name')
      .where('x.case_id', '=', caseId)
      .where('x.until_given', '=', false)
      .execute()
    return [...people, ...keptOut.map(({ name }) => ({ name, aliases: [], role: null }))]
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

type Answering = {
  caseId: CaseId
  seal: () => Promise<CaseSeal>
  members: readonly MemberId[]
  by: MemberId
  now: Date
}
/** Whose waiting this has ended, and who else was brought to the case, to lead it. */
export type Answered = { members: MemberId[]; brought: MemberId[] }

/** Gives those of them who still wait what their link carried. Call with the case locked. */
export async function letIn(trx: Trx, { members, ...answering }: Answering): Promise<Answered> {
  const rows = await findWaiting(trx, answering.caseId, members)
  const brought: MemberId[] = []
  for (const { member, level } of rows) {
    if (await noteAnswer(trx, { ...answering, member, isThem: false }))
      await giveFree(trx, answering.caseId, member)
    brought.push(...(await giveAccess(trx, { ...answering, member, level })))
  }
  return { members: rows.map(({ member }) => member), brought }
}

/** Not now: they are on the list no longer, and cannot tell. Call with the case locked. */
export async function sendAway(trx: Trx, { caseId, members, now }: Answering): Promise<Answered> {
  const rows = await findWaiting(trx, caseId, members)
  const gone = rows.map(({ member }) => member)
  if (gone.length > 0)
    await trx
      .updateTable('case_arrivals')
      .set({ answered_at: now })
      .where('case_id', '=', caseId)
      .where('member_id', 'in', gone)
      .execute()
  return { members: gone, brought: [] }
}

async function findWaiting(trx: Trx, caseId: CaseId, members: readonly MemberId[]) {
  if (members.length === 0) return []
  return waiting(trx)
    .select(['r.member_id as member', 'r.level'])
    .where('r.case_id', '=', caseId)
    .where('r.member_id', 'in', members)
    .orderBy('r.arrived_at')
    .orderBy('r.member_id')
    .execute()
}
