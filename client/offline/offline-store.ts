// What this device keeps for the time without a network: the open cases, the member's tasks, and everything that waits
// to be sent. It can be read until twelve hours after the last contact with the server; then the server must give its half
// again, which it does only for what may still be read. Whoever signs out leaves nothing; nor does a session that is over,
// but for what waits to be sent, which cannot be read here until its writer is back.

import type { DeviceId, Halves, StandingAsk } from '#shared/http/devices.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { deriveScopeKey, drawDeviceKey, type Opened, open, type Scope, seal } from './boxes.ts'
import {
  claimRows,
  type Device,
  deleteAll,
  deleteReadable,
  deleteScope,
  noteRinging,
  openStore,
  putCopyBox,
  putKeys,
  putRow,
  readDevice,
  type Store,
  scopesIn,
  takeRinging,
} from './store.ts'
import { announceTab, forgetInTab, livingTabs, thisTab } from './tabs.ts'

export type KeptRow<F> = Opened<F> & { n: number }
export type KeptCopy<F> = Opened<F> & { atMs: number }

/** `unlocked`: keys have come. `locked`: nothing can be read any more. `wiped`: nothing is there any more. */
export type OfflineNews = 'unlocked' | 'locked' | 'wiped'

const checkMs = 30_000
const channelName = 'greenroom-keep'

export class OfflineStore {
  #db: Store
  #keys = new Map<Scope, CryptoKey>()
  #listeners = new Set<(news: OfflineNews) => void>()
  #lastWork = new Set<() => Promise<void>>()
  /** Which device the keys here are of: one that was wiped meanwhile takes nothing more of them. */
  #device: DeviceId | undefined
  /** Whose device it was when this tab last looked: another tab may have wiped it before this one can ask. */
  #identity: StandingAsk | undefined
  #channel = new BroadcastChannel(channelName)

  private constructor(db: Store) {
    this.#db = db
    this.#channel.onmessage = ({ data }) => {
      if (data === 'locked') void this.#endKeys().then(() => this.#tell('locked'))
      if (data !== 'wiped' && data !== 'ended') return
      this.#keys.clear()
      if (data === 'ended') forgetInTab()
      this.#tell('wiped')
    }
  }

  /** @returns undefined where nothing can be kept: without https, or where the browser does not let us */
  static async open(): Promise<OfflineStore | undefined> {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !globalThis.BroadcastChannel) return undefined
    try {
      const keep: OfflineStore = new OfflineStore(await openStore(() => keep.#keys.clear()))
      announceTab()
      await keep.#readKeys()
      setInterval(() => void keep.#checkTime(), checkMs)
      return keep
    } catch {
      return undefined
    }
  }

  /** @returns stops listening */
  onNews(listener: (news: OfflineNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * What a part still wants written down before nothing can be sealed any more.
   * @returns takes it back
   */
  beforeLock(work: () => Promise<void>): () => void {
    this.#lastWork.add(work)
    return () => this.#lastWork.delete(work)
  }

  canRead = (scope: Scope): boolean => this.#keys.has(scope)

  /** This device's id for this member. Whatever somebody else left here is wiped first. */
  async deviceOf(member: MemberId): Promise<DeviceId> {
    const known = await readDevice(this.#db)
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
    const known = await readDevice(this.#db)
    if (known?.member !== member) return
    const device: Device = { ...known, contactAtMs: Date.now(), receipt: halves.receipt }
    const given: [Scope, string][] = [
      ['member', halves.member],
      ...(Object.entries(halves.cases) as [CaseId, string][]),
    ]
    for (const scope of await scopesIn(this.#db))
      if (scope !== 'member' && !Object.hasOwn(halves.cases, scope)) await this.wipeCase(scope)
    const fresh = await Promise.all(
      given
        .filter(([scope]) => !this.#keys.has(scope))
        .map(
          async ([scope, half]) => [scope, await deriveScopeKey(device.key, half, member, scope)] as const,
        ),
    )
    if (!(await putKeys(this.#db, device, fresh))) return
    this.#device = device.id
    this.#identity = identityOf(device)
    for (const [scope, key] of fresh) this.#keys.set(scope, key)
    this.#tell('unlocked')
  }

  /** Nothing can be read here any more until the server gives its half. What waits to be sent stays, sealed. */
  async lock(): Promise<void> {
    await this.#endKeys()
    await deleteReadable(this.#db)
    this.#channel.postMessage('locked')
    this.#tell('locked')
  }

  /** First what is only in this page yet is written down. */
  async #endKeys(): Promise<void> {
    const last = Promise.allSettled([...this.#lastWork].map((work) => work()))
    await Promise.race([last, new Promise((resolve) => setTimeout(resolve, lastWorkMs))])
    this.#keys.clear()
  }

  /** Everything goes: somebody signs out, or somebody else signs in. */
  wipe = (): Promise<void> => this.#wipe('wiped')

  /** The account has ended: everything goes, and what each tab has for itself. */
  end(): Promise<void> {
    forgetInTab()
    return this.#wipe('ended')
  }

  async #wipe(why: 'wiped' | 'ended'): Promise<void> {
    this.#keys.clear()
    await deleteAll(this.#db)
    this.#channel.postMessage(why)
    this.#tell('wiped')
  }

  /** Whose device this is, for the server to say how they stand; undefined when nothing is kept. */
  async identity(): Promise<StandingAsk | undefined> {
    const device = await readDevice(this.#db)
    // One that was only just begun, and is the same member's, shows nothing yet.
    const isBlank = device && !device.receipt && device.member === this.#identity?.member
    if (device && !isBlank) this.#identity = identityOf(device)
    return this.#identity
  }

  noteRinging = (member: MemberId): Promise<void> => noteRinging(this.#db, member)
  takeRinging = (): Promise<MemberId | undefined> => takeRinging(this.#db)

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
    const n = await putRow(this.#db, this.#device, { ...box, scope, kind, tab: thisTab })
    if (n === undefined) throw new Error('This device was wiped')
    return n
  }

  /** Whether anything of a kind waits here, readable or not, whichever tab it is of. */
  hasRows = async (scope: Scope, kind: string): Promise<boolean> =>
    (await this.#db.getAllFromIndex('rows', 'scope', scope)).some((row) => row.kind === kind)

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
    await putCopyBox(this.#db, this.#device, [scope, name], { ...box, atMs: Date.now() }).catch(() => {})
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
    await this.identity()
    this.#device = this.#identity?.device
    const scopes = await this.#db.getAllKeys('keys')
    for (const scope of scopes) {
      const key = await this.#db.get('keys', scope)
      if (key) this.#keys.set(scope, key)
    }
  }

  /** A clock that was set back does not give more time: then too the server is asked. */
  async #isOver(): Promise<boolean> {
    const device = await readDevice(this.#db)
    if (!device) return true
    const sinceMs = Date.now() - device.contactAtMs
    return sinceMs < -clockSlackMs || sinceMs > limits.keptHours * 3_600_000
  }

  async #checkTime(): Promise<void> {
    if (this.#keys.size > 0 && (await this.#isOver())) await this.lock()
  }

  #tell(news: OfflineNews): void {
    for (const listener of [...this.#listeners]) listener(news)
  }
}

const identityOf = ({ member, id, receipt = '' }: Device): StandingAsk => ({ member, device: id, receipt })

/** What is slower than this waits in the page. */
const lastWorkMs = 1_000
const clockSlackMs = 5 * 60_000

/** A random id (UUID version 4). */
const drawId = (): DeviceId => crypto.randomUUID() as DeviceId

/** The one keep of this tab. */
export const offlineStoreHere: Promise<OfflineStore | undefined> =
  typeof window === 'undefined' ? Promise.resolve(undefined) : OfflineStore.open()
