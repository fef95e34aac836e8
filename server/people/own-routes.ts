// The routes of a member's own account: who they are, their password, and where they are signed in.

import { contracts } from '#shared/http/contracts.ts'
import { problem } from '../platform/errors.ts'
import { readMe } from './me.ts'
import { changeMe, changePassword, isOwnSession, readOwnSessions } from './own-account.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { Routes } from './route.ts'
import { readLength, stay } from './session-length.ts'

/** Adds /api/me. */
export function ownRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions, memberChanged, casesChanged } = deps
  routes.forMembers(contracts.readMe, ({ actor }) => readMe(deps, actor.member))
  routes.forMembers(contracts.changeMe, async ({ actor, body }) => {
    const { isRenamed, isChanged, keptOut } = await changeMe(deps, actor, body)
    await casesChanged(keptOut)
    if (isChanged) memberChanged(actor.member, isRenamed)
    return readMe(deps, actor.member)
  })
  routes.forMembers(contracts.changePassword, async ({ actor, body }) =>
    sessions.tellEnded(await changePassword(db, actor, body, clock())),
  )
  sessionRoutes(routes, deps)
}

function sessionRoutes(routes: Routes, { db, clock, sessions, sessionsHere }: PeopleDeps): void {
  routes.forMembers(contracts.readSession, ({ actor }) => readLength(db, actor))
  routes.forMembers(contracts.staySignedIn, async ({ actor, request, reply }) => {
    await stay(db, actor, clock())
    sessions.renewCookie(request, reply)
    return readLength(db, actor)
  })
  routes.forMembers(contracts.listSessions, async ({ actor }) => {
    await sessions.writeSeen(sessionsHere())
    return readOwnSessions(db, actor, clock())
  })
  routes.forMembers(contracts.endOtherSessions, async ({ actor }) =>
    sessions.endAllOf(actor.member, actor.session),
  )
  routes.forMembers(contracts.endSession, async ({ actor, params: { id } }) => {
    if (!(await isOwnSession(db, actor, id, clock()))) throw problem('not-available')
    await sessions.end(id)
  })
}
