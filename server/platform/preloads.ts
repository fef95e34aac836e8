// What a case's page asks for one file after the other, told to the browser with the page itself: on a phone in a crowd every
// such step is a third of a second. Read once from the build's own list.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CaseTab, caseTabs, tabOf } from '#shared/cases/tabs.ts'

type Chunk = { file: string; imports?: string[] }
type Manifest = Record<string, Chunk>

/** What every screen behind the sign-in is made of. */
const frame = ['app/SignedIn.tsx'] as const
/** The case and its tab come after it: they must not hold it up, nor wait until it runs. */
const screenOf = (tab: CaseTab) => ['pages/case/CasePage.tsx', ...tabOf(tab).files]
/** What every screen behind the sign-in asks first. */
const answers = ['/api/me', '/api/cases'] as const
const page = 'index.html'

/**
 * The tags for the pages of a case; none where the build left no list.
 * @param dir the built client
 */
export function readCasePreloads(dir: string): ReadonlyMap<CaseTab, string> {
  const manifest = readManifest(dir)
  return new Map(manifest ? caseTabs.map(({ tab }) => [tab, tagsOf(manifest, tab)] as const) : [])
}

function tagsOf(manifest: Manifest, tab: CaseTab): string {
  const entry = filesOf(manifest, [page])
  const first = new Set([...filesOf(manifest, frame)].filter((name) => !entry.has(name)))
  const then = [...filesOf(manifest, screenOf(tab))].filter((name) => !entry.has(name) && !first.has(name))
  const link = (name: string, more = '') =>
    `<link rel="modulepreload" crossorigin${more} href="/${manifest[name]!.file}">`
  return [
    // First of all: what the API is asked waits for none of the files.
    ...answers.map((url) => `<link rel="preload" as="fetch" crossorigin href="${url}">`),
    ...[...first].map((name) => link(name)),
    ...then.map((name) => link(name, ' fetchpriority="low"')),
  ].join('')
}

function readManifest(dir: string): Manifest | undefined {
  const file = join(dir, '.vite', 'manifest.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined
}

/** The files that every screen behind the sign-in imports, for the bench. @param dir the built client */
export function readFrameFiles(dir: string): string[] {
  const manifest = readManifest(dir) ?? {}
  return [...filesOf(manifest, [page, ...frame])].map((name) => manifest[name]!.file)
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
