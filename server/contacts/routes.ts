// The routes of the words to whoever reported.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { createCaseRoutes } from '../case/case-routes.ts'
import { readClocks } from '../case/told.ts'
import { putWordJobs } from '../case/word-jobs.ts'
import { lockTeam } from '../people/chairs.ts'
import type { Routes } from '../people/route.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import { addContact, readContacts, sayReach } from './contacts.ts'

/** Adds /api/cases/:id/contacts, /api/cases/:id/reach and /api/clocks. */
export function contactRoutes(routes: Routes, deps: CaseDeps): void {
  const { db, clock } = deps
  const { look, command } = createCaseRoutes(routes, deps)
  look(contracts.listContacts, async ({ actor: { event }, caseId, seal }) =>
    readContacts(db, { seal: await seal(), caseId, event }),
  )
  command(contracts.addContact, ({ body, ...act }) => addContact(act, body))
  command(contracts.sayReach, ({ body, ...act }) => sayReach(act, body))
  routes.forMembers(contracts.readClocks, ({ actor }) => readClocks(db, actor.event))
  routes.forMembers(contracts.changeClocks, async ({ actor: { event, member: by }, body }) => {
    await db.transaction().execute(async (trx) => {
      await lockTeam(trx, event)
      await trx
        .updateTable('events')
        .set({ acknowledge_hours: body.acknowledgeHours, outcome_days: body.outcomeDays })
        .where('id', '=', event)
        .execute()
      await putWordJobs(trx, { event }, clock())
      await noteTeamAct(trx, { event, by, act: 'changeClocks', about: event, now: clock() })
    })
    return body
  })
}
