// What is kept of one record on this device: the edits that the server has not confirmed, on the disk soon after they
// are made and gone once it has, and a copy of the document to show while there is no network.

import type { CaseId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import type { OfflineStore } from './offline-store.ts'

/** What a copy of a document is kept with. */
export type RecordFacts = {
  epoch: string
  mayWrite: boolean
  /** The record schema it was written under. */
  schema: number
  facts: readonly TaskReceipts[]
}
export type RecordCopy = RecordFacts & { update: Uint8Array }
type EditFacts = { epoch?: string }

/** How far the unsaved edits are on the disk. */
export type KeptEdits = {
  readonly edits: number
  /** `full`: there is no room; `off`: this device cannot keep anything now. */
  readonly trouble?: 'full' | 'off'
}

export type KeptRecordHost = {
  /** The unsaved edits as they are now, oldest first; the same objects until they are saved. */
  unsaved(): readonly Uint8Array[]
  epoch(): string | undefined
  /** The document as it may be shown later; undefined while it may not be kept. */
  copy(): RecordCopy | undefined
  isOnline(): boolean
  changed(): void
}

/** With a network most edits are saved sooner than they could be kept; without one each counts at once. */
const gatherMs = { online: 400, offline: 10 }
const copyAfterMs = 2_000
const againMs = 5_000
const editKind = 'edit'
const copyName = 'document'

/** The last work on the disk for each case, whichever object of this tab does it. */
const workOf = new Map<CaseId, Promise<void>>()

export class KeptRecord {
  #keep: OfflineStore
  #caseId: CaseId
  #host: KeptRecordHost
  #rows = new Map<Uint8Array, number>()
  /** How many of the unsaved edits are rows. */
  #keptEdits = 0
  #trouble: KeptEdits['trouble']
  #timer: ReturnType<typeof setTimeout> | undefined
  #copyTimer: ReturnType<typeof setTimeout> | undefined
  #work: Promise<void>
  #isEnded = false
  #isWiped = false
  #stopLastWork: () => void
  #hide = () => document.visibilityState === 'hidden' && this.keepNow()

  constructor(keep: OfflineStore, caseId: CaseId, host: KeptRecordHost) {
    this.#keep = keep
    this.#caseId = caseId
    this.#host = host
    // One that was just let go of may still be tidying up: what it has to delete must not be taken for unsent.
    this.#work = workOf.get(caseId) ?? Promise.resolve()
    document.addEventListener('visibilitychange', this.#hide)
    this.#stopLastWork = keep.beforeLock(() => this.#flush())
  }

  get state(): KeptEdits {
    const edits = Math.min(this.#keptEdits, this.#host.unsaved().length)
    return { edits, ...(this.#trouble && { trouble: this.#trouble }) }
  }

  get canRead(): boolean {
    return this.#keep.canRead(this.#caseId)
  }

  /** Whether edits wait here that cannot be read before the server gives its half. */
  hasSealed = async (): Promise<boolean> =>
    !this.canRead && (await this.#keep.hasRows(this.#caseId, editKind))

  /** The edits that wait here for a tab to send them: this tab does from now on. Those of another epoch stay where they are. */
  readEdits(epoch: string | undefined): Promise<Uint8Array[]> {
    const read = this.#work.then(() => this.#readEdits(epoch))
    this.#setWork(
      read.then(
        () => {},
        () => {},
      ),
    )
    return read
  }

  async #readEdits(epoch: string | undefined): Promise<Uint8Array[]> {
    const rows = await this.#keep.rowsOf<EditFacts>(this.#caseId, editKind)
    const known = new Set(this.#rows.values())
    const fresh = rows.filter(
      ({ n, facts }) => !known.has(n) && (!epoch || !facts.epoch || facts.epoch === epoch),
    )
    for (const { n, bytes } of fresh) this.#rows.set(bytes, n)
    return fresh.map(({ bytes }) => bytes)
  }

  async readCopy(): Promise<RecordCopy | undefined> {
    const copy = await this.#keep.readCopy<RecordFacts>(this.#caseId, copyName)
    return copy && { ...copy.facts, update: copy.bytes }
  }

  /** The unsaved edits have changed: the disk follows soon. */
  touch(): void {
    if (this.#isEnded) return
    this.#timer ??= setTimeout(
      () => void this.#flush(),
      this.#host.isOnline() ? gatherMs.online : gatherMs.offline,
    )
  }

  /** The document has changed: the copy follows after a while. */
  copyLater(): void {
    if (this.#isEnded) return
    this.#copyTimer ??= setTimeout(() => void this.#copy(), copyAfterMs)
  }

  /** The page may go at any moment. */
  keepNow(): void {
    void this.#copy()
  }

  /** The disk follows once more, and then no longer. */
  end(): void {
    const isDue = this.#timer !== undefined
    this.abandon()
    if (isDue) void this.#flush()
  }

  /** What is on the disk stays as it is. */
  abandon(): void {
    this.#isEnded = true
    clearTimeout(this.#timer)
    clearTimeout(this.#copyTimer)
    document.removeEventListener('visibilitychange', this.#hide)
    this.#stopLastWork()
  }

  /** Nothing of this case stays on this device. */
  wipe(): void {
    this.abandon()
    this.#isWiped = true
    void this.#work.then(() => this.#keep.wipeCase(this.#caseId))
  }

  /** In turn: what a run finds is what the one before has left. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#setWork(this.#work.then(() => this.#follow()))
    return this.#work
  }

  #setWork(work: Promise<void>): void {
    this.#work = work
    workOf.set(this.#caseId, work)
  }

  async #follow(): Promise<void> {
    if (this.#isWiped) return
    const unsaved = new Set(this.#host.unsaved())
    try {
      await this.#drop([...this.#rows.keys()].filter((edit) => !unsaved.has(edit)))
      for (const edit of unsaved) if (!this.#rows.has(edit)) await this.#add(edit)
      this.#setTrouble(undefined)
    } catch (error) {
      if (unsaved.size > 0) this.#timer ??= setTimeout(() => void this.#flush(), againMs)
      this.#setTrouble(isFull(error) ? 'full' : 'off')
    }
    this.#count()
    this.#host.changed()
  }

  #count(): void {
    this.#keptEdits = this.#host.unsaved().filter((edit) => this.#rows.has(edit)).length
  }

  async #add(edit: Uint8Array): Promise<void> {
    const epoch = this.#host.epoch()
    const facts: EditFacts = epoch === undefined ? {} : { epoch }
    const n = await this.#keep.addRow(this.#caseId, editKind, facts, edit)
    this.#rows.set(edit, n)
  }

  async #drop(gone: readonly Uint8Array[]): Promise<void> {
    await this.#keep.deleteRows(gone.map((edit) => this.#rows.get(edit)!))
    for (const edit of gone) this.#rows.delete(edit)
  }

  #setTrouble(trouble: KeptEdits['trouble']): void {
    this.#trouble = trouble
  }

  /**
   * A copy may show nothing that is neither saved nor waiting to be sent: so it is taken first, and written after
   * the edits are on the disk.
   */
  async #copy(): Promise<void> {
    clearTimeout(this.#copyTimer)
    this.#copyTimer = undefined
    const copy = this.#isEnded ? undefined : this.#host.copy()
    if (!copy) return
    await this.#flush()
    if (this.#trouble || this.#isEnded) return
    const { update, ...facts } = copy
    await this.#keep.putCopy(this.#caseId, copyName, facts, update)
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError'
