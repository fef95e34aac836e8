// The routes of the roster. Every member reads it; whoever runs the team edits it.

import { contracts } from '#shared/http/contracts.ts'
import type { Routes } from '../people/route.ts'
import { addShifts, type RosterDeps, readRoster, removeShift } from './roster.ts'

export type RosterRoutesDeps = RosterDeps & {
  /** After the commit: screens ask again. */
  rosterChanged: () => void
}

/** Adds /api/roster. */
export function rosterRoutes(routes: Routes, deps: RosterRoutesDeps): void {
  const { db, clock, rosterChanged } = deps
  const read = async (event: Parameters<typeof readRoster>[1]) => ({
    shifts: await readRoster(db, event, clock()),
  })
  routes.forMembers(contracts.readRoster, ({ actor }) => read(actor.event))
  routes.forMembers(contracts.putShift, async ({ actor, params: { id }, body }) => {
    const shift = { ...body, id }
    await addShifts(deps, actor, [shift], 'putShift')
    rosterChanged()
    return shift
  })
  routes.forMembers(contracts.removeShift, async ({ actor, params: { id } }) => {
    await removeShift(deps, actor, id)
    rosterChanged()
  })
  routes.forMembers(contracts.addShifts, async ({ actor, body: { shifts } }) => {
    await addShifts(deps, actor, shifts, 'addShifts')
    rosterChanged()
    return read(actor.event)
  })
}
