// What `npm start` and `npm run demo` run: a Node that is new enough, a client that is built, then the server.
// The client is built only when something it is made of has changed since the last time.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const builtPage = join(root, 'dist', 'client', 'index.html')
const builtFrom = join(root, 'dist', 'client.built-from')
const inputs = ['client', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json']

/** Exit code for "cannot start as asked"; what a mistake in the environment ends with. */
const refused = 2

function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

function hashInputs(): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => listFiles(join(root, input))).sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (/\.\w+$/.test(path)) return existsSync(path) ? [path] : []
  const entries = readdirSync(path, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
  return files.map((entry) => join(entry.parentPath, entry.name))
}

async function buildClient(): Promise<void> {
  const hash = hashInputs()
  const isBuilt = existsSync(builtPage) && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === hash
  if (isBuilt) return
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  mkdirSync(dirname(builtFrom), { recursive: true })
  writeFileSync(builtFrom, hash)
}

/** One sentence for the person at the terminal. */
function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(refused)
}

if (!isNodeNewEnough(process.versions.node)) {
  stop(
    `Greenroom needs Node 22.18 or newer, and this is ${process.versions.node}: start it with "npm start".`,
  )
}
await buildClient()
// Only now: an old Node could not even read these files.
const { start, endOnSignals } = await import('./main.ts')
const { StartRefused } = await import('./platform/errors.ts')
try {
  endOnSignals(await start())
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  stop(error.message)
}
