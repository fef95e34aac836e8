// The routes of a member's own devices.

import { Halves, HalvesAsk } from '#shared/http/devices.ts'
import type { Routes } from '../people/route.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { readHalves } from './halves.ts'

/** Adds /api/device/halves. */
export function deviceRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/device/halves',
      summary: 'The halves of the keys with which a device reads what it keeps: for what may be read now',
      body: HalvesAsk,
      answer: Halves,
    },
    ({ asker, body: { device } }) => readHalves(deps, asker, device),
  )
}
