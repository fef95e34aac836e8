// Signing in by a click, in the demo only: each of three people has a host name of their own, which every browser
// finds on this machine by itself, so that one browser can be three people side by side. Outside the demo nobody
// adds this route.

import type { FastifyInstance } from 'fastify'
import type { Sessions } from '../people/sessions.ts'
import { type Config, originAt } from '../platform/config.ts'
import { problem } from '../platform/errors.ts'
import type { Cast, Name } from './cast.ts'

/** Who somebody is, by the first part of the host name. */
const guests = { chair: 'nkechi', coordinator: 'tomas', staff: 'maria' } as const satisfies Record<
  string,
  Name
>
type Guest = keyof typeof guests
const path = '/demo/sign-in'

const hostOf = (guest: string): string => `${guest}.localhost`

/** The origins under which the three open the demo. */
export const guestOrigins = (config: Config, port: number): string[] =>
  Object.keys(guests).map((guest) => originAt(config, hostOf(guest), port))

/** The links to print, by who they are for. */
export const guestLinks = (config: Config, port: number): { guest: string; url: string }[] =>
  Object.keys(guests).map((guest) => ({ guest, url: originAt(config, hostOf(guest), port) + path }))

/** Adds GET /demo/sign-in, which answers at the three host names only. */
export function addGuestDoor(
  app: FastifyInstance,
  { sessions, cast }: { sessions: Sessions; cast: () => Cast | undefined },
): void {
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const guest = Object.keys(guests).find((one): one is Guest => request.hostname === hostOf(one))
    const members = cast()?.members
    if (!guest || !members) throw problem('not-available')
    await sessions.start(members[guests[guest]], request, reply)
    return reply.header('cache-control', 'no-store').redirect('/')
  })
}
