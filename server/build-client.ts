// The client as browsers get it: built when something it is made of has changed since the last time, by a process of its
// own that gives back what it took. A checkout that cannot be written has it built into DATA_DIR; an installation without
// the packages that build takes the one that came with it.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeDataDir } from './platform/embedded-lock.ts'
import { StartRefused } from './platform/errors.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where it is built, and where a prebuilt one stands. */
export const builtClient = join(root, 'dist', 'client')
const inputs = ['client', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json']

/** Of what they say and where they stand in the checkout, wherever that is. */
function hashInputs(): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => listFiles(join(root, input))).sort())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (/\.\w+$/.test(path)) return existsSync(path) ? [path] : []
  const entries = readdirSync(path, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
  return files.map((entry) => join(entry.parentPath, entry.name))
}

/** Beside the client and written last: what it was built from. */
const stampOf = (dir: string): string => `${dir}.built-from`
const isThere = (dir: string): boolean => existsSync(join(dir, 'index.html'))
const isBuiltFrom = (hash: string) => (dir: string) =>
  isThere(dir) && existsSync(stampOf(dir)) && readFileSync(stampOf(dir), 'utf8') === hash

/** The program that builds; undefined where the development packages were left out, or the sources. */
function findBuilder(): string | undefined {
  if (!existsSync(join(root, 'client', 'index.html'))) return undefined
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  } catch {
    return undefined
  }
}

type Build = {
  /** Where else it may be built if the checkout cannot be written: the first of them that can be. */
  otherPlaces?: readonly (() => string)[]
  /** Whether what the builder complains about is shown. */
  saysWhy?: boolean
}

/**
 * A few seconds when there is something to build.
 * @returns the folder that the client is in. @throws StartRefused when there is none and none can be made
 */
export async function buildClient({ otherPlaces = [], saysWhy = false }: Build = {}): Promise<string> {
  const builder = findBuilder()
  if (builder === undefined) return findPrebuilt()
  const hash = hashInputs()
  const isFresh = isBuiltFrom(hash)
  if (isFresh(builtClient)) return builtClient
  for (const place of [() => builtClient, ...otherPlaces]) {
    const dir = place()
    if (isFresh(dir)) return dir
    if (!canMake(dir)) continue
    await buildInto(dir, builder, hash, saysWhy)
    return dir
  }
  throw new StartRefused(
    `The client is not built, and this user may write neither ${dirname(builtClient)} nor DATA_DIR: run "npm run build" once as somebody who may.`,
  )
}

function findPrebuilt(): string {
  if (isThere(builtClient)) return builtClient
  throw new StartRefused(
    'The client is not built, and the packages that build it are not installed: run "npm ci --include=dev && npm run build", or bring the folder dist.',
  )
}

/** By trying: rights alone do not tell, a file system may be read-only. */
function canMake(dir: string): boolean {
  try {
    if (!existsSync(dirname(dir))) mkdirSync(dirname(dir))
    rmSync(mkdtempSync(`${dir}.`), { recursive: true })
    return true
  } catch {
    return false
  }
}

/** Beside its place and moved there whole: a build that was cut short leaves nothing half-made. */
async function buildInto(dir: string, builder: string, hash: string, saysWhy: boolean): Promise<void> {
  const fresh = `${dir}.${process.pid}.new`
  try {
    await runBuilder(builder, fresh, saysWhy)
    rmSync(stampOf(dir), { force: true })
    rmSync(dir, { recursive: true, force: true })
    renameSync(fresh, dir)
    writeFileSync(stampOf(dir), hash)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function runBuilder(builder: string, outDir: string, saysWhy: boolean): Promise<void> {
  // The configuration is read by Node itself: the other way writes into node_modules.
  const how = ['--configLoader', 'native', '--logLevel', 'warn', '--outDir', outDir, '--emptyOutDir']
  // It needs none of what this process is told: secrets among it.
  const { PATH, HOME, TMPDIR } = process.env
  const env = { PATH, HOME, TMPDIR, NODE_ENV: 'production' }
  const build = spawn(process.execPath, [builder, 'build', ...how], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', saysWhy ? 'inherit' : 'ignore'],
  })
  const ended = () => build.kill('SIGTERM')
  process.once('exit', ended)
  const [code] = await once(build, 'exit')
  process.off('exit', ended)
  if (code !== 0) throw new StartRefused('The client could not be built; "npm run build" shows why.')
}

/** Places for a checkout that cannot be written: with the data, or for as long as this process lives. */
export const placesBeside = (dataDir: string, isThrowAway: boolean): (() => string)[] => [
  isThrowAway ? placeForNow : () => placeInData(dataDir),
]

function placeInData(dataDir: string): string {
  makeDataDir(dataDir)
  return join(dataDir, 'client')
}

function placeForNow(): string {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-client-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return join(dir, 'client')
}
