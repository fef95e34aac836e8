// The routes of a member's own devices.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { hasEnded } from '../people/members.ts'
import type { Routes } from '../people/route.ts'
import type { Sessions } from '../people/sessions.ts'
import { isReceipt, readHalves } from './halves.ts'

export type DeviceDeps = Pick<CaseDeps, 'db' | 'seals' | 'clock'> & {
  sessions: Pick<Sessions, 'findActor' | 'findWaiting' | 'clearCookie'>
}

/** Adds /api/device/halves and /api/device/standing. */
export function deviceRoutes(routes: Routes, deps: DeviceDeps): void {
  routes.forMembers(contracts.readDeviceHalves, ({ actor, body: { device } }) =>
    readHalves(deps, actor, device),
  )
  standingRoute(routes, deps)
}

/** A device whose session is gone asks what that means for what it keeps. Whoever has no receipt learns nothing. */
function standingRoute(routes: Routes, { db, seals, clock, sessions }: DeviceDeps): void {
  routes.forAnyone(contracts.readDeviceStanding, async ({ body, request, reply }) => {
    const actor = await sessions.findActor(request)
    if (actor && (!body || actor.member === body.member)) return { is: 'in' as const }
    // A cookie that is good for nothing goes; a phone that waits to be let in needs its own.
    if (!actor && !(await sessions.findWaiting(request))) sessions.clearCookie(reply)
    const isOver = body && isReceipt(seals, body) && (await hasEnded(db, body.member, clock()))
    return { is: isOver ? ('ended' as const) : ('out' as const) }
  })
}
