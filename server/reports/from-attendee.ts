// A report that nobody of the team took: the same act, told and paged for like one in danger, because nobody is there who would
// call the chair.

import type { CaseId, EventId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { Trx } from '../case/lock.ts'
import { tellRights } from '../case/tell-rights.ts'
import type { PageFor } from './routes.ts'
import { type ReportSent, takeReport } from './take.ts'

/** @param also what else is written in the same transaction, once */
export type TakeFromAttendee = (
  event: EventId,
  report: Omit<ReportSent, 'case' | 'codeName' | 'involvesMembers' | 'mail' | 'ticks'> & { id: ReportId },
  also: (trx: Trx, caseId: CaseId) => Promise<void>,
) => Promise<void>

export const takeFromAttendee =
  (deps: CaseDeps & PageFor): TakeFromAttendee =>
  async (event, report, also) => {
    const taking = { ...deps, also: (trx: Trx, taken: { case: { id: CaseId } }) => also(trx, taken.case.id) }
    const { answer, isNew, rights, handed } = await takeReport(taking, { event, member: null }, report)
    handed()
    const { id } = answer.case
    await tellRights(deps, id, rights)
    if (isNew) await deps.tellCase(id, { kind: 'case', case: id })
    await deps.pageForAttendee(event, { case: id, report: report.id, danger: report.danger === true })
  }
