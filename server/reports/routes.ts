// The routes by which a report comes in, is added to, and gets a name ahead of time.

import type { z } from 'zod'
import type { Amendment, AmendmentAsk } from '#shared/http/cases.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { CaseId, EventId, ReportId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { createCaseRoutes } from '../case/case-routes.ts'
import { command } from '../case/command.ts'
import { caseOfReport } from '../case/entries.ts'
import { keepOutNamed } from '../case/keep-out.ts'
import { saidInAddition } from '../case/named.ts'
import { may } from '../case/rights.ts'
import { tellRights } from '../case/tell-rights.ts'
import type { Routes } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { reserveCodeNames } from './code-names.ts'
import { sayCallDecision, sayDanger } from './danger.ts'
import type { WithMails } from './mails.ts'
import { takeReport } from './take.ts'
import { addLateTicks, addTick, takeBackTick } from './ticks.ts'

/** Pages for a case, once however often a report comes. */
export type PageFor = {
  pageFor: (actor: Actor, of: { case: CaseId; report: ReportId }) => Promise<void>
  pageForAttendee: (event: EventId, of: { case: CaseId; report: ReportId; danger: boolean }) => Promise<void>
}

export type ReportDeps = CaseDeps & PageFor & WithMails

/** Adds /api/reports, /api/cases/:id/danger, /api/cases/:id/call-decisions, /api/cases/:id/ticks and /api/code-names. */
export function reportRoutes(routes: Routes, deps: ReportDeps): void {
  routes.forMembers(contracts.takeReport, async ({ actor, body: { pages, ...body } }) => {
    const { answer, isNew, rights, handed } = await takeReport(deps, actor, body)
    handed()
    const caseId = answer.case.id
    await tellRights(deps, caseId, rights)
    if (isNew) await deps.tellCase(caseId, { kind: 'case', case: caseId })
    else await addLateTicks(deps, actor, caseId, body.ticks ?? [])
    if (pages) await deps.pageFor(actor, { case: caseId, report: answer.report.id })
    return answer
  })
  routes.forMembers(contracts.amendReport, ({ actor, params, body }) => amend(deps, actor, params.id, body))
  const { command: commandOf } = createCaseRoutes(routes, deps)
  commandOf(contracts.sayDanger, ({ body, ...act }) => sayDanger(act, body))
  commandOf(contracts.sayCallDecision, ({ body, ...act }) => sayCallDecision(act, body))
  commandOf(contracts.addTick, ({ body, ...act }) => addTick(act, body))
  commandOf(contracts.takeBackTick, ({ params, ...act }) => takeBackTick(act, params))
  routes.forMembers(contracts.reserveCodeNames, async ({ actor }) => {
    const { db, clock, randomInt } = deps
    const draw = { event: actor.event, member: actor.member, now: clock(), randomInt }
    return { codeNames: await reserveCodeNames(db, draw) }
  })
}

async function amend(
  deps: CaseDeps,
  actor: Actor,
  report: ReportId,
  { id: sentAs, words }: z.output<typeof AmendmentAsk>,
): Promise<z.infer<typeof Amendment>> {
  const caseId = await findCaseOf(deps, actor, report)
  return command(deps, actor, caseId, {
    kind: 'amendReport',
    right: 'write',
    async act(given) {
      const { entries, after, now, concerns } = given
      const before = await entries.find('amendment', sentAs, report)
      if (before) {
        concerns(before.id)
        return { author: actor.member, at: before.at.toISOString(), words: before.words?.words ?? words }
      }
      const id = await entries.append(
        'amendment',
        { words },
        { ...(sentAs && { id: sentAs }), about: report },
      )
      await keepOutNamed(given, [saidInAddition(id, words)])
      after.tellCase({ part: 'reports' })
      return { author: actor.member, at: now.toISOString(), words }
    },
  })
}

/** @throws Problem not-available when there is no such report, or not for this member */
async function findCaseOf({ db }: CaseDeps, actor: Actor, report: ReportId): Promise<CaseId> {
  const caseId = await caseOfReport(db, report)
  if (!(await may(db, actor, 'read', caseId))) throw problem('not-available')
  return caseId
}
