// Signing in by a click, in the demo only. On this machine each of three people has a host name of their own, which every
// browser finds by itself, so that one browser can be three people side by side. From a phone or another machine there is
// one address, and a drawn word in the link says who one is: whoever is merely in the same network cannot walk in.
// Outside the demo nobody adds these routes.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Sessions } from '../people/sessions.ts'
import { drawToken } from '../people/tokens.ts'
import { type Config, originAt } from '../platform/config.ts'
import { problem } from '../platform/errors.ts'
import type { Cast, Name } from './cast.ts'

/** Who somebody is, by the first part of the host name. */
const people = { chair: 'nkechi', coordinator: 'tomas', staff: 'maria' } as const satisfies Record<
  string,
  Name
>
type Guest = keyof typeof people
const door = '/demo/sign-in'
const everyGuest = Object.keys(people) as Guest[]

/** Whom one can be, and by which path from elsewhere. */
export type Guests = readonly { guest: Guest; path: string }[]

const hostOf = (guest: Guest): string => `${guest}.localhost`

/** The origins under which the three open the demo on this machine. */
export const guestOrigins = (config: Config, port: number): string[] =>
  everyGuest.map((guest) => originAt(config, hostOf(guest), port))

/** The links for this machine, by who they are for. */
export const localGuestLinks = (config: Config, port: number): { guest: Guest; url: string }[] =>
  everyGuest.map((guest) => ({ guest, url: originAt(config, hostOf(guest), port) + door }))

/** Adds GET /demo/sign-in, which answers at the three host names only, and one path a guest for everywhere else. */
export function addGuestDoor(
  app: FastifyInstance,
  { sessions, cast }: { sessions: Sessions; cast: () => Cast | undefined },
): Guests {
  const guests = everyGuest.map((guest) => ({ guest, path: `${door}/${drawToken()}` }))
  const letIn = async (guest: Guest | undefined, request: FastifyRequest, reply: FastifyReply) => {
    const members = cast()?.members
    if (!guest || !members) throw problem('not-available')
    await sessions.start(members[people[guest]], request, reply)
    return reply.header('cache-control', 'no-store').redirect('/')
  }
  const own = { schema: { hide: true } }
  app.get(door, own, (request, reply) =>
    letIn(
      everyGuest.find((one) => request.hostname === hostOf(one)),
      request,
      reply,
    ),
  )
  for (const { guest, path } of guests) app.get(path, own, (request, reply) => letIn(guest, request, reply))
  return guests
}
