// Every route and every part of a request, without a session and with one, is sent the worst texts there are: none may hold
// up the server, and none is an error of ours. What is sent where is read from the API's own description, so that a new
// route is tried by itself.

import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from './helpers/house.ts'
import { withoutReferences } from './helpers/interface.ts'
import type { Person } from './helpers/people.ts'
import { worstTexts } from './helpers/worst-texts.ts'

let house: House
let nkechi: Person
let routes: Route[]

/** Reading 256 KB of JSON and answering through the whole server; alone, a parser has 20 ms. */
const mostMs = 60

type Shape = { type?: string; properties?: Record<string, Shape>; items?: Shape; anyOf?: Shape[] }
type Route = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string; fields: string[] }

beforeAll(async () => {
  house = await openHouse('embedded')
  nkechi = (await house.people({ nkechi: 'chair' })).nkechi
  const { body } = await nkechi.ask('GET', '/api/openapi.json')
  routes = readRoutes(withoutReferences(body) as never)
})
afterAll(() => house.close())

type Described = { requestBody?: { content: Record<string, { schema: Shape }> } }
const readRoutes = ({ paths }: { paths: Record<string, Record<string, Described>> }): Route[] =>
  Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => {
      // The bytes of a file have no places.
      const json = requestBody?.content['application/json']
      return {
        method: method.toUpperCase() as Route['method'],
        url,
        fields: json ? fieldsOf(json.schema, '') : [],
      }
    }),
  )

/** The places of a body, as `event.name`; a list is a place by itself. */
function fieldsOf({ properties, anyOf }: Shape, at: string): string[] {
  if (anyOf) return [...new Set(anyOf.flatMap((one) => fieldsOf(one, at)))]
  if (!properties) return [at]
  return Object.entries(properties).flatMap(([key, part]) => fieldsOf(part, at ? `${at}.${key}` : key))
}

/** As much of it as fits into one request. */
function bodyOf(field: string, text: string): string {
  const whole = (value: unknown) =>
    JSON.stringify(field.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value))
  let sent = text
  while (Buffer.byteLength(whole(sent)) > 256 * 1024) sent = sent.slice(0, sent.length * 0.75)
  return whole(sent)
}

/** The least of several, by this process's work: what others do on the machine does not count. */
async function cpuMsOf(request: InjectOptions): Promise<{ status: number; ms: number }> {
  let [ms, status] = [Number.POSITIVE_INFINITY, 0]
  for (let round = 0; round < 5 && ms > mostMs; round++) {
    const before = process.cpuUsage()
    status = (await house.app.app.inject(request)).statusCode
    const { user, system } = process.cpuUsage(before)
    ms = Math.min(ms, (user + system) / 1_000)
  }
  return { status, ms }
}

async function wrongAmong(requests: Iterable<[string, InjectOptions]>): Promise<string[]> {
  const wrong: string[] = []
  for (const [what, request] of requests) {
    const { status, ms } = await cpuMsOf(request)
    if (ms > mostMs || status >= 500) wrong.push(`${what}: ${status}, ${ms} ms`)
  }
  return wrong
}

const json = { 'content-type': 'application/json' }

it('finds the routes', () => {
  expect(routes.length).toBeGreaterThan(30)
  expect(routes.find(({ url }) => url === '/api/setup')?.fields).toContain('event.name')
})

it.each(['a stranger', 'a member'])(
  '[SY23] no field of any route holds up the server: %s',
  async (who) => {
    const headers = { ...json, ...(who === 'a member' && { cookie: nkechi.cookie }) }
    const reached: Route[] = []
    for (const { fields, ...route } of routes) {
      const { statusCode } = await house.app.app.inject({ ...route, headers, payload: '{}' })
      // Who must sign in first is read no further.
      if (fields.length > 0 && statusCode !== 401) reached.push({ fields, ...route })
    }
    expect(reached.length).toBeGreaterThan(4)
    function* requests(): Generator<[string, InjectOptions]> {
      for (const { method, url, fields } of reached)
        for (const field of fields)
          for (const [name, text] of Object.entries(worstTexts))
            yield [
              `${method} ${url} ${field}, ${name}`,
              { method, url, headers, payload: bodyOf(field, text) },
            ]
    }
    expect(await wrongAmong(requests())).toEqual([])
  },
  240_000,
)

it('[SY23] no body that is not what was asked for holds up the server', async () => {
  const most = 256 * 1024 - 20
  const bodies: Record<string, string> = {
    'lists in lists': '['.repeat(most / 2) + ']'.repeat(most / 2),
    'lists that never end': '['.repeat(most),
    'objects in objects': `${'{"a":'.repeat(most / 6)}1${'}'.repeat(most / 6)}`,
    'many keys': `{${Array.from({ length: most / 12 }, (_, at) => `"k${at}":1`).join()}}`,
    'a prototype': `{"__proto__":{"isAdmin":true},"name":"${'a'.repeat(most - 60)}"}`,
    'many prototypes': `{${'"__proto__":1,'.repeat(most / 14)}"a":1}`,
    'a prototype and spaces': `{"__proto__"${' '.repeat(most - 40)}:1}`,
    'a constructor': '{"constructor":{"prototype":{"isAdmin":true}}}',
    'a long list': `{"involvesMembers":[${'1,'.repeat(most / 2 - 20)}1],"aliases":[1]}`,
    'many aliases': `{"aliases":[${'"a",'.repeat(most / 4 - 20)}"a"],"name":"a","role":"other"}`,
    'a long number': `{"maxUses":${'9'.repeat(most - 40)}}`,
    'many escapes': `{"name":"${'\\u0301'.repeat(most / 6 - 10)}"}`,
    spaces: ' '.repeat(most),
  }
  function* requests(): Generator<[string, InjectOptions]> {
    for (const { method, url, fields } of routes)
      if (fields.length > 0)
        for (const [name, payload] of Object.entries(bodies))
          for (const cookie of ['', nkechi.cookie])
            yield [`${method} ${url}, ${name}`, { method, url, headers: { ...json, cookie }, payload }]
  }
  expect(await wrongAmong(requests())).toEqual([])
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
}, 480_000)

it('[SY23] no address, query, header or cookie holds up the server', async () => {
  function* requests(): Generator<[string, InjectOptions]> {
    for (const [name, text] of Object.entries(worstTexts)) {
      const part = encodeURIComponent(text.slice(0, 4_000).toWellFormed())
        .slice(0, 12_000)
        .replace(/%.?$/, '')
      const raw = Buffer.from(text.slice(0, 12_000))
        .toString('latin1')
        .replace(/[^\x20-\x7e]/g, 'a')
      for (const url of [`/${part}`, `/api/cases/${part}`, `/c/${part}/access`, `/api/front?${part}=${part}`])
        for (const headers of [{}, { cookie: nkechi.cookie, accept: 'text/html' }])
          yield [`${url.slice(0, 20)} ${name}`, { method: 'GET', url, headers }]
      for (const header of ['cookie', 'accept', 'origin', 'content-type', 'if-none-match', 'accept-encoding'])
        for (const method of ['GET', 'POST'] as const)
          yield [
            `${header} ${name}`,
            { method, url: '/api/sign-in', headers: { [header]: raw }, payload: '{}' },
          ]
      yield [
        `a session ${name}`,
        { method: 'GET', url: '/api/me', headers: { cookie: `greenroom=${raw}; ${raw}` } },
      ]
    }
  }
  expect(await wrongAmong(requests())).toEqual([])
}, 480_000)

it('[SY23] a password is not hashed before its length is known', async () => {
  const password = 'a'.repeat(250_000)
  const sent = { email: 'nkechi@example.org', password }
  const { status, ms } = await cpuMsOf({
    method: 'POST',
    url: '/api/sign-in',
    headers: json,
    payload: JSON.stringify(sent),
  })
  expect(status).toBe(400)
  expect(ms).toBeLessThan(mostMs)
})
