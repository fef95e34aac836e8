// The web server itself: the headers that keep a browser from telling or running anything else, the page and its
// files, health, and the refusal of requests that come from somebody else's page. Routes are added from outside.

import { randomUUID } from 'node:crypto'
import { fastifyHelmet } from '@fastify/helmet'
import { fastifySwagger } from '@fastify/swagger'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { limits } from '#shared/limits.ts'
import { answerProblem } from './answer-problem.ts'
import type { Config } from './config.ts'
import { problem } from './errors.ts'
import { servePage } from './page.ts'
import { securityHeaders } from './security-headers.ts'

export type WebDeps = {
  config: Pick<Config, 'tls' | 'publicUrl'>
  log: FastifyBaseLogger
  /** The origins whose pages may talk to us. Asked late: the port may be drawn when listening begins. */
  origins: () => Iterable<string>
  /** Whether the database answers. A rejection counts as no. */
  isReady(): boolean | Promise<boolean>
  /** Where the built client is; without it there is an API and no page. */
  clientDir?: string
}

/** Whether browsers reach us over https: by our own certificate, or through a proxy that PUBLIC_URL names. */
export const isServedOverHttps = (config: WebDeps['config']): boolean =>
  config.tls !== undefined || Boolean(config.publicUrl?.startsWith('https:'))

/** Makes the server, ready for routes to be added; it does not listen yet. */
export async function createWeb(deps: WebDeps): Promise<FastifyInstance> {
  const app = createServer(deps)
  app.setErrorHandler(answerProblem)
  app.addHook('onRequest', async (request) => refuseForeignPages(request, deps.origins()))
  readOnlyJson(app)
  const isHttps = isServedOverHttps(deps.config)
  await app.register(fastifyHelmet, securityHeaders({ isHttps, origins: deps.origins }))
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Greenroom', version: '1' } },
    transform: (route) =>
      route.schema?.summary ? jsonSchemaTransform(route) : { url: route.url, schema: { hide: true } },
  })
  addOwnRoutes(app, deps)
  await servePage(app, deps.clientDir)
  return app
}

function createServer({ config, log }: WebDeps): FastifyInstance {
  const app = fastify({
    https: config.tls ?? null,
    loggerInstance: log,
    // A line per request would write down addresses, and with them who reads which case.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false,
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: 30_000,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  })
  // Fastify's types tell http from https; nothing here does.
  return app as unknown as FastifyInstance
}

/** A page of another origin changes nothing here, even if a browser should send our cookie along. */
function refuseForeignPages({ method, headers }: FastifyRequest, origins: Iterable<string>): void {
  if (method === 'GET' || method === 'HEAD' || headers.origin === undefined) return
  if ([...origins].includes(headers.origin)) return
  throw problem('wrong-origin', 'Open Greenroom at the address it names when it starts.')
}

/**
 * Forms and plain text are not read at all, so another site's form cannot speak to us. No bytes count as no body,
 * whatever the content type says.
 */
function readOnlyJson(app: FastifyInstance): void {
  const readJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void readJson(request, body as string, done)
  })
}

function addOwnRoutes(app: FastifyInstance, { isReady }: WebDeps): void {
  const ok = { response: { 200: z.object({ ok: z.literal(true) }) } }
  const describe = (summary: string) => ({
    schema: { summary, ...ok },
    serializerCompiler: () => (told: unknown) => JSON.stringify(told),
  })
  app.get('/api/health', describe('The process answers'), (_, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  )
  app.get('/api/ready', describe('The database answers too'), async (_, reply) => {
    const isUp = await Promise.resolve(isReady()).catch(() => false)
    if (!isUp) throw problem('busy')
    return reply.header('cache-control', 'no-store').send({ ok: true })
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'no-store').send(app.swagger()),
  )
}
