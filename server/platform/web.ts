// The web server itself: the headers that keep a browser from telling or running anything else, the page and its
// files, health, and the refusal of requests that come from somebody else's page. Routes are added from outside.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { fastifyHelmet } from '@fastify/helmet'
import { fastifySwagger } from '@fastify/swagger'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import type { AnyContract } from '#shared/http/contract.ts'
import { contracts } from '#shared/http/contracts.ts'
import { limits } from '#shared/limits.ts'
import { decodeBytes } from '#shared/procedure/decode.ts'
import { answerProblem } from './answer-problem.ts'
import { batchQueries } from './batched-query.ts'
import type { Config } from './config.ts'
import { Door } from './door.ts'
import { problem } from './errors.ts'
import { describeRoute, openApi } from './openapi.ts'
import { servePage } from './page.ts'
import { securityHeaders, writeHeaders } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Forms of pages without scripts, of whoever has no session. */
    takesForms?: true
  }
}

export type WebDeps = {
  config: Pick<Config, 'tls' | 'publicUrl'>
  log: FastifyBaseLogger
  /** The origins whose pages may talk to us. Asked late: the port may be drawn when listening begins. */
  origins: () => Iterable<string>
  /** Whether the database answers. A rejection counts as no. */
  isReady(): boolean | Promise<boolean>
  /** Where the built client is; without it there is an API and no page. */
  clientDir?: string
  door?: Door
}

/** Whether browsers reach us over https: by our own certificate, or through a proxy that PUBLIC_URL names. */
export const isServedOverHttps = (config: WebDeps['config']): boolean =>
  config.tls !== undefined || Boolean(config.publicUrl?.startsWith('https:'))

/** The name of the cookie that a member asks with. */
export const sessionCookieName = (isHttps: boolean): string => (isHttps ? '__Host-greenroom' : 'greenroom')

/** Makes the server, ready for routes to be added; it does not listen yet. */
export async function createWeb(deps: WebDeps): Promise<FastifyInstance> {
  const { door = new Door() } = deps
  const app = createServer(deps, door)
  app.setErrorHandler(answerProblem)
  app.addHook('onRequest', async ({ raw: { socket } }) => {
    if (door.isTooMuch(socket)) throw problem('too-fast')
  })
  app.addHook('onRequest', async (request) => refuseForeignPages(request, deps.origins()))
  app.addHook('onRequest', async (_, reply) => writeHeaders(reply.raw))
  readBodies(app)
  const isHttps = isServedOverHttps(deps.config)
  await app.register(fastifyHelmet, securityHeaders({ isHttps, origins: deps.origins }))
  await app.register(fastifySwagger, openApi(sessionCookieName(isHttps)))
  addOwnRoutes(app, deps)
  await servePage(app, deps.clientDir)
  return app
}

function createServer({ config, log }: WebDeps, door: Door): FastifyInstance {
  const app = fastify({
    serverFactory: (listener) => openServer(config, door, listener),
    loggerInstance: log,
    // A line per request would write down addresses, and with them who reads which case.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (address) => door.addresses.isTrusted(address),
    bodyLimit: limits.maxBodyBytes,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  })
  // Fastify's types tell http from https; nothing here does.
  return app as unknown as FastifyInstance
}

/** Fastify opens one for each address that a host name stands for. Half requests end by these times, and at the door. */
function openServer({ tls }: WebDeps['config'], door: Door, listener: RequestListener) {
  const times = {
    headersTimeout: limits.headMs,
    requestTimeout: limits.askingMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: 1_000,
  }
  const server = tls
    ? createHttpsServer({ ...tls, ...times, handshakeTimeout: limits.silentMs }, listener)
    : createHttpServer(times, listener)
  door.follow(server)
  return server
}

/** A page of another origin changes nothing here, even if a browser should send our cookie along. */
function refuseForeignPages(
  { method, headers, routeOptions }: FastifyRequest,
  origins: Iterable<string>,
): void {
  if (method === 'GET' || method === 'HEAD' || headers.origin === undefined) return
  if ([...origins].includes(headers.origin)) return
  // A page that tells nobody where it comes from sends its forms so. They have no cookie, and no right that could be borrowed.
  if (headers.origin === 'null' && routeOptions.config.takesForms) return
  throw problem('wrong-origin', 'Open Greenroom at the address it names when it starts.')
}

/**
 * JSON, and files of Markdown. Forms and plain text are not read at all, so another site's form cannot speak to us. No bytes count as no body,
 * whatever the content type says.
 */
function readBodies(app: FastifyInstance): void {
  const readJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void readJson(request, body as string, done)
  })
  // A form cannot send this type, either. Its bytes stand for the text that they are in whatever encoding.
  app.addContentTypeParser('text/markdown', { parseAs: 'buffer' }, (_, body, done) => {
    const { text: markdown, encoding } = decodeBytes(body as Buffer)
    done(null, { markdown, encoding })
  })
}

function addOwnRoutes(app: FastifyInstance, { isReady }: WebDeps): void {
  const describe = (contract: AnyContract) => ({
    schema: describeRoute(contract),
    serializerCompiler: () => (told: unknown) => JSON.stringify(told),
  })
  app.get(contracts.health.url, describe(contracts.health), (_, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  )
  // However many ask at once, the database is asked once.
  const look = batchQueries<'ready', boolean>(async () => {
    const isUp = await Promise.resolve(isReady()).catch(() => false)
    return new Map([['ready', isUp]])
  })
  app.get(contracts.ready.url, describe(contracts.ready), async (_, reply) => {
    if (!(await look('ready'))) throw problem('busy')
    return reply.header('cache-control', 'no-store').send({ ok: true })
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'no-store').send(app.swagger()),
  )
}
