// The contracts of the HTTP API: each is served, what is missing in one is a mistake that the compiler or the start tells.

import { globSync, readFileSync } from 'node:fs'
import { fastify } from 'fastify'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { contractsOf } from '#shared/http/contract.ts'
import { type Contracts, contracts } from '#shared/http/contracts.ts'
import { ofCase } from '#shared/http/of-case.ts'
import { paths } from '#shared/http/paths.ts'
import { createRoutes, type Routes } from '../server/people/route.ts'
import { createWeb } from '../server/platform/web.ts'
import { openHouse } from './helpers/house.ts'

async function openRoutes() {
  const app = await createWeb({ config: {}, log: fastify().log, origins: () => [], isReady: () => true })
  return createRoutes(app, { findActor: async () => undefined })
}

/** A contract as somebody could write it by hand. */
const own = { method: 'GET', url: '/api/cases/:id/own', operation: 'readOwn', summary: 'New' } as const

test('[WM19] a route about a case whose contract names no right does not start', async () => {
  const routes = await openRoutes()
  const add = (url: string) => () =>
    routes.forMembers({ ...own, operation: `read ${url}`, url, who: 'members' }, () => undefined)
  expect(add('/api/cases/:id/own')).toThrow('read /api/cases/:id/own is about a case and names no right')
  expect(add('/api/new/cases/:case')).toThrow('names no right')
  expect(add('/api/cases')).not.toThrow()
  expect(() => routes.forAnyone({ ...own, who: 'anyone' }, () => undefined)).toThrow('names no right')
})

test('[WM19] two routes of one operation do not start', async () => {
  const routes = await openRoutes()
  routes.forMembers(contracts.listCases, () => ({ cases: [] }))
  const again = { ...own, url: '/api/elsewhere', operation: 'listCases', who: 'anyone' } as const
  expect(() => routes.forAnyone(again, () => undefined)).toThrow('listCases is there twice')
})

test('[WM19] every contract is served, and nothing without one', async () => {
  const house = await openHouse('embedded')
  const { paths: documented } = (await (await fetch(`${house.origin}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const served = Object.values(documented).flatMap((methods) => Object.values(methods))
  const operations = served.map(({ operationId }) => operationId)
  expect(operations.sort()).toEqual(Object.keys(contracts).sort())
  await house.close()
})

test('a page takes of the contracts their types alone: it carries no schema for knowing an address', () => {
  const files = globSync('client/**/*.{ts,tsx}').filter((path) => !path.includes('.test.'))
  const taking = /^import (?!type )[^;']*from '[^']*\/http\/contract[^']*'/m
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((path) => taking.test(readFileSync(path, 'utf8')))).toEqual([])
  expect(readFileSync('shared/http/paths.ts', 'utf8')).not.toMatch(/^import/m)
})

test('the client types no address by hand, but for its worker, which is one file and is held to the same list', () => {
  const files = globSync('client/**/*.{ts,tsx}').filter((path) => !path.includes('.test.'))
  const typed = files.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/['"`](\/api\/[^'"`]*)['"`]/g)].map(([, address]) => [
      path,
      address!,
    ]),
  )
  expect(new Set(typed.map(([path]) => path))).toEqual(
    new Set(['leave', 'post', 'report'].map((act) => `client/api/${act}-in-worker.ts`)),
  )
  const known: string[] = Object.values(paths)
  const kinds = typed.flatMap(([, address]) =>
    ['task', 'page'].map((kind) => address!.replace(/\$\{kind\}/, kind).replace(/\$\{id\}/, ':id')),
  )
  // It asks only who is here; everything else it sends.
  const isKnown = (address: string) =>
    known.includes(address === '/api/me' ? `GET ${address}` : `POST ${address}`)
  expect(kinds.filter((address) => !isKnown(address))).toEqual([])
})

test('a client knows from the type alone what to send and what it is told', () => {
  expectTypeOf<z.input<Contracts['moveCase']['body']>>().toHaveProperty('stage')
  expectTypeOf<z.output<Contracts['listCases']['answer']>>().toHaveProperty('cases')
  expectTypeOf<Contracts['listCases']>().not.toHaveProperty('body')
})

test('what a contract or its use gets wrong does not compile', () => {
  // Never run: the compiler reads it.
  void ((routes: Routes) => {
    // @ts-expect-error: nobody would ask for its right
    routes.forMembers(contracts.moveCase, () => undefined as never)
    // @ts-expect-error: it is for members
    routes.forAnyone(contracts.listCases, () => ({ cases: [] }))
    // @ts-expect-error: there is no such operation
    contractsOf({ listSecrets: { summary: 'All of them', who: 'anyone' } })
    // @ts-expect-error: a word that contracts do not have
    contractsOf({ endAccount: { summary: 'Ends an account', who: 'members', needsProff: true } })
    // @ts-expect-error: not a right of a case
    contractsOf({ readCase: { summary: 'One case', who: 'members', right: 'peek', params: ofCase } })
  })
})
