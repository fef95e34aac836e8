// The database on this device: who it belongs to, the keys of scopes, what waits to be sent (rows), and what is shown
// while there is no network (copies). Words stand in it only sealed.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { DeviceId } from '#shared/http/devices.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Box, Scope } from './boxes.ts'

export type Device = {
  id: DeviceId
  member: MemberId
  key: CryptoKey
  /** When the server last gave its halves, in milliseconds. */
  contactAtMs: number
  /** Shows the server whose device this is, when nobody is signed in on it any more. */
  receipt?: string
}

/** Whose notifications this device showed when their session ended, so that it shows them again when they are back. */
type Rings = { for: MemberId }

export type Row = Box & {
  n?: number
  scope: Scope
  kind: string
  /** The tab that answers for it. */
  tab: string
}

interface Schema extends DBSchema {
  device: { key: 'this' | 'rings'; value: Device | Rings }
  keys: { key: Scope; value: CryptoKey }
  rows: { key: number; value: Row; indexes: { scope: Scope } }
  copies: { key: [Scope, string]; value: Box & { atMs: number } }
}

export type Store = IDBPDatabase<Schema>
export const stores = ['device', 'keys', 'rows', 'copies'] as const

/** @throws where the browser keeps nothing */
export const openStore = (gone: () => void): Promise<Store> =>
  openDB<Schema>('greenroom', 1, {
    upgrade(db) {
      db.createObjectStore('device')
      db.createObjectStore('keys')
      db.createObjectStore('rows', { keyPath: 'n', autoIncrement: true }).createIndex('scope', 'scope')
      db.createObjectStore('copies')
    },
    blocking: (_old, _next, event) => (event.target as IDBDatabase).close(),
    terminated: gone,
  })

/** Everything of a scope but its key, in one go. */
export async function deleteScope(db: Store, scope: Scope): Promise<void> {
  const trx = db.transaction(stores, 'readwrite')
  const ids = await trx.objectStore('rows').index('scope').getAllKeys(scope)
  await Promise.all([
    ...ids.map((id) => trx.objectStore('rows').delete(id)),
    trx.objectStore('copies').delete(ofScope(scope)),
    trx.objectStore('keys').delete(scope),
    trx.done,
  ])
}

/** The copies of one scope. */
const ofScope = (scope: Scope) => IDBKeyRange.bound([scope, ''], [scope, '\uffff'])

/** Everything, whoever it belonged to. */
export async function deleteAll(db: Store): Promise<void> {
  const trx = db.transaction(stores, 'readwrite')
  await Promise.all([...stores.map((name) => trx.objectStore(name).clear()), trx.done])
}

/**
 * What can be read: keys and copies. What waits to be sent stays, and cannot be read until the server gives its half; where
 * nothing waits, nothing stays.
 */
export async function deleteReadable(db: Store): Promise<void> {
  const trx = db.transaction(stores, 'readwrite')
  const isWaiting = (await trx.objectStore('rows').count()) > 0
  await Promise.all([
    trx.objectStore('keys').clear(),
    trx.objectStore('copies').clear(),
    ...(isWaiting ? [] : [trx.objectStore('device').delete('this')]),
    trx.done,
  ])
}

export const readDevice = async (db: Store): Promise<Device | undefined> =>
  (await db.get('device', 'this')) as Device | undefined

/** The keys of a device that is still this one: what was wiped meanwhile stays so. @returns whether it is */
export async function putKeys(
  db: Store,
  device: Device,
  keys: readonly (readonly [Scope, CryptoKey])[],
): Promise<boolean> {
  const trx = db.transaction(['device', 'keys'], 'readwrite')
  const known = (await trx.objectStore('device').get('this')) as Device | undefined
  if (known?.id !== device.id) return false
  await Promise.all([
    trx.objectStore('device').put(device, 'this'),
    ...keys.map(([scope, key]) => trx.objectStore('keys').put(key, scope)),
    trx.done,
  ])
  return true
}

/** @returns the row's number; undefined on a device that is not this one any more */
export async function putRow(db: Store, device: DeviceId | undefined, row: Row): Promise<number | undefined> {
  const trx = db.transaction(['device', 'rows'], 'readwrite', { durability: 'strict' })
  const known = (await trx.objectStore('device').get('this')) as Device | undefined
  if (!known || known.id !== device) return undefined
  const n = await trx.objectStore('rows').add(row)
  await trx.done
  return n
}

/** On a device that is not this one any more, or whose keys are gone, nothing. */
export async function putCopyBox(
  db: Store,
  device: DeviceId | undefined,
  [scope, name]: [Scope, string],
  box: Box & { atMs: number },
): Promise<void> {
  const trx = db.transaction(['device', 'keys', 'copies'], 'readwrite')
  const known = (await trx.objectStore('device').get('this')) as Device | undefined
  if (known?.id !== device || !(await trx.objectStore('keys').getKey(scope))) return
  await trx.objectStore('copies').put(box, [scope, name])
  await trx.done
}

export const noteRinging = async (db: Store, member: MemberId): Promise<void> => {
  await db.put('device', { for: member }, 'rings')
}

/** Whose notifications were shown here, once. */
export async function takeRinging(db: Store): Promise<MemberId | undefined> {
  const trx = db.transaction('device', 'readwrite')
  const rings = (await trx.store.get('rings')) as Rings | undefined
  await Promise.all([trx.store.delete('rings'), trx.done])
  return rings?.for
}

/** Every scope that something is kept of. */
export async function scopesIn(db: Store): Promise<Set<Scope>> {
  const trx = db.transaction(['keys', 'rows', 'copies'])
  const [keys, rows, copies] = await Promise.all([
    trx.objectStore('keys').getAllKeys(),
    trx.objectStore('rows').getAll(),
    trx.objectStore('copies').getAllKeys(),
  ])
  return new Set([...keys, ...rows.map(({ scope }) => scope), ...copies.map(([scope]) => scope)])
}

/** The rows of a scope and kind, oldest first, which this tab answers for from now on: its own, and those of tabs that are gone. */
export async function claimRows(
  db: Store,
  scope: Scope,
  kind: string,
  tab: string,
  alive: ReadonlySet<string>,
): Promise<Row[]> {
  const trx = db.transaction('rows', 'readwrite')
  const rows = await trx.store.index('scope').getAll(scope)
  const mine = rows.filter((row) => row.kind === kind && (row.tab === tab || !alive.has(row.tab)))
  const others = mine.filter((row) => row.tab !== tab)
  await Promise.all([...others.map((row) => trx.store.put({ ...row, tab })), trx.done])
  return mine.sort((a, b) => a.n! - b.n!)
}
