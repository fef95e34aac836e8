// The one wrapper around every route of the API: finds who asks and what they may now, reads what they sent, and
// answers in the project's own words. A route never sees input that its schemas did not pass, and what it answers
// goes through its answer schema, so that a field nobody meant to tell never leaves.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type EventAction, mayInEvent } from '#shared/access/rules.ts'
import { limits } from '#shared/limits.ts'
import { answerProblem } from '../platform/answer-problem.ts'
import { problem } from '../platform/errors.ts'
import { readFieldErrors, wordIssue } from '../platform/field-errors.ts'
import type { Asker } from './asker.ts'

export type Answered<A> = A | Promise<A>

export type RouteSpec<
  B extends z.ZodType = z.ZodUndefined,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodVoid,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  /** One line for the OpenAPI document. */
  summary: string
  body?: B
  /** Ids that do not even look like ids are answered like unknown ones: not-available. */
  params?: P
  query?: Q
  answer?: A
  /** 200, or 204 when there is no answer schema. */
  status?: number
  /** Refused as not-available to a role that may not do this in the event. */
  may?: EventAction
  /** Refused as needs-proof unless the password was given in the last ten minutes. */
  needsProof?: boolean
}

type Sent<B extends z.ZodType, P extends z.ZodType, Q extends z.ZodType> = {
  body: z.output<B>
  params: z.output<P>
  query: z.output<Q>
  request: FastifyRequest
  /** For cookies and the like; the answer is what the handler returns. */
  reply: FastifyReply
}

type Adds<Extra> = <
  B extends z.ZodType = z.ZodUndefined,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodVoid,
>(
  spec: RouteSpec<B, P, Q, A>,
  handle: (ask: Sent<B, P, Q> & Extra) => Answered<z.input<A>>,
) => void

export type Routes = {
  /** For signed-in members; everybody else gets not-signed-in. */
  forMembers: Adds<{ asker: Asker }>
  forAnyone: Adds<unknown>
}

type Deps = {
  /** Reads session, account and role from the database: called for every request. */
  findAsker(request: FastifyRequest): Promise<Asker | undefined>
  clock?: () => Date
}

/** Makes the two ways of adding a route to `app`. Handlers throw a Problem to refuse. */
export function createRoutes(app: FastifyInstance, deps: Deps): Routes {
  const now = deps.clock ?? (() => new Date())
  return {
    forMembers(spec, handle) {
      addRoute(app, spec, async (request, reply) => {
        const asker = await deps.findAsker(request)
        if (!asker) throw problem('not-signed-in')
        if (spec.may && !mayInEvent(asker.role, spec.may)) throw problem('not-available')
        if (spec.needsProof && !isProved(asker, now())) throw problem('needs-proof')
        return handle({ asker, ...readSent(spec, request), request, reply })
      })
    },
    forAnyone(spec, handle) {
      addRoute(app, spec, (request, reply) => handle({ ...readSent(spec, request), request, reply }))
    },
  }
}

const isProved = (asker: Asker, now: Date) =>
  now.getTime() - asker.provedAt.getTime() < limits.proofMinutes * 60_000

type AnySpec = RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

function addRoute<A extends z.ZodType>(
  app: FastifyInstance,
  spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType, A>,
  answer: (request: FastifyRequest, reply: FastifyReply) => unknown,
): void {
  const status = spec.status ?? (spec.answer ? 200 : 204)
  app.route({
    method: spec.method,
    url: spec.url,
    schema: describe(spec, status),
    // The schemas above are for the OpenAPI document; validation is below, after the question who asks.
    validatorCompiler: () => () => true,
    serializerCompiler: () => (data) => JSON.stringify(data),
    errorHandler: answerProblem,
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').status(status)
      const answered = await answer(request, reply)
      if (!spec.answer) return reply.send()
      const told = spec.answer.parse(answered)
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(told))
    },
  })
}

function readSent<B extends z.ZodType, P extends z.ZodType, Q extends z.ZodType>(
  spec: RouteSpec<B, P, Q, z.ZodType>,
  request: FastifyRequest,
): { body: z.output<B>; params: z.output<P>; query: z.output<Q> } {
  const params = spec.params?.safeParse(request.params)
  if (params && !params.success) throw problem('not-available')
  return {
    params: params?.data as z.output<P>,
    query: read(spec.query, request.query) as z.output<Q>,
    body: read(spec.body, request.body) as z.output<B>,
  }
}

function read(schema: z.ZodType | undefined, sent: unknown): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(sent, { error: wordIssue })
  if (!result.success) throw problem('bad-request', undefined, readFieldErrors(result.error))
  return result.data
}

function describe(spec: AnySpec, status: number): Record<string, unknown> {
  return {
    summary: spec.summary,
    ...(spec.body && { body: spec.body }),
    ...(spec.params && { params: spec.params }),
    ...(spec.query && { querystring: spec.query }),
    response: { [status]: spec.answer ?? z.null().describe('Done; there is nothing to tell') },
  }
}
