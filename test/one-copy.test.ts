// What the live connection leans on is there once, and new enough: two copies would not know each other's frames.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Lock = { packages: Record<string, { version: string; dev?: boolean; devOptional?: boolean }> }
const { packages } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
) as Lock

it.each([
  ['ws', [8, 21]],
  ['socket.io-parser', [4, 2, 6]],
  ['socket.io-adapter', [2, 5]],
  ['yjs', [13, 6]],
])('one copy of %s, and not an old one', (name, oldest) => {
  const copies = Object.keys(packages).filter(
    (path) => path.endsWith(`node_modules/${name}`) && !packages[path]!.dev && !packages[path]!.devOptional,
  )
  expect(copies).toEqual([`node_modules/${name}`])
  const version = packages[copies[0]!]!.version.split('.').map(Number)
  const differs = oldest.findIndex((part, at) => part !== version[at])
  expect(differs < 0 || version[differs]! > oldest[differs]!).toBe(true)
})
