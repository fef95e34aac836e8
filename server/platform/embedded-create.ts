// Makes a new embedded database, as a process of its own: what that takes, a gigabyte for a moment, is given back whole.
// Told the folder; says nothing, or the system's code for what went wrong, and ends with 1.

import { readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { quiet, startParams, syncPath } from './embedded-engine.ts'

function syncTree(dir: string): void {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) syncTree(join(dir, entry.name))
    else syncPath(join(dir, entry.name))
  }
  syncPath(dir)
}

/** Makes a new database beside its place and moves it there whole: a start cut short leaves nothing half-made. */
async function create(dir: string): Promise<void> {
  const fresh = `${dir}.new`
  rmSync(fresh, { recursive: true, force: true })
  const pg = await PGlite.create({ fs: new NodeFS(fresh), startParams: startParams(false), ...quiet })
  await pg.close()
  syncTree(fresh)
  renameSync(fresh, dir)
  syncPath(dirname(dir))
}

try {
  await create(process.argv[2]!)
} catch (error) {
  process.stdout.write(String((error as { code?: unknown }).code ?? ''))
  process.exitCode = 1
}
// The engine keeps the process busy for a while yet.
process.exit()
