// What a case's page asks for one file after the other, told to the browser with the page itself: on a phone in a crowd every
// such step is a third of a second. Read once from the build's own list.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Chunk = { file: string; imports?: string[]; css?: string[] }
type Manifest = Record<string, Chunk>

/** What is painted first: the frame. The case and its editor are asked for by the frame's own entry, and must not hold it up. */
const late = ['app/SignedIn.tsx'] as const
/** What every screen behind the sign-in asks first. */
const answers = ['/api/me', '/api/cases'] as const
const page = 'index.html'

/**
 * The tags for a case's page; empty where the build left no list.
 * @param dir the built client
 */
export function readCasePreloads(dir: string): string {
  const file = join(dir, '.vite', 'manifest.json')
  if (!existsSync(file)) return ''
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const known = filesOf(manifest, [page])
  const scripts: string[] = []
  const styles: string[] = []
  for (const name of filesOf(manifest, late)) {
    if (known.has(name)) continue
    const { file, css = [] } = manifest[name]!
    scripts.push(file)
    styles.push(...css)
  }
  return [
    // First of all: what the API is asked waits for none of the files.
    ...answers.map((url) => `<link rel="preload" as="fetch" crossorigin href="${url}">`),
    ...scripts.map((src) => `<link rel="modulepreload" crossorigin href="/${src}">`),
    ...[...new Set(styles)].map((src) => `<link rel="preload" as="style" crossorigin href="/${src}">`),
  ].join('')
}

/** These and everything that they import at once. */
function filesOf(manifest: Manifest, names: readonly string[]): Set<string> {
  const all = new Set<string>()
  const add = (name: string): void => {
    if (all.has(name) || !manifest[name]) return
    all.add(name)
    for (const next of manifest[name].imports ?? []) add(next)
  }
  for (const name of names) add(name)
  return all
}
