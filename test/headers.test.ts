// What every answer says to the browser, whoever gives it: pages, files, the API, its errors, what is refused before a
// route is looked for, and the live connection's own refusals.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from './helpers/house.ts'

let house: House
let clientDir: string

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), 'greenroom-client-'))
  mkdirSync(join(clientDir, 'assets'))
  writeFileSync(join(clientDir, 'index.html'), '<meta name="csp-nonce" content="%NONCE%">')
  writeFileSync(join(clientDir, 'service-worker.js'), '')
  writeFileSync(join(clientDir, 'assets', 'main-3fa9.js'), 'export {}')
  house = await openHouse('embedded', { clientDir })
})
afterAll(async () => {
  await house.close()
  rmSync(clientDir, { recursive: true })
})

type Asked = [what: string, path: string, status: number, init?: RequestInit]
const html = { headers: { accept: 'text/html' } }
const json = { 'content-type': 'application/json' }
const answers: Asked[] = [
  ['a page', '/', 200, html],
  ['a page of its own place', '/c/amber-heron', 200, html],
  ['a page’s head', '/', 200, { ...html, method: 'HEAD' }],
  ['a script', '/assets/main-3fa9.js', 200],
  ['the service worker', '/service-worker.js', 200],
  ['a file that is gone', '/assets/gone-1234.js', 404],
  ['the API', '/api/front', 200],
  ['health', '/api/health', 200],
  ['the figures', '/metrics', 200],
  ['nobody signed in', '/api/me', 401],
  ['an unknown address of the API', '/api/no-such-thing', 404],
  ['another method', '/api/front', 404, { method: 'DELETE' }],
  [
    'an OPTIONS of another origin',
    '/api/me',
    403,
    { method: 'OPTIONS', headers: { origin: 'https://a.example' } },
  ],
  ['a foreign page', '/api/sign-out', 403, { method: 'POST', headers: { origin: 'https://a.example' } }],
  ['a body that is not JSON', '/api/sign-in', 400, { method: 'POST', headers: json, body: '{"email' }],
  [
    'a body that is too large',
    '/api/sign-in',
    413,
    { method: 'POST', headers: json, body: 'x'.repeat(300_000) },
  ],
  ['a form', '/api/sign-in', 415, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }],
  ['an address that is none', '/%zz', 404],
  ['the live connection’s refusal', '/socket.io/?EIO=4&transport=polling', 400],
]

test.each(answers)('[WM13] %s', async (_, path, status, init) => {
  const { status: told, headers } = await fetch(house.origin + path, init)
  expect(told).toBe(status)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  const features = headers.get('permissions-policy')?.split(', ') ?? []
  for (const name of [
    'camera',
    'microphone',
    'geolocation',
    'usb',
    'payment',
    'display-capture',
    'serial',
    'hid',
  ])
    expect(features).toContain(`${name}=()`)
  expect(features.filter((feature) => !feature.endsWith('=()'))).toEqual([
    'autoplay=(self)',
    'clipboard-write=(self)',
    'fullscreen=(self)',
  ])
})

test('[WM13] a page turns no text into markup or a script’s address but by the policies named', async () => {
  const policy = (await fetch(`${house.origin}/`, html)).headers.get('content-security-policy')
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).toContain('trusted-types default ProseMirrorClipboard')
})
