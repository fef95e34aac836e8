// The routes by which a report comes in, is added to, and gets a name ahead of time.

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Amendment, AmendmentAsk, CodeNames, ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import { type CaseId, ReportId } from '#shared/ids.ts'
import { may } from '../access/access.ts'
import { actInCase } from '../access/act.ts'
import type { Asker } from '../people/asker.ts'
import type { Routes } from '../people/route.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { problem } from '../platform/errors.ts'
import { sealWords } from '../platform/sealed-rows.ts'
import { reserveCodeNames } from './code-names.ts'
import { takeReport } from './take.ts'

const ofReport = z.object({ id: ReportId })

/** Adds /api/reports and /api/code-names. */
export function reportRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/reports',
      summary: 'Takes a report, which opens a case or joins one',
      body: ReportAsk,
      answer: ReportAnswer,
      status: 201,
    },
    async ({ asker, body }) => {
      const { answer, isNew, lockedOut } = await takeReport(deps, asker, body)
      const caseId = answer.case.id
      if (lockedOut.length > 0) {
        await deps.rightsChanged(caseId, lockedOut)
        deps.tellMembers(lockedOut, { kind: 'access' })
      }
      if (isNew) await deps.tellCase(caseId, { kind: 'case', case: caseId })
      return answer
    },
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/reports/:id/amendments',
      summary: 'Adds something below an account, which itself stays as it was written',
      params: ofReport,
      body: AmendmentAsk,
      answer: Amendment,
      status: 201,
    },
    ({ asker, params, body }) => amend(deps, asker, params.id, body.words),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/code-names',
      summary: 'Reserves up to three code names for a device that may be offline later',
      answer: CodeNames,
    },
    async ({ asker }) => {
      const { db, clock, randomInt } = deps
      const draw = { event: asker.event, member: asker.member, now: clock(), randomInt }
      return { codeNames: await reserveCodeNames(db, draw) }
    },
  )
}

async function amend(
  deps: CaseDeps,
  asker: Asker,
  report: ReportId,
  words: string,
): Promise<z.infer<typeof Amendment>> {
  const caseId = await findCaseOf(deps, asker, report)
  const at = deps.clock()
  await actInCase(deps.db, asker, 'write', caseId, async (trx) => {
    const id = randomUUID()
    const seal = await deps.seals.sealOf(trx, caseId)
    const sealed = sealWords(seal, 'amendment', id, { words })
    const row = { id, report_id: report, case_id: caseId, author_id: asker.member, at, sealed }
    await trx.insertInto('amendments').values(row).execute()
  })
  await deps.tellCase(caseId, { kind: 'case', case: caseId })
  return { author: asker.member, at: at.toISOString(), words }
}

/** @throws Problem not-available when there is no such report, or not for this member */
async function findCaseOf({ db }: CaseDeps, asker: Asker, report: ReportId): Promise<CaseId> {
  const row = await db.selectFrom('reports').select('case_id').where('id', '=', report).executeTakeFirst()
  // The same two questions for an unknown report, so that the time tells nothing.
  const caseId = row?.case_id ?? (randomUUID() as CaseId)
  if (!(await may(db, asker, 'read', caseId))) throw problem('not-available')
  return caseId
}
