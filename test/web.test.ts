// What the web server does for every route: bad bodies, other people's pages, headers, the page, the OpenAPI document.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createRoutes } from '../server/people/route.ts'
import { problem } from '../server/platform/errors.ts'
import { createWeb } from '../server/platform/web.ts'
import { openTestDatabase, type TestDatabase } from './helpers/database.ts'
import { createLogOfLines, openBrowser, openTeam, origin, type Team } from './helpers/team.ts'

let database: TestDatabase
const log = createLogOfLines()
let app: Awaited<ReturnType<typeof createWeb>>
let clientDir: string
let isUp = true
/** Greenroom whole; `app` beside it is its web server with routes that only these tests know. */
let whole: Team

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), 'greenroom-client-'))
  mkdirSync(join(clientDir, 'assets'))
  writeFileSync(join(clientDir, 'index.html'), '<meta name="style-nonce" content="%NONCE%">')
  writeFileSync(join(clientDir, 'assets', 'main-3fa9.js'), 'export {}')
  writeFileSync(join(clientDir, 'assets', 'main-3fa9.js.gz'), gzipSync('export {}'))
  writeFileSync(join(clientDir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  database = await openTestDatabase('embedded')
  whole = await openTeam(database.db, { clientDir })
  const web = { config: {}, log, origins: () => [origin], isReady: () => isUp, clientDir }
  app = await createWeb(web)
  const routes = createRoutes(app, { findActor: async () => undefined, clock: () => new Date() })
  const echo = {
    method: 'POST',
    url: '/api/echo/:id',
    operation: 'echo',
    summary: 'For these tests',
    who: 'anyone',
  } as const
  routes.forAnyone(
    {
      ...echo,
      params: z.object({ id: z.uuid() }),
      body: z.unknown(),
      answer: z.object({ heard: z.string() }),
    },
    ({ body }) => ({ heard: typeof body, secret: 'never told' }),
  )
  const look = { method: 'GET', summary: 'For these tests', who: 'anyone' } as const
  routes.forAnyone({ ...look, url: '/api/broken', operation: 'fail' }, () => {
    throw new Error('Imani Strand said …')
  })
  routes.forAnyone({ ...look, url: '/api/refused', operation: 'refuse' }, () => {
    throw problem('conflict', 'Not like this.')
  })
})
afterAll(async () => {
  await Promise.all([app.close(), whole.close()])
  await database.close()
  rmSync(clientDir, { recursive: true })
})

const json = { 'content-type': 'application/json' }
const echo = '/api/echo/8f2c8a44-9d7e-4c1b-8a55-0123456789ab'
const page = (url: string) =>
  openBrowser(app).ask('GET', url, undefined, { accept: 'text/html,application/xhtml+xml' })

describe('a body', () => {
  test.each([
    ['that is not JSON', '{"email": "nk', json, 400],
    ['with __proto__ in it', '{"__proto__": {"isAdmin": true}}', json, 400],
    ['with a constructor’s prototype in it', '{"constructor": {"prototype": {}}}', json, 400],
    ['that is too large', JSON.stringify('x'.repeat(300_000)), json, 413],
    ['from a form', 'email=a&password=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of plain text', '{"email": "a"}', { 'content-type': 'text/plain' }, 415],
    ['nested 120,000 deep where text belongs', '['.repeat(120_000) + ']'.repeat(120_000), json, 400],
  ])('%s is answered with a problem document', async (_, sent, headers, status) => {
    const answer = await whole.browser().ask('POST', '/api/sign-in', sent, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    })
    expect(answer.body).toMatchObject({ status, title: expect.any(String) })
  })

  test('nested 120,000 deep is carried where anything may be', async () => {
    const sent = '['.repeat(120_000) + ']'.repeat(120_000)
    expect(await openBrowser(app).ask('POST', echo, sent, json)).toMatchObject({ body: { heard: 'object' } })
  })

  test('of no bytes is no body, whatever its type says', async () => {
    expect(await whole.browser().ask('POST', '/api/sign-out', '', json)).toMatchObject({ status: 204 })
    const answer = await whole.browser().ask('POST', '/api/sign-in', '', json)
    expect(answer.body.errors).toEqual([{ field: '', message: 'This is missing.' }])
  })
})

describe('an answer', () => {
  test('tells only what its schema names', async () => {
    expect((await openBrowser(app).post(echo, [])).text).toBe('{"heard":"object"}')
  })
  test('to an id that is none is the one to an unknown address', async () => {
    const answer = await openBrowser(app).post('/api/echo/7', [])
    expect(answer).toMatchObject({ status: 404 })
    expect(answer.text).toBe((await openBrowser(app).get('/api/no-such-thing')).text)
    expect(answer.text).toBe((await openBrowser(app).get('/api/%zz')).text)
  })
  test('[I8] to a fault says nothing, and its line in the log names no words', async () => {
    const answer = await openBrowser(app).get('/api/broken')
    expect(answer).toMatchObject({
      status: 500,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    })
    const told = answer.text + log.lines.join()
    expect(told).not.toContain('Imani')
    expect(log.lines.join()).toContain('/api/broken')
  })
  test('of refusal is the refusal', async () => {
    expect(await openBrowser(app).get('/api/refused')).toMatchObject({
      status: 409,
      body: { detail: 'Not like this.' },
    })
  })
  test('a request that went well leaves no line', () => expect(log.lines.join()).not.toContain('echo'))
})

describe('somebody else’s page', () => {
  test.each(['https://evil.example', 'null', `${origin}.evil.example`])(
    'at %s changes nothing',
    async (foreign) => {
      const answer = await whole.browser().ask('POST', '/api/sign-out', undefined, { origin: foreign })
      expect(answer.status).toBe(403)
    },
  )
  test('a program may send no origin', async () => {
    const answer = await whole.app.inject({ method: 'POST', url: '/api/sign-out' })
    expect(answer.statusCode).toBe(204)
  })
})

describe('headers', () => {
  test('forbid everything but our own files', async () => {
    const { headers } = await page('/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8080;")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(headers).not.toHaveProperty('strict-transport-security')
  })
  test('over https keep the browser there, and the cookie with it', async () => {
    const secure = await openTeam(database.db, { publicUrl: 'https://board.example.org' })
    const { headers } = await secure.browser().get('/api/health')
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
    expect(headers['content-security-policy']).toContain("connect-src 'self' wss://board.example.org")
    const out = await secure
      .browser()
      .ask('POST', '/api/sign-out', undefined, { origin: 'https://board.example.org' })
    expect(out.headers['set-cookie']).toBe(
      '__Host-greenroom=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
    )
    await secure.close()
  })
})

describe('the page', () => {
  test('is handed out at every address of its own, with a fresh nonce each time', async () => {
    const answers = [await page('/'), await page('/cases/somewhere'), await page('/index.html')]
    const nonces = answers.map(({ text }) => /content="([\w+/=]{24})"/.exec(text)?.[1])
    expect(new Set(nonces).size).toBe(3)
    answers.forEach(({ status, headers }, n) => {
      expect(status).toBe(200)
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['content-security-policy']).toContain(`style-src-elem 'self' 'nonce-${nonces[n]}'`)
    })
  })
  test('its files are kept as long as their names promise', async () => {
    const script = await openBrowser(app).get('/assets/main-3fa9.js')
    expect(script.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' })
    expect((await openBrowser(app).get('/icon.svg')).headers['cache-control']).toBe('no-cache')
    expect(await openBrowser(app).get('/assets/gone-1234.js')).toMatchObject({ status: 404 })
    expect(await openBrowser(app).get('/..%2f..%2fpackage.json')).toMatchObject({ status: 404 })
  })
  test('its files come compressed to whoever can read that', async () => {
    const script = await whole
      .browser()
      .ask('GET', '/assets/main-3fa9.js', undefined, { 'accept-encoding': 'gzip, deflate' })
    expect(script.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringMatching(/accept-encoding/i),
    })
    const plain = await openBrowser(app).get('/assets/main-3fa9.js')
    expect(plain.headers['content-encoding']).toBeUndefined()
  })
  test('is no answer to a question to the API', async () => {
    expect(await page('/api/no-such-thing')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    })
  })
})

test('health is always well; ready only while the database answers', async () => {
  const browser = openBrowser(app)
  expect(await browser.get('/api/ready')).toMatchObject({ status: 200, body: { ok: true } })
  isUp = false
  expect(await browser.get('/api/ready')).toMatchObject({ status: 503 })
  expect(await browser.get('/api/health')).toMatchObject({ status: 200, body: { ok: true } })
  isUp = true
})

test('every route of the API is in its OpenAPI 3.1 document, and nothing else', async () => {
  const { body } = await whole.browser().get('/api/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/setup', '/api/members/{id}', '/api/ready']),
  )
  expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/'))).toEqual([])
  const setUp = body.paths['/api/setup'].post
  const done = (responses: object) => Object.keys(responses).filter((status) => status < '300')
  expect(setUp.requestBody.content['application/json'].schema.$ref).toBe('#/components/schemas/SetupAsk')
  expect(body.components.schemas.SetupAsk.required).toContain('password')
  expect(done(setUp.responses)).toEqual(['201'])
  expect(done(body.paths['/api/sign-out'].post.responses)).toEqual(['204'])
})
