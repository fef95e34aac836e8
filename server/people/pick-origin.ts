import type { FastifyRequest } from 'fastify'

/** For links that somebody hands on: the address under which they see us is the one most likely to work for the other. */
export function pickOrigin(request: FastifyRequest, origins: Iterable<string>): string {
  const ours = [...origins]
  return ours.find((origin) => origin === request.headers.origin) ?? ours[0] ?? ''
}
