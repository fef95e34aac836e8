// `npm run lock`, after every change of dependencies: the lockfile for every platform, without what its packages say about
// Node. They run on the Node that comes with them, but npm asks the one that it runs on itself: on an older one it would
// leave out what is optional, the builder's own engine with it, and warn about everything else.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

for (const place of ['../..', '../bench']) {
  const cwd = fileURLToPath(new URL(place, import.meta.url))
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--loglevel=warn'], {
    cwd,
    stdio: 'inherit',
  })
  const file = `${cwd}/package-lock.json`
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, { engines?: unknown }> }
  for (const [path, entry] of Object.entries(lock.packages)) if (path !== '') delete entry.engines
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
