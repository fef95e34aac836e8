// The routes of whom the event names outside the team. Every member may know it: whoever takes a report that names everybody who
// could lead has to turn to them at once.

import { contracts } from '#shared/http/contracts.ts'
import { readOutside, writeOutside } from '../case/outside.ts'
import { lockTeam } from './chairs.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { Routes } from './route.ts'
import { noteTeamAct } from './team-audit.ts'

/** Adds /api/outside. */
export function outsideRoutes(routes: Routes, { db, clock, sealing }: PeopleDeps): void {
  routes.forMembers(contracts.readOutside, async ({ actor }) => ({
    outside: await readOutside(db, sealing, actor.event),
  }))
  routes.forMembers(contracts.changeOutside, async ({ actor: { event, member: by }, body }) => {
    await db.transaction().execute(async (trx) => {
      await lockTeam(trx, event)
      await writeOutside(trx, sealing, event, body.outside)
      await noteTeamAct(trx, { event, by, act: 'changeOutside', about: event, now: clock() })
    })
    return body
  })
}
