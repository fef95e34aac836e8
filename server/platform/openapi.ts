// The OpenAPI document: what programs outside the code, and the generators of their clients, read. It is made of their
// contracts; every schema that shared/http exports stands in it once, under its name there.

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as arrivals from '#shared/http/arrivals.ts'
import * as attendee from '#shared/http/attendee.ts'
import * as cases from '#shared/http/cases.ts'
import * as contacts from '#shared/http/contacts.ts'
import { type AnyContract, statusOf } from '#shared/http/contract.ts'
import * as devices from '#shared/http/devices.ts'
import * as display from '#shared/http/display.ts'
import * as files from '#shared/http/files.ts'
import * as firstResponse from '#shared/http/first-response.ts'
import * as mails from '#shared/http/mails.ts'
import * as meetings from '#shared/http/meetings.ts'
import * as outside from '#shared/http/outside.ts'
import * as pages from '#shared/http/pages.ts'
import * as people from '#shared/http/people.ts'
import * as phones from '#shared/http/phones.ts'
import type { ProblemKind } from '#shared/http/problem-kinds.ts'
import * as procedure from '#shared/http/procedure.ts'
import * as push from '#shared/http/push.ts'
import * as roster from '#shared/http/roster.ts'
import * as tasks from '#shared/http/tasks.ts'
import * as ids from '#shared/ids.ts'
import { problems, problemType } from './errors.ts'
import { nameSchemasOnce } from './openapi-names.ts'

/** The body of every refusal (RFC 9457). */
const Problem = z.object({
  type: z.enum(
    (Object.keys(problems) as ProblemKind[]).map(
      (kind) => `urn:greenroom:problem:${kind.replaceAll(' ', '-')}`,
    ),
  ),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})

const schemas = {
  Problem,
  ...ids,
  ...arrivals,
  ...attendee,
  ...cases,
  ...meetings,
  ...devices,
  ...display,
  ...contacts,
  ...firstResponse,
  ...files,
  ...mails,
  ...outside,
  ...pages,
  ...people,
  ...phones,
  ...procedure,
  ...push,
  ...roster,
  ...tasks,
}

function namedSchemas() {
  const named = z.registry<{ id?: string }>()
  const known = new Set<z.ZodType>()
  for (const [id, schema] of Object.entries(schemas)) {
    if (!(schema instanceof z.ZodType) || known.has(schema)) continue
    known.add(schema)
    named.add(schema, { id })
  }
  return named
}

/** The part of the product that a path belongs to; the first of its words that has one. */
const tags: Readonly<Record<string, string>> = {
  cases: 'cases',
  arrivals: 'cases',
  reports: 'reports',
  public: 'reports',
  event: 'team',
  files: 'reports',
  mails: 'reports',
  'code-names': 'reports',
  tasks: 'tasks',
  my: 'tasks',
  pages: 'paging',
  members: 'team',
  outside: 'team',
  numbers: 'team',
  clocks: 'team',
  roster: 'team',
  procedure: 'procedure',
  invitations: 'team',
  setup: 'team',
  front: 'session',
  me: 'session',
  'sign-in': 'session',
  'sign-out': 'session',
  prove: 'session',
  recovery: 'session',
  device: 'devices',
  phone: 'devices',
  'phone-codes': 'devices',
  'waiting-phones': 'devices',
  push: 'devices',
  join: 'meetings',
  health: 'server',
  ready: 'server',
}

const bytesType = 'application/octet-stream'
const someBytes = z.string().meta({ format: 'binary' })

export function describeRoute(contract: AnyContract): Record<string, unknown> {
  const { url, operation, summary, who, body, params, query, answer, takesBytes, givesBytes } = contract
  const [, word = ''] = /^\/api\/([^/]+)/.exec(url) ?? []
  const tag = tags[word]
  return {
    operationId: operation,
    summary,
    tags: tag ? [tag] : [],
    security: who === 'members' ? [{ session: [] }] : [],
    ...(body && { body }),
    ...(takesBytes && { body: someBytes, consumes: [bytesType] }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    response: {
      [statusOf(contract)]: answer
        ? { description: 'Done', content: { 'application/json': { schema: answer } } }
        : givesBytes
          ? { description: 'Its bytes', content: { [bytesType]: { schema: someBytes } } }
          : z.null().describe('Done; there is nothing to tell'),
      ...describeRefusals(refusalsOf(contract)),
    },
  }
}

function refusalsOf({ who, method, body, query, params, may, right, needsProof, refuses = [] }: AnyContract) {
  return new Set<ProblemKind>([
    // A case that is closed.
    ...when(right && method !== 'GET', 'conflict'),
    ...when(body || query, 'bad-request'),
    ...when(who === 'members', 'not-signed-in'),
    ...when(method !== 'GET', 'wrong-origin'),
    ...when(needsProof, 'needs-proof'),
    ...when(params || may, 'not-available'),
    ...when(body, 'too-large', 'unsupported-media'),
    'too-fast',
    'failed',
    'busy',
    ...refuses,
  ])
}

const when = (is: unknown, ...kinds: ProblemKind[]): ProblemKind[] => (is ? kinds : [])

/** One answer for each status, with the titles of everything that it may mean. */
function describeRefusals(kinds: Iterable<ProblemKind>): Record<number, unknown> {
  const titles = new Map<number, string[]>()
  for (const kind of kinds) {
    const { status, title } = problems[kind]
    titles.set(status, [...(titles.get(status) ?? []), title])
  }
  return Object.fromEntries([...titles].map(([status, all]) => [status, refusal(all.join('; '))]))
}

const refusal = (description: string) => ({ description, content: { [problemType]: { schema: Problem } } })

/**
 * What Fastify's swagger plugin is registered with.
 * @param sessionCookie the name of the cookie that members ask with
 */
export function openApi(sessionCookie: string): FastifyDynamicSwaggerOptions {
  const schemaRegistry = namedSchemas()
  const transform = createJsonSchemaTransform({ schemaRegistry })
  const transformObject = createJsonSchemaTransformObject({ schemaRegistry })
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Greenroom', version: '1', description: 'Errors are RFC 9457 problem documents.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie } } },
    },
    transform: (route) =>
      route.schema?.summary ? transform(route) : { url: route.url, schema: { hide: true } },
    transformObject: (document) => nameSchemasOnce(transformObject(document)),
  }
}
