// The routes of the numbers to call. Every member has them: whoever is with somebody in danger, or hands over a card.

import { contracts } from '#shared/http/contracts.ts'
import type { EventNumbers } from '#shared/http/first-response.ts'
import type { EventId } from '#shared/ids.ts'
import { bookOfEvent, Entries, type OwnSealing, readLast } from '../case/entries.ts'
import type { Db } from '../platform/db.ts'
import { lockTeam } from './chairs.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { Routes } from './route.ts'
import { noteTeamAct } from './team-audit.ts'

/** Adds /api/numbers. */
export function numberRoutes(routes: Routes, { db, clock, sealing }: PeopleDeps): void {
  routes.forMembers(contracts.readNumbers, ({ actor }) => readNumbers(db, sealing, actor.event))
  routes.forMembers(contracts.changeNumbers, async ({ actor: { event, member }, body }) => {
    await db.transaction().execute(async (trx) => {
      await lockTeam(trx, event)
      const now = clock()
      const entries = new Entries(trx, bookOfEvent(event, sealing), { author: member, now })
      const about = await entries.append('event-numbers', body)
      await noteTeamAct(trx, { event, by: member, act: 'changeNumbers', about, now })
    })
    return body
  })
}

/** @returns none where the event gave none, or what it said last can't be read */
async function readNumbers(db: Db, sealing: OwnSealing, event: EventId): Promise<EventNumbers> {
  const last = await readLast(db, bookOfEvent(event, sealing), 'event-numbers')
  return last?.words ?? { numbers: [] }
}
