import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../offline/boxes.ts'
import type { OfflineStore } from '../offline/offline-store.ts'
import { restoreFrom } from './kept-queries.ts'
import { keys } from './keys.ts'

const id = 'c0ffee00-0000-4000-8000-000000000001' as Scope
const head = { id, codeName: 'Amber Heron', level: 'write' }
const access = { access: [{ member: 'm1' }], excluded: ['m2'], lifts: [] }

/** A device on which these copies can be read. */
function device(copies: readonly (readonly [Scope, string, unknown])[]) {
  const keep = {
    copyNames: async () => copies.map(([scope, name]) => [scope, name]),
    readCopy: async (scope: Scope, name: string) => {
      const found = copies.find((one) => one[0] === scope && one[1] === name)
      return found && { facts: found[2], bytes: new Uint8Array(), atMs: 1_000 }
    },
  }
  return keep as unknown as Pick<OfflineStore, 'readCopy' | 'copyNames'>
}
const me = ['member', 'query me', { member: { id: 'm1' } }] as const

describe('[KE1] what a device shows without a network', () => {
  it('is every part of a case that was kept', async () => {
    const client = new QueryClient()
    const keep = device([me, ['member', 'query cases', [head]], [id, 'query case people', { people: [] }]])
    expect(await restoreFrom(keep, client)).toEqual(me[2])
    expect(client.getQueryData(keys.cases)).toEqual([head])
    expect(client.getQueryData(keys.casePart(id, 'people'))).toEqual({ people: [] })
    expect(client.getQueryData(keys.casePart(id, 'reports'))).toBeUndefined()
  })

  it('is a case that a former version kept whole, in its parts; a part that was kept since is newer', async () => {
    const client = new QueryClient()
    const whole = { ...head, ...access, people: [{ id: 'old' }], reports: [{ id: 'r1' }] }
    const newer = { people: [{ id: 'new' }] }
    await restoreFrom(device([me, [id, 'query case', whole], [id, 'query case people', newer]]), client)
    expect(client.getQueryData(keys.casePart(id, 'head'))).toEqual(head)
    expect(client.getQueryData(keys.casePart(id, 'reports'))).toEqual({ reports: [{ id: 'r1' }] })
    expect(client.getQueryData(keys.casePart(id, 'access'))).toEqual(access)
    expect(client.getQueryData(keys.casePart(id, 'people'))).toEqual(newer)
  })

  it('is nothing where nobody was signed in', async () => {
    const client = new QueryClient()
    expect(await restoreFrom(device([[id, 'query case people', {}]]), client)).toBeUndefined()
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})
