// The address that goes into links and pictures for other devices. What a request says of itself is believed only where it is
// one of our own origins.

import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** The first is PUBLIC_URL, where it is set; else this machine by its own name. */
type Origins = Iterable<string>

/**
 * For links that somebody hands on: PUBLIC_URL, or the address under which they see us themselves, or one in this network.
 * Where there is none that another device could reach, the one that is used.
 */
export function pickOrigin(request: FastifyRequest, origins: Origins): string {
  const ours = [...origins]
  return findReach(request, ours) ?? ours.find((origin) => origin === request.headers.origin) ?? ours[0] ?? ''
}

/** The origin under which phones reach us; undefined where only this machine does. */
export function findReach({ headers, protocol, host }: FastifyRequest, origins: Origins): string | undefined {
  const ours = [...origins]
  const reaching = ours.filter(isReachable)
  const used = headers.origin ?? `${protocol}://${host}`
  return reaching.find((origin) => origin === ours[0] || origin === used) ?? reaching[0]
}

/** Whether another device could mean the same machine by it. */
function isReachable(origin: string): boolean {
  const name = URL.parse(origin)?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const isOfThisMachine = isIP(name) === 4 ? name.startsWith('127.') : name === '::1'
  return !isOfThisMachine && !/(^|\.)localhost$/.test(name)
}
