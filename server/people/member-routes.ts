// The routes about other members: the team's list, roles, ends, and ways back in.

import { actingRole } from '#shared/access/rules.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { Member } from '#shared/http/people.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { endAccount } from './ends.ts'
import { readMe } from './me.ts'
import { confirmMember, readMembers } from './members.ts'
import { readOnDuty } from './on-duty.ts'
import { openOwnWord } from './own-words.ts'
import type { PeopleDeps } from './people-deps.ts'
import { pickOrigin } from './pick-origin.ts'
import { lookAtRecovery, makeRecovery, recover } from './recovery.ts'
import { changeMember } from './roles.ts'
import type { Routes } from './route.ts'

/** Adds /api/members and /api/recovery. */
export function memberRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, isHere, sealing } = deps
  routes.forMembers(contracts.listMembers, async ({ actor }) => {
    const now = clock()
    const members = await readMembers(db, actor.event, now)
    const onDuty = await readOnDuty(db, actor.event, now)
    return members.map(({ sealed, ...member }) => ({
      ...member,
      isHere: isHere(member.id),
      phone: maySeePhone(actor, member, onDuty)
        ? openOwnWord(sealing, 'phone', member.id, sealed.phone)
        : null,
      speaks: openOwnWord(sealing, 'speaks', member.id, sealed.speaks),
    }))
  })
  chairRoutes(routes, deps)
  recoveryRoutes(routes, deps)
}

/** Whoever runs the team is called by everybody, and calls everybody; staff are called by everybody while they are on duty. */
const maySeePhone = (
  { member, role }: Pick<Actor, 'member' | 'role'>,
  of: Pick<Member, 'id' | 'role' | 'isConfirmed'>,
  onDuty: ReadonlySet<MemberId>,
): boolean => role !== 'staff' || actingRole(of) !== 'staff' || of.id === member || onDuty.has(of.id)

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
