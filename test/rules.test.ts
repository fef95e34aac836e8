// RULES.md is held from both ends: no rule without a test, no test for a rule that is not written.

import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const written = [...readFileSync('RULES.md', 'utf8').matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(
  (match) => match[1]!,
)

/** Ids in the brackets of test titles: rules have two letters. One letter names a row of what the product must do. */
const tested = new Set(
  globSync('{shared,server,client,test}/**/*.{test,e2e}.{ts,tsx}')
    .filter((file) => !file.includes('rules.test'))
    .flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/['"`]\[([A-Z]{1,2}\d+(?:, ?[A-Z]{1,2}\d+)*)\]/g),
    ])
    .flatMap((match) => match[1]!.split(/, ?/)),
)

it('every rule has a test', () => {
  expect(written.filter((id) => !tested.has(id))).toEqual([])
})

it('every rule that a test names is written down, once', () => {
  expect([...tested].filter((id) => /^[A-Z]{2}/.test(id) && !written.includes(id))).toEqual([])
  expect(written.filter((id, at) => written.indexOf(id) !== at)).toEqual([])
})
