// The routes about other members: the team's list, roles, ends, and ways back in.

import { contracts } from '#shared/http/contracts.ts'
import { problem } from '../platform/errors.ts'
import { endAccount } from './ends.ts'
import { readMe } from './me.ts'
import { confirmMember, readMembers } from './members.ts'
import { openPhone } from './own-phone.ts'
import type { PeopleDeps } from './people-deps.ts'
import { pickOrigin } from './pick-origin.ts'
import { lookAtRecovery, makeRecovery, recover } from './recovery.ts'
import { changeMember } from './roles.ts'
import type { Routes } from './route.ts'

/** Adds /api/members and /api/recovery. */
export function memberRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, isHere, sealing } = deps
  routes.forMembers(contracts.listMembers, async ({ actor }) => {
    const members = await readMembers(db, actor.event, clock())
    return members.map(({ sealedPhone, ...member }) => ({
      ...member,
      isHere: isHere(member.id),
      phone: openPhone(sealing, member.id, sealedPhone),
    }))
  })
  chairRoutes(routes, deps)
  recoveryRoutes(routes, deps)
}

function chairRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, memberChanged } = deps
  routes.forMembers(contracts.endAccount, async ({ actor, params: { id: member } }) => {
    if (member === actor.member) throw problem('conflict', 'You cannot end your own account.')
    await endAccount(deps, { event: actor.event, member, by: actor.member })
  })
  routes.forMembers(contracts.changeMember, async ({ actor, params: { id: member }, body: patch }) => {
    await changeMember(db, { event: actor.event, member, by: actor.member, patch, now: clock() })
    memberChanged(member, patch.until !== undefined)
  })
  routes.forMembers(contracts.confirmMember, async ({ actor, params: { id: member } }) => {
    await confirmMember(db, actor.member, { event: actor.event, member, now: clock() })
    memberChanged(member)
  })
}

function recoveryRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions, origins, memberChanged, memberRecovered } = deps
  routes.forMembers(contracts.makeRecovery, async ({ actor, params: { id: member }, request }) => {
    const made = await makeRecovery(db, actor, { event: actor.event, member, now: clock() })
    const link = `${pickOrigin(request, origins())}/recover#${made.token}`
    return { token: made.token, url: link, expiresAt: made.expiresAt.toISOString() }
  })
  routes.forAnyone(contracts.lookAtRecovery, async ({ body }) => {
    return (await lookAtRecovery(db, body.token, clock())).told
  })
  routes.forAnyone(contracts.recover, async ({ body, request, reply }) => {
    const done = await recover(deps, body, clock())
    done.handed()
    sessions.tellEnded(done.sessions)
    await sessions.start(done.member, request, reply)
    memberChanged(done.member)
    await memberRecovered(done.member, done.leads)
    return readMe(deps, done.member)
  })
}
