// The routes of the team: set-up, sign-in, the second proof, invitations; members and one's own account have files of their own.
// Each asks for rights as they are now (route.ts); what they promise is in shared/http/people.ts.

import { mayInviteAs } from '#shared/access/rules.ts'
import { contracts } from '#shared/http/contracts.ts'
import { batchQueries } from '../platform/batched-query.ts'
import { problem } from '../platform/errors.ts'
import { foldEmail } from './attempt-limiter.ts'
import {
  acceptInvitation,
  invite,
  lookAtInvitation,
  readOpenInvitations,
  revokeInvitation,
} from './invitations.ts'
import { readMe } from './me.ts'
import { memberRoutes } from './member-routes.ts'
import { numberRoutes } from './number-routes.ts'
import { outsideRoutes } from './outside-routes.ts'
import { ownRoutes } from './own-routes.ts'
import type { PeopleDeps } from './people-deps.ts'
import { findReach, pickOrigin } from './pick-origin.ts'
import type { Routes } from './route.ts'
import { findEvent, setUp } from './setup.ts'
import { holdPassword, proveAgain, signIn } from './sign-in.ts'

/** Adds the routes of the team. */
export function peopleRoutes(routes: Routes, deps: PeopleDeps): void {
  frontRoutes(routes, deps)
  sessionRoutes(routes, deps)
  invitationRoutes(routes, deps)
  acceptRoutes(routes, deps)
  memberRoutes(routes, deps)
  ownRoutes(routes, deps)
  outsideRoutes(routes, deps)
  numberRoutes(routes, deps)
}

function frontRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions, setup, sealing, isDemo, membersChanged, origins } = deps
  // However many strangers ask at once, the database is asked once.
  const look = batchQueries<'event', Awaited<ReturnType<typeof findEvent>>>(
    async () => new Map([['event', await findEvent(db)]]),
  )
  routes.forAnyone(contracts.readFront, async ({ request }) => {
    const event = await look('event')
    const reach = findReach(request, origins()) ?? null
    return { isSetUp: Boolean(event), event: event ? { name: event.name } : null, isDemo, reach }
  })
  routes.forAnyone(contracts.setUp, async ({ body, request, reply }) => {
    const member = await setUp({ db, setup, sealing, ask: body, now: clock() })
    await sessions.start(member, request, reply)
    membersChanged()
    return readMe(deps, member)
  })
}

function sessionRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions } = deps
  routes.forAnyone(contracts.signIn, async ({ body, address, request, reply }) => {
    const email = foldEmail(body.email)
    const account = await signIn(db, {
      ...{ email, password: body.password, address, now: clock() },
      device: await sessions.findKnownDevice(request, email),
      isGone: () => request.raw.socket.destroyed,
    })
    await sessions.start(account.id, request, reply, (trx) => holdPassword(trx, account))
    return readMe(deps, account.id)
  })
  routes.forAnyone(contracts.signOut, async ({ request, reply }) => {
    const actor = await sessions.findActor(request)
    if (actor) await sessions.end(actor.session)
    sessions.clearCookie(reply)
  })
  routes.forMembers(contracts.prove, async ({ actor, body }) => {
    await proveAgain(db, actor, body.password, clock())
    await sessions.prove(actor.session)
  })
}

function invitationRoutes(routes: Routes, { db, clock, origins }: PeopleDeps): void {
  routes.forMembers(contracts.makeInvitation, async ({ actor, body, request }) => {
    if (!mayInviteAs(actor.role, body.role)) throw problem('not-available')
    const made = await invite(db, actor, body, clock())
    return { ...made, url: `${pickOrigin(request, origins())}/invite#${made.token}` }
  })
  routes.forMembers(contracts.listInvitations, ({ actor }) => readOpenInvitations(db, actor.event, clock()))
  routes.forMembers(contracts.revokeInvitation, ({ actor, params }) =>
    revokeInvitation(db, actor, params.id, clock()),
  )
}

function acceptRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions, membersChanged, casesChanged, arrived } = deps
  routes.forAnyone(contracts.lookAtInvitation, ({ body }) => lookAtInvitation(db, body.token, clock()))
  routes.forAnyone(contracts.acceptInvitation, async ({ body, request, reply }) => {
    const { member, waitsIn, keptOut } = await acceptInvitation(deps, body, clock())
    await sessions.start(member, request, reply)
    membersChanged()
    await casesChanged(keptOut)
    if (waitsIn) await arrived(waitsIn)
    return readMe(deps, member)
  })
}
