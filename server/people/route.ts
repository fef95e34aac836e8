// The one wrapper around every route of the API: finds who asks and what they may now, reads what they sent, and
// answers in the project's own words. A route never sees input that its schemas did not pass, and what it answers
// goes through its answer schema, so that a field nobody meant to tell never leaves.

import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { mayInEvent } from '#shared/access/rules.ts'
import { type AnyContract, type Read, type ShareName, statusOf, type Told } from '#shared/http/contract.ts'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Actor } from '../platform/actor.ts'
import { answerProblem } from '../platform/answer-problem.ts'
import { Door } from '../platform/door.ts'
import { problem } from '../platform/errors.ts'
import { readFieldErrors, wordIssue } from '../platform/field-errors.ts'
import { describeRoute } from '../platform/openapi.ts'
import { isSince } from '../platform/set-back.ts'
import type { Asking } from './asking.ts'

export type Answered<A> = A | Promise<A>

export type Sent<C extends AnyContract> = {
  body: Read<C, 'body'>
  params: Read<C, 'params'>
  query: Read<C, 'query'>
  request: FastifyRequest
  /** Where it comes from, to count by. */
  address: string
  /** For cookies and the like; the answer is what the handler returns. */
  reply: FastifyReply
}

/** A contract about one case. */
export type CaseContract = AnyContract & {
  who: 'members'
  right: NonNullable<AnyContract['right']>
  params: z.ZodType<{ id: CaseId }>
}

type Adds<Kind, Extra> = <C extends AnyContract & Kind>(
  contract: C,
  handle: (ask: Sent<C> & Extra) => Answered<Told<C>>,
) => void

export type Routes = {
  /** For signed-in members; everybody else gets not-signed-in. */
  forMembers: Adds<{ who: 'members'; right?: never }, { actor: Actor }>
  /** For `createCaseRoutes` alone, which asks for the right that the contract names. */
  forCase: Adds<CaseContract, { actor: Actor }>
  forAnyone: Adds<{ who: 'anyone' }, unknown>
}

type Deps = {
  /** Reads session, account and role from the database: called for every request. */
  findActor(request: FastifyRequest): Promise<Actor | undefined>
  clock?: () => Date
  /** Whose address it is, and whose connection. */
  door?: Door
  /** Counts what everybody asks; app.ts always gives it. */
  asking?: Asking
}

/** Makes the ways of adding a route to `app`. Handlers throw a Problem to refuse. A contract that cannot be right ends the start. */
export function createRoutes(app: FastifyInstance, deps: Deps): Routes {
  const now = deps.clock ?? (() => new Date())
  const { door = new Door(), asking } = deps
  const add = addOnce(app)
  const addressOf = (request: FastifyRequest) => door.addresses.of(request.raw)
  const forMembers: Adds<{ who: 'members' }, { actor: Actor }> = (contract, handle) => {
    const share = shareOf(contract, 'look', 'change')
    add(contract, async (request, reply) => {
      const actor = await deps.findActor(request)
      if (!actor) throw problem('not-signed-in')
      door.isMembers(request.raw.socket, actor.member)
      if (share !== 'free') asking?.countOfMember(actor, share)
      if (contract.may && !mayInEvent(actor.role, contract.may)) throw problem('not-available')
      if (contract.needsProof && !isProved(actor, now())) throw problem('needs-proof')
      const ask = { actor, ...readSent(contract, request), address: addressOf(request), request, reply }
      return asking ? asking.workFor(actor.member, () => handle(ask)) : handle(ask)
    })
  }
  return {
    forMembers,
    forCase: forMembers,
    forAnyone(contract, handle) {
      const share = shareOf(contract, 'glance', 'door')
      add(contract, (request, reply) => {
        const address = addressOf(request)
        if (share !== 'free') asking?.countOfAddress(address, share)
        return handle({ ...readSent(contract, request), address, request, reply })
      })
    },
  }
}

const shareOf = (
  { method, share }: Pick<AnyContract, 'method' | 'share'>,
  reading: ShareName,
  changing: ShareName,
): ShareName | 'free' => share ?? (method === 'GET' ? reading : changing)

const isProved = (actor: Actor, now: Date) => isSince(actor.provedAt, now, limits.proofMinutes * 60_000)

type Answers = (request: FastifyRequest, reply: FastifyReply) => unknown

/** @throws Error for a second route of an operation, and for one about a case that the access matrix would not know */
function addOnce(app: FastifyInstance): (contract: AnyContract, answer: Answers) => void {
  const added = new Set<string>()
  return (contract, answer) => {
    const { operation, url, right } = contract
    if (added.has(operation)) throw new Error(`${operation} is there twice`)
    if (/\/cases\/:/.test(url) && !right) throw new Error(`${operation} is about a case and names no right`)
    added.add(operation)
    addRoute(app, contract, answer)
  }
}

function addRoute(app: FastifyInstance, contract: AnyContract, answer: Answers): void {
  // In a scope of its own: nowhere else is a body read that is not JSON.
  if (contract.takesBytes)
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_, bytes, done) => done(null, bytes))
      addRouteTo(scope, contract, answer)
    })
  else addRouteTo(app, contract, answer)
}

function addRouteTo(app: FastifyInstance, contract: AnyContract, answer: Answers): void {
  const status = statusOf(contract)
  app.route({
    method: contract.method,
    url: contract.url,
    schema: describeRoute(contract),
    ...(contract.whileOpen && { constraints: { open: contract.whileOpen } }),
    ...(contract.maxBytes && { bodyLimit: contract.maxBytes }),
    // The schemas above are for the OpenAPI document; validation is below, after the question who asks.
    validatorCompiler: () => () => true,
    serializerCompiler: () => (data) => JSON.stringify(data),
    errorHandler: answerProblem,
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').status(status)
      const answered = await answer(request, reply)
      if (contract.givesBytes) return sendBytes(reply, answered as Uint8Array | AsyncIterable<Uint8Array>)
      if (!contract.answer) return reply.send()
      const told = contract.answer.parse(answered)
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(told))
    },
  })
}

/** In pieces, each read when the one before has gone out. */
const sendBytes = (reply: FastifyReply, bytes: Uint8Array | AsyncIterable<Uint8Array>) =>
  reply.send(bytes instanceof Uint8Array ? bytes : Readable.from(bytes, { objectMode: false }))

type Parts<C extends AnyContract> = Pick<Sent<C>, 'params' | 'query' | 'body'>

/** @throws Problem not-available or bad-request for what its schemas do not let through */
function readSent<C extends AnyContract>(contract: C, request: FastifyRequest): Parts<C> {
  const params = contract.params?.safeParse(request.params)
  if (params && !params.success) throw problem('not-available')
  return {
    params: params?.data,
    query: read(contract.query, request.query),
    body: read(contract.body, request.body),
  } as Parts<C>
}

function read(schema: z.ZodType | undefined, sent: unknown): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(sent, { error: wordIssue })
  if (!result.success) throw problem('bad-request', undefined, readFieldErrors(result.error))
  return result.data
}
