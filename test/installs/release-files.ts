// What a release is made of: everything that a server runs from but its packages, and what those are.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildClient } from '../../server/build-client.ts'
import { type Entry, makeArchive } from './tar.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): Buffer => readFileSync(join(root, path))

const sources = ['server', 'shared', 'migrations']
const files = `.npmrc CHANGELOG.md LICENSE.md SECURITY.md package.json package-lock.json docs/operate.md
  docs/backup.md`.split(/\s+/)
const examples = 'docs/operate'
const exampleNames =
  `Caddyfile Containerfile Containerfile.dockerignore compose.yaml dashboard.json fail2ban-filter.conf
  fail2ban-jail.conf greenroom.service nginx.conf`.split(/\s+/)

type Locked = { version: string; license?: string; dev?: boolean; optional?: boolean }
/** The packages that a server runs with: the lockfile's, without those only for building and testing. */
export function productionPackages() {
  const { packages } = JSON.parse(read('package-lock.json').toString()) as {
    packages: Record<string, Locked>
  }
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version, license = 'see its folder', optional = false }]) => ({
      path,
      name: path.replace(/^.*node_modules\//, ''),
      version,
      license,
      isOptional: optional,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function listPackages(): string {
  const rows = productionPackages().map(
    ({ name, version, license, isOptional }) =>
      `| ${name} | ${version} | ${license} |${isOptional ? ' only where it fits the machine |' : ' |'}`,
  )
  return `# Packages

What \`npm ci --omit=dev\` installs beside this; each has its licence's text in its folder. What is in the page itself stands in
\`dist/client/third-party-licenses.md\`.

| package | version | licence | |
|---|---|---|---|
${rows.join('\n')}
`
}

/** Sources without their tests. What else somebody left there, a key maybe, stays where it is. */
const listSources = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(({ name }) => /\.(ts|cjs|json)$/.test(name) && !name.includes('.test.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

export type Release = { name: string; bytes: Buffer; sha256: string; version: string; paths: string[] }

/** Builds the client if it is not built. @param seconds since 1970: of every file, so it must differ between versions */
export async function makeRelease(seconds: number): Promise<Release> {
  const { version } = JSON.parse(read('package.json').toString()) as { version: string }
  const top = `greenroom-${version}`
  const client = await buildClient()
  const built = readdirSync(client, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const named = [...files, ...exampleNames.map((name) => join(examples, name))]
  const ours = [...sources.flatMap(listSources), ...named.filter((file) => existsSync(join(root, file)))]
  const entries: Entry[] = [
    ...ours.map((path) => ({ path, bytes: read(path) })),
    ...built.map((path) => ({
      path: join('dist/client', relative(client, path)),
      bytes: readFileSync(path),
    })),
    { path: 'PACKAGES.md', bytes: Buffer.from(listPackages()) },
  ]
  const inFolder = entries.map(({ path, bytes }) => ({ path: `${top}/${path}`, bytes }))
  const bytes = makeArchive(inFolder, seconds)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const paths = entries.map(({ path }) => path).sort()
  return { name: `${top}.tar.gz`, bytes, sha256, version, paths }
}
