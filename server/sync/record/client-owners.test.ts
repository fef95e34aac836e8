import { expect, it } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { createClientOwners } from './client-owners.ts'

const [hana, maria] = ['hana', 'maria'] as MemberId[] as [MemberId, MemberId]

it('[WM4] a clientID is its first writer’s, and a claim comes before the first word', () => {
  const owners = new Map<number, MemberId>()
  const clients = createClientOwners(owners)
  expect(clients.claim(hana, 7)).toBe(true)
  expect(clients.claim(maria, 7)).toBe(false)
  expect(clients.ownerFor(maria)(7)).toBe(hana)
  expect(clients.ownerFor(hana)(7)).toBeUndefined()
  expect(clients.bind(hana, [7])).toBe(true)
  expect(owners.get(7)).toBe(hana)
  expect(clients.ownerFor(hana)(7)).toBe(hana)
})

it('[WM4] nobody binds more in a day than one person’s pages draw; others are not touched by it', () => {
  const owners = new Map<number, MemberId>()
  const clients = createClientOwners(owners, new Map([[hana, limits.maxNewClientsADay - 2]]))
  expect(clients.bind(hana, [1, 2])).toBe(true)
  expect(clients.bind(hana, [3])).toBe(false)
  expect(owners.has(3)).toBe(false)
  expect(clients.bind(hana, [])).toBe(true)
  expect(clients.bind(maria, [4])).toBe(true)
})

it('[WM4] whoever claims in a loop forgets their own claims, never another’s', () => {
  const clients = createClientOwners(new Map())
  expect(clients.claim(hana, 7)).toBe(true)
  for (let client = 100; client < 30_000; client++) clients.claim(maria, client)
  expect(clients.claim(maria, 7)).toBe(false)
  expect(clients.claim(hana, 8)).toBe(true)
  expect(clients.claim(maria, 8)).toBe(false)
  // Of the many only the last are held.
  expect(clients.claim(hana, 100)).toBe(true)
  expect(clients.claim(hana, 29_999)).toBe(false)
})
