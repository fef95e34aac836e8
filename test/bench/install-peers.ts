// What the bench stands beside is in a package of its own: whoever only runs or tests Greenroom installs none of it.

import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Installs them by their own lockfile, when they are not there or it has changed. */
export function installPeers(): void {
  const installed = place('./node_modules/.package-lock.json')
  const wanted = place('./package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return
  process.stderr.write('installing the peers\n')
  execFileSync('npm', ['ci', '--no-audit'], { cwd: place('.'), stdio: ['ignore', 'ignore', 'inherit'] })
}
