// The routes of the numbers to call. Every member has them: whoever is with somebody in danger, or hands over a card.

import { contracts } from '#shared/http/contracts.ts'
import type { EventNumbers } from '#shared/http/first-response.ts'
import type { EventId } from '#shared/ids.ts'
import { bookOfEvent, Entries, type OwnSealing, readLast } from '../case/entries.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { lockTeam } from './chairs.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { Routes } from './route.ts'
import { noteTeamAct } from './team-audit.ts'

/** Adds /api/numbers. */
export function numberRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sealing } = deps
  routes.forMembers(contracts.readNumbers, ({ actor }) => readNumbers(db, sealing, actor.event))
  routes.forMembers(contracts.changeNumbers, async ({ actor, body }) => {
    await changeNumbers(deps, actor, body, clock())
    return body
  })
}

/** What the event gives to call, from now on. */
export const changeNumbers = (
  { db, sealing }: Pick<PeopleDeps, 'db' | 'sealing'>,
  { event, member }: Pick<Actor, 'event' | 'member'>,
  numbers: EventNumbers,
  now: Date,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    const entries = new Entries(trx, bookOfEvent(event, sealing), { author: member, now })
    const about = await entries.append('event-numbers', numbers)
    await noteTeamAct(trx, { event, by: member, act: 'changeNumbers', about, now })
  })

/** @returns none where the event gave none, or what it said last can't be read */
export async function readNumbers(db: Db, sealing: OwnSealing, event: EventId): Promise<EventNumbers> {
  const last = await readLast(db, bookOfEvent(event, sealing), 'event-numbers')
  return last?.words ?? { numbers: [] }
}
