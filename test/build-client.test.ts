// When the client is built and where, in a made-up checkout with a builder that only counts.

import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const ours = [
  'build-client.ts',
  'platform/errors.ts',
  'platform/embedded-lock.ts',
  'platform/embedded-dir.ts',
  'platform/embedded-engine.ts',
]
/** Says how often it was called, in a file beside the checkout. */
const builder = `const fs = require('node:fs'); const path = require('node:path')
const dir = process.argv[process.argv.indexOf('--outDir') + 1]
const broken = fs.existsSync('broken'); fs.mkdirSync(dir, { recursive: true }); fs.appendFileSync('../count', '.')
fs.writeFileSync(path.join(dir, 'half'), ''); if (broken) process.exit(1)
fs.writeFileSync(path.join(dir, 'index.html'), fs.readFileSync('client/index.html'))`

let home: string
let checkout: string
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true })
  writeFileSync(join(checkout, path), text)
}
/** A start's search for its client, in a process of its own. @returns where it is, or the sentence */
const find = (dataDir = join(home, 'data')): string =>
  execFileSync(process.execPath, [join(checkout, 'find.ts'), dataDir], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  }).trim()
const builds = (): number =>
  existsSync(join(home, 'count')) ? readFileSync(join(home, 'count'), 'utf8').length : 0

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'greenroom-build-'))
  checkout = join(home, 'checkout')
  for (const file of ours) cpSync(join(root, 'server', file), join(checkout, 'server', file))
  write(
    'find.ts',
    `import { buildClient, placesBeside } from './server/build-client.ts'
    try { console.log(await buildClient({ otherPlaces: placesBeside(process.argv[2]!, false) })) }
    catch (error) { console.log((error as Error).message) }`,
  )
  write('package.json', '{"type":"module"}')
  write('client/index.html', 'one')
  write('shared/a.ts', '')
  write('node_modules/vite/package.json', '{"name":"vite"}')
  write('node_modules/vite/bin/vite.js', builder)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('[ST3] is built once, wherever the checkout stands, and again only when something of it has changed', () => {
  expect(find()).toBe(join(checkout, 'dist', 'client'))
  find()
  renameSync(checkout, join(home, 'moved'))
  checkout = join(home, 'moved')
  expect([find(), builds()]).toEqual([join(checkout, 'dist', 'client'), 1])
  write('client/index.html', 'two')
  find()
  expect(builds()).toBe(2)
  expect(readFileSync(join(checkout, 'dist', 'client', 'index.html'), 'utf8')).toBe('two')
  expect(readdirSync(join(checkout, 'dist')).toSorted()).toEqual(['client', 'client.built-from'])
})

it('[ST3] is built into DATA_DIR where the checkout cannot be written, once', () => {
  write('dist', 'in the way')
  const there = join(home, 'data', 'client')
  expect([find(), find(), builds()]).toEqual([there, there, 1])
})

it('[ST2] says one sentence when it can be built nowhere, and when the builder fails', () => {
  write('dist', 'in the way')
  expect(find(join(checkout, 'dist'))).toMatch(
    /^The client is not built, and this user may write neither .* nor DATA_DIR/,
  )
  rmSync(join(checkout, 'dist'))
  write('broken', '')
  expect(find()).toMatch(/^The client could not be built; "npm run build" shows why\.$/)
  expect(readdirSync(join(checkout, 'dist'))).toEqual([])
})

it('[ST3] is taken as it was brought where what builds it is not installed', () => {
  rmSync(join(checkout, 'node_modules'), { recursive: true })
  expect(find()).toMatch(/^The client is not built, and the packages that build it are not installed/)
  write('dist/client/index.html', 'brought')
  expect([find(), builds()]).toEqual([join(checkout, 'dist', 'client'), 0])
  rmSync(join(checkout, 'client'), { recursive: true })
  expect(find()).toBe(join(checkout, 'dist', 'client'))
})
