// The routes of the team: set-up, sign-in, the second proof, invitations, members. Each asks for rights as they are
// now (route.ts); what they promise is in shared/http/people.ts.

import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  Front,
  Invitation,
  InvitationAcceptAsk,
  InvitationAsk,
  InvitationLook,
  InvitationLookAsk,
  Me,
  Member,
  NewInvitation,
  ProveAsk,
  SetupAsk,
  SignInAsk,
} from '#shared/http/people.ts'
import { InvitationId, MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import {
  acceptInvitation,
  invite,
  lookAtInvitation,
  readOpenInvitations,
  revokeInvitation,
} from './invitations.ts'
import { endMember, findAccount, readMembers } from './members.ts'
import { isPassword } from './passwords.ts'
import type { Routes } from './route.ts'
import type { Sessions } from './sessions.ts'
import { findEvent, type Setup, setUp } from './setup.ts'
import { countTry, foldEmail, forgetTries } from './tries.ts'

export type PeopleDeps = {
  db: Db
  clock: () => Date
  sessions: Sessions
  setup: Setup
  isDemo: boolean
  /** The origins that people open us under; the first is the one to hand out. Asked late: a port may be drawn. */
  origins: () => Iterable<string>
  /** Whether the member has a device connected now. */
  isHere(member: MemberId): boolean
  /** After an account was ended and its sessions are gone. */
  memberEnded(member: MemberId): void | Promise<void>
  /** After somebody joined or left the team. */
  membersChanged(): void
}

/** Adds the routes of the team. */
export function peopleRoutes(routes: Routes, deps: PeopleDeps): void {
  frontRoutes(routes, deps)
  sessionRoutes(routes, deps)
  invitationRoutes(routes, deps)
  acceptRoutes(routes, deps)
  memberRoutes(routes, deps)
}

function frontRoutes(
  routes: Routes,
  { db, clock, sessions, setup, isDemo, membersChanged }: PeopleDeps,
): void {
  routes.forAnyone(
    { method: 'GET', url: '/api/front', summary: 'What the front door shows', answer: Front },
    async () => {
      const event = await findEvent(db)
      return { isSetUp: Boolean(event), event: event ? { name: event.name } : null, isDemo }
    },
  )
  routes.forAnyone(
    {
      method: 'POST',
      url: '/api/setup',
      summary: 'Makes the event and its chair',
      body: SetupAsk,
      status: 201,
      answer: Me,
    },
    async ({ body, request, reply }) => {
      const member = await setUp({ db, setup, ask: body, now: clock() })
      await sessions.start(member, request, reply)
      membersChanged()
      return readMe(db, member)
    },
  )
  routes.forMembers(
    { method: 'GET', url: '/api/me', summary: 'Who is signed in here', answer: Me },
    ({ asker }) => readMe(db, asker.member),
  )
}

function sessionRoutes(routes: Routes, { db, clock, sessions }: PeopleDeps): void {
  routes.forAnyone(
    { method: 'POST', url: '/api/sign-in', summary: 'Signs in on this browser', body: SignInAsk, answer: Me },
    async ({ body, request, reply }) => {
      const email = foldEmail(body.email)
      await countTry(db, email, clock())
      const account = await findAccount(db, email)
      const isRight = await isPassword(body.password, account?.passwordHash)
      if (!account || !isRight) {
        throw problem('wrong-pair', 'That did not work. Check the address and the password.')
      }
      await forgetTries(db, email)
      await sessions.start(account.id, request, reply)
      return readMe(db, account.id)
    },
  )
  routes.forAnyone(
    { method: 'POST', url: '/api/sign-out', summary: 'Ends the session of this browser' },
    async ({ request, reply }) => {
      const asker = await sessions.findAsker(request)
      if (asker) await sessions.end(asker.session)
      sessions.clearCookie(reply)
    },
  )
  routes.forMembers(
    { method: 'POST', url: '/api/prove', summary: 'Gives the password once more', body: ProveAsk },
    async ({ asker, body }) => {
      const { email, password_hash } = await db
        .selectFrom('members')
        .select(['email', 'password_hash'])
        .where('id', '=', asker.member)
        .executeTakeFirstOrThrow()
      await countTry(db, email, clock())
      if (!(await isPassword(body.password, password_hash))) {
        throw problem('wrong-pair', 'That did not work. Check the password.')
      }
      await forgetTries(db, email)
      await sessions.prove(asker.session)
    },
  )
}

function invitationRoutes(routes: Routes, { db, clock, origins }: PeopleDeps): void {
  const url = '/api/invitations'
  routes.forMembers(
    {
      method: 'POST',
      url,
      summary: 'Makes an invitation',
      may: 'invite',
      body: InvitationAsk,
      status: 201,
      answer: NewInvitation,
    },
    async ({ asker, body, request }) => {
      const made = await invite(db, asker, body, clock())
      return { ...made, url: `${pickOrigin(request, origins())}/invite#${made.token}` }
    },
  )
  routes.forMembers(
    { method: 'GET', url, summary: 'Invitations still open', may: 'invite', answer: z.array(Invitation) },
    ({ asker }) => readOpenInvitations(db, asker.event, clock()),
  )
  routes.forMembers(
    {
      method: 'DELETE',
      url: `${url}/:id`,
      summary: 'Takes an invitation back',
      may: 'invite',
      params: z.object({ id: InvitationId }),
    },
    ({ asker, params }) => revokeInvitation(db, asker.event, params.id, clock()),
  )
}

/** The address under which whoever invites sees us is the one most likely to work for the guest. */
function pickOrigin(request: FastifyRequest, origins: Iterable<string>): string {
  const ours = [...origins]
  return ours.find((origin) => origin === request.headers.origin) ?? ours[0] ?? ''
}

function acceptRoutes(routes: Routes, { db, clock, sessions, membersChanged }: PeopleDeps): void {
  const look = { method: 'POST', url: '/api/invitations/look', summary: 'What an invitation is for' } as const
  routes.forAnyone({ ...look, body: InvitationLookAsk, answer: InvitationLook }, ({ body }) =>
    lookAtInvitation(db, body.token, clock()),
  )
  const accept = { method: 'POST', url: '/api/invitations/accept', summary: 'Joins the team' } as const
  routes.forAnyone(
    { ...accept, body: InvitationAcceptAsk, status: 201, answer: Me },
    async ({ body, request, reply }) => {
      const member = await acceptInvitation(db, body, clock())
      await sessions.start(member, request, reply)
      membersChanged()
      return readMe(db, member)
    },
  )
}

function memberRoutes(routes: Routes, deps: PeopleDeps): void {
  const { db, clock, sessions, isHere, memberEnded, membersChanged } = deps
  routes.forMembers(
    { method: 'GET', url: '/api/members', summary: 'The team', answer: z.array(Member) },
    async ({ asker }) => {
      const members = await readMembers(db, asker.event)
      return members.map((member) => ({ ...member, isHere: isHere(member.id) }))
    },
  )
  routes.forMembers(
    {
      method: 'DELETE',
      url: '/api/members/:id',
      summary: 'Ends an account',
      may: 'end-account',
      needsProof: true,
      params: z.object({ id: MemberId }),
    },
    async ({ asker, params: { id: member } }) => {
      if (member === asker.member) throw problem('conflict', 'You cannot end your own account.')
      await endMember(db, { event: asker.event, member, now: clock() })
      await sessions.endAllOf(member)
      membersChanged()
      await memberEnded(member)
    },
  )
}

async function readMe(db: Db, member: MemberId): Promise<z.input<typeof Me>> {
  const row = await db
    .selectFrom('members as m')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id', 'm.name', 'm.role', 'm.colour', 'e.id as eventId', 'e.name as eventName', 'e.time_zone'])
    .where('m.id', '=', member)
    .executeTakeFirstOrThrow()
  const { id, name, role, colour } = row
  return {
    member: { id, name, role, colour },
    event: { id: row.eventId, name: row.eventName, timeZone: row.time_zone },
  }
}
