// What programs outside the code rely on: the OpenAPI document, kept as docs/openapi.json (`npm test -- openapi -u` writes it
// anew after a change that was meant), and that a generator of clients makes something of it that compiles and works.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateSource } from 'oazapfts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameSchemasOnce } from '../server/platform/openapi-names.ts'
import { type House, openHouse } from './helpers/house.ts'

type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: object[]
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const problem = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

let house: House
let document: Document
let operations: [string, Operation][]

beforeAll(async () => {
  house = await openHouse('embedded')
  document = (await (await fetch(`${house.origin}/api/openapi.json`)).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
})
afterAll(() => house.close())

test('[PR1] is the one that is kept: a change of the interface is seen before it is made', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../docs/openapi.json')
})

test('[PR1] every operation has a name of its own, a line, and the part of the product that it belongs to', () => {
  const names = operations.map(([, { operationId }]) => operationId)
  expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name ?? ''))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  for (const [at, { summary, tags }] of operations)
    expect([at, Boolean(summary), tags?.length]).toEqual([at, true, 1])
})

test('[PR1] every operation says who may ask and how it refuses, in problem documents', () => {
  expect(document.components.securitySchemes).toEqual({
    session: { type: 'apiKey', in: 'cookie', name: 'greenroom' },
  })
  for (const [at, { security, responses, requestBody, parameters }] of operations) {
    const isOpen = security?.length === 0
    const wanted = [
      ...(isOpen ? [] : ['401']),
      ...(requestBody ? ['400', '413'] : []),
      // Bytes are taken whatever they say they are.
      ...(requestBody?.content['application/json'] ? ['415'] : []),
      ...(parameters?.some((one) => one.in === 'path') ? ['404'] : []),
      ...(at.startsWith('GET') ? [] : ['403']),
      ...['429', '500', '503'],
    ]
    for (const status of wanted) expect([at, status, responses[status]]).toMatchObject([at, status, problem])
    expect([at, Object.keys(responses).filter((status) => status < '300')]).toMatchObject([
      at,
      [expect.any(String)],
    ])
  }
})

test('[PR1] schemas have the names of shared/http, once where a thing is sent as it is answered', () => {
  const names = Object.keys(document.components.schemas)
  expect(names).toEqual(expect.arrayContaining(['ReportAsk', 'CaseCard', 'Member', 'Problem', 'CaseId']))
  expect(names.filter((name) => name.startsWith('__'))).toEqual([])
  const asked = document.paths['/api/reports']!.post!.requestBody!.content['application/json']!
  expect(asked.schema).toEqual({ $ref: '#/components/schemas/ReportAsk' })
  const used = new Set(JSON.stringify(document).match(/#\/components\/schemas\/\w+/g))
  expect(names.filter((name) => !used.has(`#/components/schemas/${name}`))).toEqual([])
})

describe('[PR1] one name for one schema', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const named = (paths: object, schemas: object) => nameSchemasOnce({ paths, components: { schemas } })

  test('what is the same both ways, also through others, is one', () => {
    const both = { A: { items: ref('B') }, AInput: { items: ref('BInput') }, B: { is: 1 }, BInput: { is: 1 } }
    expect(named({ sent: ref('AInput'), told: ref('A') }, both)).toEqual({
      paths: { sent: ref('A'), told: ref('A') },
      components: { schemas: { A: { items: ref('B') }, B: { is: 1 } } },
    })
  })
  test('what differs, also in what it holds, stays two', () => {
    const both = { A: { items: ref('B') }, AInput: { items: ref('BInput') }, B: { is: 1 }, BInput: { is: 2 } }
    expect(named({ sent: ref('AInput'), told: ref('A') }, both).components.schemas).toEqual(both)
  })
  test('what is only sent has the plain name, and what nobody refers to is left out', () => {
    const both = { A: { is: 1 }, AInput: { is: 2 }, C: {}, CInput: {} }
    expect(named({ sent: ref('AInput') }, both)).toEqual({
      paths: { sent: ref('A') },
      components: { schemas: { A: { is: 2 } } },
    })
  })
})

/** Written by somebody who knows the document alone; every line marked must not compile. */
const program = `
import * as greenroom from './greenroom.ts'

const [origin = '', email = '', password = ''] = process.argv.slice(2)
greenroom.defaults.baseUrl = origin
const entered = await greenroom.signIn({ email, password })
if (entered.status !== 200) throw new Error(String(entered.status))
const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
greenroom.defaults.headers = { cookie }
const report: greenroom.ReportAsk = { whatHappened: 'Somebody was followed to the lift.' }
const taken = await greenroom.takeReport(report)
if (taken.status !== 201) throw new Error(taken.data.title)
const found = await greenroom.readCase(taken.data.case.id)
const name = found.status === 200 ? found.data.codeName : found.status
const missing = await greenroom.readCase(crypto.randomUUID())
const type: string = missing.status === 404 ? missing.data.type : ''
console.log(JSON.stringify({ name, is: taken.data.case.codeName, type }))

// @ts-expect-error: there is no such operation
void greenroom.readSecrets
// @ts-expect-error: the password is missing
void (() => greenroom.signIn({ email }))
// @ts-expect-error: not a stage
void (() => greenroom.moveCase(taken.data.case.id, { stage: 'archived' }))
// @ts-expect-error: a refusal has no case
void (taken.status === 201 || taken.data.case)
`

test('[PR2] a client that oazapfts makes of it compiles strictly, and works', async () => {
  // Beside the packages, so that the program finds the one it uses.
  const folder = join(root, '.cache', `typed-client-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document))
    writeFileSync(join(folder, 'greenroom.ts'), await generateSource(join(folder, 'openapi.json'), {}))
    writeFileSync(join(folder, 'program.ts'), program)
    const options = [
      '--ignoreConfig',
      '--strict',
      '--target',
      'esnext',
      '--module',
      'nodenext',
      '--types',
      'node',
    ]
    const compiled = await run(folder, [
      join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      ...options,
      ...['--noEmit', '--allowImportingTsExtensions', 'program.ts'],
    ])
    expect(compiled).toEqual({ status: 0, said: '' })
    await house.people({ nkechi: 'chair', hana: 'staff' })
    const worked = await run(folder, [
      'program.ts',
      house.origin,
      'hana@example.org',
      'a long enough password',
    ])
    expect(worked).toEqual({ status: 0, said: expect.stringMatching(/^\{.*\}\n$/) })
    const told = JSON.parse(worked.said)
    expect(told).toEqual({
      name: told.is,
      is: expect.any(String),
      type: 'urn:greenroom:problem:not-available',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 90_000)

async function run(cwd: string, args: string[]) {
  const child = spawn(process.execPath, args, { cwd })
  let said = ''
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (words: string) => {
      said += words
    })
  const [status] = await once(child, 'close')
  return { status, said }
}
