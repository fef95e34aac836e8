// Builds the client into dist/client, but only when something it is made of has changed since the last time.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const builtPage = join(root, 'dist', 'client', 'index.html')
const builtFrom = join(root, 'dist', 'client.built-from')
const inputs = ['client', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json']

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

/** Takes a few seconds when there is something to build. */
export async function buildClient(): Promise<void> {
  const hash = hashInputs()
  const isBuilt = existsSync(builtPage) && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === hash
  if (isBuilt) return
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  mkdirSync(dirname(builtFrom), { recursive: true })
  writeFileSync(builtFrom, hash)
}
