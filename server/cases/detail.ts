// One case as its page shows it, for one member who may open it now.

import type { CaseDetail, Report } from '#shared/http/cases.ts'
import type { CaseId, MemberId, ReportId } from '#shared/ids.ts'
import type { CaseSeal, CaseSeals } from '../platform/case-seals.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { openWords } from '../platform/sealed-rows.ts'
import { readCards } from './cards.ts'
import { readPeople } from './people.ts'

/** @throws Problem not-available: hidden, unknown and not allowed are the same */
export async function readDetail(
  reading: { db: Db; seals: CaseSeals },
  member: MemberId,
  caseId: CaseId,
): Promise<CaseDetail> {
  const { db, seals } = reading
  const [card] = await readCards(reading, member, caseId)
  if (!card) throw problem('not-available')
  const seal = await seals.sealOf(db, caseId)
  return {
    ...card,
    access: await readAccess(db, caseId),
    people: await readPeople(db, seal, caseId),
    reports: await readReports(db, seal, caseId),
    closedTo: await readClosedTo(db, caseId),
  }
}

/** Everybody who was given access, also those who have yet to answer the conflict check. */
async function readAccess(db: Db, caseId: CaseId): Promise<CaseDetail['access']> {
  const rows = await db
    .selectFrom('case_access as a')
    .innerJoin('members as m', 'm.id', 'a.member_id')
    .select(['a.member_id as member', 'a.level', 'a.granted_at'])
    .where('a.case_id', '=', caseId)
    .where('m.ended_at', 'is', null)
    .orderBy('a.granted_at')
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
  return rows.map(({ member, level, granted_at }) => ({ member, level, sinceAt: granted_at.toISOString() }))
}

async function readReports(db: Db, seal: CaseSeal, caseId: CaseId): Promise<Report[]> {
  const rows = db.selectFrom('reports').selectAll().where('case_id', '=', caseId)
  const added = db.selectFrom('amendments').selectAll().where('case_id', '=', caseId)
  const byReport = Map.groupBy(await added.orderBy('at').execute(), (row) => row.report_id)
  return (await rows.orderBy('taken_at').orderBy('id').execute()).map((row) => ({
    ...openWords(seal, 'report', row.id, row.sealed),
    id: row.id,
    takenBy: row.taken_by,
    at: row.taken_at.toISOString(),
    amendments: (byReport.get(row.id as ReportId) ?? []).map((one) => ({
      author: one.author_id,
      at: one.at.toISOString(),
      words: openWords(seal, 'amendment', one.id, one.sealed).words,
    })),
  }))
}

async function readClosedTo(db: Db, caseId: CaseId): Promise<MemberId[]> {
  const rows = db.selectFrom('case_exclusions').select('member_id').where('case_id', '=', caseId)
  return (await rows.orderBy('since').orderBy('member_id').execute()).map((row) => row.member_id)
}
