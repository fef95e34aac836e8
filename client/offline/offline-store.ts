// What this device keeps for the time without a network: the open cases, the member's tasks, and everything that waits
// to be sent. It can be read until twelve hours after the last contact with the server; then the server must give its half
// again, which it does only for what may still be read. Whoever signs out leaves nothing.

import type { DeviceId, Halves } from '#shared/http/devices.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { deriveScopeKey, drawDeviceKey, type Opened, open, type Scope, seal } from './boxes.ts'
import {
  claimRows,
  type Device,
  deleteAll,
  deleteReadable,
  deleteScope,
  openStore,
  type Store,
  scopesIn,
} from './store.ts'
import { announceTab, livingTabs, thisTab } from './tabs.ts'

export type KeptRow<F> = Opened<F> & { n: number }
export type KeptCopy<F> = Opened<F> & { atMs: number }

/** `unlocked`: keys have come. `locked`: nothing can be read any more. `wiped`: nothing is there any more. */
export type KeepNews = 'unlocked' | 'locked' | 'wiped'

const checkMs = 30_000
const channelName = 'greenroom-keep'

export class Keep {
  #db: Store
  #keys = new Map<Scope, CryptoKey>()
  #listeners = new Set<(news: KeepNews) => void>()
  #channel = new BroadcastChannel(channelName)

  private constructor(db: Store) {
    this.#db = db
    this.#channel.onmessage = ({ data }) => {
      if (data !== 'wiped') return
      this.#keys.clear()
      this.#tell('wiped')
    }
  }

  /** @returns undefined where nothing can be kept: without https, or where the browser does not let us */
  static async open(): Promise<Keep | undefined> {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !globalThis.BroadcastChannel) return undefined
    try {
      const keep: Keep = new Keep(await openStore(() => keep.#keys.clear()))
      announceTab()
      await keep.#readKeys()
      setInterval(() => void keep.#checkTime(), checkMs)
      return keep
    } catch {
      return undefined
    }
  }

  /** @returns stops listening */
  onNews(listener: (news: KeepNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  canRead = (scope: Scope): boolean => this.#keys.has(scope)

  /** This device's id for this member. Whatever somebody else left here is wiped first. */
  async deviceOf(member: MemberId): Promise<DeviceId> {
    const known = await this.#db.get('device', 'this')
    if (known?.member === member) return known.id
    if (known) await this.wipe()
    const device: Device = {
      id: drawId(),
      member,
      key: await drawDeviceKey(),
      contactAtMs: Date.now(),
    }
    await this.#db.put('device', device, 'this')
    return device.id
  }

  /** The server has said what may be read now. What is kept of anything else is wiped. */
  async unlock(member: MemberId, halves: Halves): Promise<void> {
    const device = await this.#db.get('device', 'this')
    if (device?.member !== member) return
    await this.#db.put('device', { ...device, contactAtMs: Date.now() }, 'this')
    const given: [Scope, string][] = [
      ['member', halves.member],
      ...(Object.entries(halves.cases) as [CaseId, string][]),
    ]
    for (const scope of await scopesIn(this.#db))
      if (scope !== 'member' && !Object.hasOwn(halves.cases, scope)) await this.wipeCase(scope)
    for (const [scope, half] of given) {
      if (this.#keys.has(scope)) continue
      const key = await deriveScopeKey(device.key, half, member, scope)
      this.#keys.set(scope, key)
      await this.#db.put('keys', key, scope)
    }
    this.#tell('unlocked')
  }

  /** Nothing can be read here any more until the server gives its half. What waits to be sent stays, sealed. */
  async lock(): Promise<void> {
    this.#keys.clear()
    await deleteReadable(this.#db)
    this.#tell('locked')
  }

  /** Everything goes: somebody signs out, or somebody else signs in. */
  async wipe(): Promise<void> {
    this.#keys.clear()
    await deleteAll(this.#db)
    this.#channel.postMessage('wiped')
    this.#tell('wiped')
  }

  async wipeCase(caseId: CaseId): Promise<void> {
    this.#keys.delete(caseId)
    await deleteScope(this.#db, caseId)
  }

  /**
   * Keeps something that waits to be sent; on the disk when this returns.
   * @returns its number
   * @throws where there is no room, or no key
   */
  async addRow(scope: Scope, kind: string, facts: unknown, bytes?: Uint8Array): Promise<number> {
    const box = await seal(this.#keyOf(scope), scope, kind, facts, bytes)
    const trx = this.#db.transaction('rows', 'readwrite', { durability: 'strict' })
    const n = await trx.store.add({ ...box, scope, kind, tab: thisTab })
    await trx.done
    return n
  }

  async deleteRows(numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return
    const trx = this.#db.transaction('rows', 'readwrite')
    await Promise.all([...numbers.map((n) => trx.store.delete(n)), trx.done])
  }

  /** What waits to be sent and is this tab's to send, oldest first. */
  async rowsOf<F>(scope: Scope, kind: string): Promise<KeptRow<F>[]> {
    const key = this.#keys.get(scope)
    if (!key) return []
    const rows = await claimRows(this.#db, scope, kind, thisTab, await livingTabs())
    const opened = await Promise.all(
      rows.map(async (row) => {
        const found = await open<F>(key, scope, kind, row)
        return found && { ...found, n: row.n! }
      }),
    )
    return opened.filter((row) => row !== undefined)
  }

  /** Keeps something to show; where there is no room or no key, nothing. */
  async putCopy(scope: Scope, name: string, facts: unknown, bytes?: Uint8Array): Promise<void> {
    const key = this.#keys.get(scope)
    if (!key) return
    const box = await seal(key, scope, name, facts, bytes)
    if (!this.#keys.has(scope)) return
    await this.#db.put('copies', { ...box, atMs: Date.now() }, [scope, name]).catch(() => {})
  }

  async readCopy<F>(scope: Scope, name: string): Promise<KeptCopy<F> | undefined> {
    const [key, box] = [this.#keys.get(scope), await this.#db.get('copies', [scope, name])]
    if (!key || !box) return undefined
    const opened = await open<F>(key, scope, name, box)
    return opened && { ...opened, atMs: box.atMs }
  }

  /** The names of the copies there are in every scope that can be read. */
  async copyNames(): Promise<[Scope, string][]> {
    const names = await this.#db.getAllKeys('copies')
    return names.filter(([scope]) => this.#keys.has(scope))
  }

  #keyOf(scope: Scope): CryptoKey {
    const key = this.#keys.get(scope)
    if (!key) throw new Error('There is no key for this yet')
    return key
  }

  async #readKeys(): Promise<void> {
    if (await this.#isOver()) {
      await deleteReadable(this.#db)
      return
    }
    const scopes = await this.#db.getAllKeys('keys')
    for (const scope of scopes) {
      const key = await this.#db.get('keys', scope)
      if (key) this.#keys.set(scope, key)
    }
  }

  /** A clock that was set back does not give more time: then too the server is asked. */
  async #isOver(): Promise<boolean> {
    const device = await this.#db.get('device', 'this')
    if (!device) return true
    const sinceMs = Date.now() - device.contactAtMs
    return sinceMs < -clockSlackMs || sinceMs > limits.keptHours * 3_600_000
  }

  async #checkTime(): Promise<void> {
    if (this.#keys.size > 0 && (await this.#isOver())) await this.lock()
  }

  #tell(news: KeepNews): void {
    for (const listener of [...this.#listeners]) listener(news)
  }
}

const clockSlackMs = 5 * 60_000

/** A random id (UUID version 4). */
const drawId = (): DeviceId => crypto.randomUUID() as DeviceId

/** The one keep of this tab. */
export const keepHere: Promise<Keep | undefined> =
  typeof window === 'undefined' ? Promise.resolve(undefined) : Keep.open()
