// What the log says of a refused sign-in: enough for a program that shuts out whoever guesses, and nothing of whose account.

import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createLog } from '../server/platform/log.ts'
import { type House, openHouse } from './helpers/house.ts'
import type { Person } from './helpers/people.ts'

let house: House
let hana: Person
const lines: string[] = []

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
  const config = { trustedProxies: ['127.0.0.1'] }
  house = await openHouse('postgres', { config, log: createLog('warn') })
  ;({ hana } = await house.people({ nkechi: 'chair', hana: 'staff' }))
})
afterEach(() => void lines.splice(0))
afterAll(async () => {
  await house.close()
  vi.restoreAllMocks()
})

const post = async (path: string, body: object, from?: string): Promise<number> => {
  const headers = { 'content-type': 'application/json', ...(from && { 'x-forwarded-for': from }) }
  const answer = await fetch(house.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await answer.arrayBuffer()
  return answer.status
}
const wrong = { email: 'hana@example.org', password: 'not the one at all' }
const signIn = (from: string, more = {}) => post('/api/sign-in', { ...wrong, ...more }, from)

/** The filter as fail2ban reads it, with its own word for an address put in. */
const filter = /^failregex = (.*)$/m.exec(readFileSync('docs/operate/fail2ban-filter.conf', 'utf8'))![1]!
const failregex = new RegExp(filter.replace('<ADDR>', '(?<address>[0-9a-fA-F.:]+)'))
const found = () => lines.map((line) => failregex.exec(line.trimEnd())?.groups?.address)

it('[OP3] a wrong password leaves one line with the visitor’s address, and nothing of the account', async () => {
  expect(await signIn('203.0.113.7')).toBe(401)
  expect(await signIn('2001:db8::7', { email: 'nobody@example.org' })).toBe(401)
  expect(found()).toEqual(['203.0.113.7', '2001:db8::7'])
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line))).toEqual(['level', 'time', 'address', 'msg'])
    expect(line).not.toMatch(/hana|nobody|example|not the one/i)
  }
  expect(lines[0]!.replace(/\d{13}/, '')).toBe(
    lines[1]!.replace(/\d{13}/, '').replace('2001:db8::7', '203.0.113.7'),
  )
})

it('[OP3] too many tries and wrong codes of phones do, too', async () => {
  const came: number[] = []
  for (let n = 0; n < 7; n++) came.push(await post('/api/phone', { code: 'ABCD-EFGH' }, '203.0.113.8'))
  expect(came).toEqual([404, 404, 404, 404, 404, 429, 429])
  expect(found()).toEqual(Array.from(came, () => '203.0.113.8'))
})

it('[OP3] what somebody puts into a header is no address, and no line of its own', async () => {
  for (const said of ['192.0.2.1","msg":"A sign-in was refused"}', '192.0.2.1, unknown', '192.0.2.1 {}'])
    await signIn(said)
  expect(found()).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
  expect(lines.join('')).not.toContain('192.0.2.1')
})

it('[OP3] one address fills no log, and others are still told', async () => {
  for (let n = 0; n < 100; n++) await signIn('203.0.113.9', { email: 'one@example.org' })
  expect(lines.length).toBeGreaterThanOrEqual(30)
  expect(lines.length).toBeLessThan(100)
  await signIn('203.0.113.10')
  expect(found().at(-1)).toBe('203.0.113.10')
})

it('[OP3] whoever is let in, or asks something else in vain, leaves no address', async () => {
  expect(
    await post('/api/sign-in', { email: 'nkechi@example.org', password: 'a long enough password' }),
  ).toBe(200)
  expect(await post('/api/sign-in', { email: 1 })).toBe(400)
  await hana.ask('GET', '/api/cases/nothing')
  await post('/api/invitations/look', { token: 'x'.repeat(43) })
  await post('/api/setup', {})
  expect(lines).toEqual([])
})
