// What is stored or sent changes only together with its version. Each shape here is the hash of what it lets in; the hash
// that each version had is written down in test/data/shapes.json, for good: a changed shape needs a raised version.

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { asks } from '../shared/protocol/parse.ts'
import { refusals, remedyOf } from '../shared/protocol/refusals.ts'
import { protocolVersion } from '../shared/protocol/version.ts'
import * as record from '../shared/record/schema.ts'

type Written = Record<string, string>
const written: Written = JSON.parse(readFileSync('test/data/shapes.json', 'utf8'))

const hashOf = (shape: unknown): string =>
  createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16)

/** One value of every kind that some table takes or nearly takes: what a check says to them is its shape. */
const probes: readonly unknown[] = [
  ...[
    '',
    'a0',
    'yes',
    'not-yet',
    'no',
    'perhaps',
    'open',
    'accepted',
    'done',
    'cannot',
    'dropped',
    'person',
    'member',
  ],
  ...[
    '_blank',
    '_self',
    'https://a',
    'http://a',
    'mailto:a',
    'ftp://a',
    'javascript:a',
    '2026-11-05T14:30:00Z',
  ],
  ...[
    '2026-11-05T14:30:00.000Z',
    '2026-11-05',
    '0999-11-05T14:30:00Z',
    '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11',
  ],
  ...['5F0F9A0E-0B3A-4C3E-9A54-0C9D4D7D2A11', '5f0f9a0e'],
  ...[80, 81, 200, 201, 2_000, 2_001].map((length) => 'x'.repeat(length)),
  ...[0, 1, -1, 1.5, 999_999, 1e6, Number.NaN],
  ...[null, true, false, {}, []],
]

type Check = (value: unknown) => boolean
const isCheck = (value: unknown): value is Check => typeof value === 'function'

/** Every word that schema.ts could mean by a value. */
const literals = [
  ...new Set(
    [...readFileSync('shared/record/schema.ts', 'utf8').matchAll(/'([^'\n]+)'/g)].map(([, one]) => one!),
  ),
].sort()

/** Of a check remains what it says to each probe, and the words that it takes, where it does not take any. */
function shapeOfCheck(check: Check): unknown {
  const takesAny = check('words that stand in no list')
  return {
    probes: probes.map((probe) => (check(probe) ? '1' : '0')).join(''),
    words: takesAny ? 'any' : literals.filter(check),
  }
}

/** A table of the record as plain data. */
function shapeOf(table: unknown): unknown {
  if (isCheck(table)) return shapeOfCheck(table)
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return table
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, shapeOf(value)]))
}

function shapeOfRecord(): unknown {
  const { roots, elements, insides, marks, answerValues, taskValues, isTaskKey, isDraftKey } = record
  return shapeOf({ roots, elements, insides, marks, answerValues, taskValues, isTaskKey, isDraftKey })
}

/** Types are nothing at run time: the text is taken, without comments and spaces. */
const typesIn = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/\s+/g, '')

const jsonOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

function shapeOfProtocol(): unknown {
  return {
    asks: Object.fromEntries(Object.entries(asks).map(([event, ask]) => [event, jsonOf(ask)])),
    events: typesIn('shared/protocol/events.ts'),
    display: typesIn('shared/protocol/display.ts'),
    refusals: Object.keys(refusals),
    remedyOf,
  }
}

/** A kind of what lies sealed in rows, with the schema of the version that is written now. */
type Kind = { kind: string; version: number; schema: z.ZodType }
const isKind = (value: unknown): value is Kind =>
  typeof value === 'object' && value !== null && 'kind' in value && 'version' in value

/** @throws for a kind that does not show its schema, because nobody would see it change */
function shapesOfKinds(exported: readonly unknown[]): Written {
  const shapes = exported.filter(isKind).map(({ kind, version, schema }) => {
    if (!(schema instanceof z.ZodType)) throw new Error(`the entry ${kind} shows no schema`)
    return [`entry ${kind} ${version}`, hashOf(jsonOf(schema))] as const
  })
  return Object.fromEntries(shapes)
}

async function shapesOfEntries(): Promise<Written> {
  const files = globSync('shared/entries/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)))
  return shapesOfKinds(modules.flatMap((module) => Object.values(module)))
}

/** What is wrong with the shapes as they are now, in words for whoever changed one. */
function complaintsOf(now: Written, before: Written): string[] {
  return Object.entries(now).flatMap(([name, hash]) => {
    if (before[name] === hash) return []
    return before[name] === undefined
      ? [`${name} is new: write "${name}": "${hash}" into test/data/shapes.json`]
      : [`${name} is another than it was: raise the version, and leave what is written of this one`]
  })
}

it('[SY24] record, protocol and what is sealed change only with their version', async () => {
  const now = {
    [`record schema ${record.recordSchema}`]: hashOf(shapeOfRecord()),
    [`protocol ${protocolVersion}`]: hashOf(shapeOfProtocol()),
    ...(await shapesOfEntries()),
  }
  expect(complaintsOf(now, written)).toEqual([])
})

it('says of a changed shape that its version is to be raised, and of a raised one what to write down', () => {
  const before = { 'record schema 2': 'a' }
  expect(complaintsOf({ 'record schema 2': 'b' }, before)).toEqual([
    expect.stringContaining('raise the version'),
  ])
  expect(complaintsOf({ 'record schema 3': 'b' }, before)).toEqual([expect.stringContaining('is new')])
  expect(complaintsOf({ 'record schema 2': 'a' }, before)).toEqual([])
})

it('sees a field more, another bound and another check', () => {
  const hashes = [z.string(), z.string().max(3), z.string().optional()].map(
    (words) =>
      shapesOfKinds([{ kind: 'letter', version: 2, schema: z.object({ words }) }, 'another export'])[
        'entry letter 2'
      ],
  )
  expect(new Set(hashes).size).toBe(3)
  expect(() => shapesOfKinds([{ kind: 'letter', version: 2 }])).toThrow('shows no schema')
  const isShort: Check = (value) => typeof value === 'string' && value.length <= 80
  const isLonger: Check = (value) => typeof value === 'string' && value.length <= 200
  expect(shapeOf({ due: isShort })).not.toEqual(shapeOf({ due: isLonger }))
})

it('docs/protocol.md names the version', () => {
  expect(readFileSync('docs/protocol.md', 'utf8')).toContain(`Protocol ${protocolVersion}.`)
})
