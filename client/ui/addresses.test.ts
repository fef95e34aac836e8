// Addresses of pages are written in one place. The service worker is one file that may import none of the page's: it is held to
// the same list here.

import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { addresses } from './addresses.ts'

const worker = 'client/service-worker.ts'

it('no address of a page is typed anywhere else', () => {
  const known = Object.values(addresses) as string[]
  const typed = globSync('client/**/*.{ts,tsx}')
    .filter((path) => !path.includes('.test.') && path !== 'client/ui/addresses.ts' && path !== worker)
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?<!casePath\([^)]*)['"](\/[^'"]*)['"]/g)]
        .map(([, address]) => address!)
        .filter((address) => known.includes(address))
        .map((address) => `${path} ${address}`),
    )
  expect(typed).toEqual([])
})

it('the service worker opens pages that there are, and imports no part of the page', () => {
  const text = readFileSync(worker, 'utf8')
  expect(text).toContain(addresses.page.replace(':id', '$' + '{thing.id}'))
  expect(text).toContain(`'${addresses.myTasks}'`)
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, path]) => path)
  expect(imported.filter((path) => !path!.endsWith('-in-worker.ts') && !path!.startsWith('#shared'))).toEqual(
    [],
  )
})
