// Turns whatever was thrown while a request was answered into a problem document. Only a Problem says more than its
// kind; what nobody foresaw is logged without its message, because messages of databases and parsers quote people's words.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway } from './db.ts'
import { Problem, problem, problemType } from './errors.ts'

/** What Fastify itself throws before a route is reached, by its code. */
const byCode: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => problem('too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => problem('unsupported-media', 'Send JSON (application/json).'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => problem('bad-request', 'The body is not JSON.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => problem('bad-request', 'The body is empty.'),
  FST_ERR_BAD_URL: () => problem('not-available'),
}

/** Answers with the problem that fits the error. Used as Fastify's error handler, of the app and of each route. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = findProblem(error)
  if (!found) logUnforeseen(error, request)
  const { status, body, retryAfterSeconds } = found ?? problem('failed')
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)))
  return reply.status(status).header('cache-control', 'no-store').type(problemType).send(JSON.stringify(body))
}

function findProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  const known = typeof code === 'string' ? byCode[code] : undefined
  if (known) return known()
  if (isDatabaseAway(error)) return problem('busy')
  const isTheirs = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return isTheirs ? problem('bad-request') : undefined
}

function logUnforeseen(error: unknown, request: FastifyRequest): void {
  const { name, code, stack } = error instanceof Error ? (error as Error & { code?: unknown }) : ({} as never)
  const at = stack?.split('\n').filter((line: string) => /^\s+at /.test(line))
  const route = `${request.method} ${request.routeOptions.url ?? ''}`
  request.log.error({ request: request.id, route, error: name, code, at }, 'A request failed')
}
