// How an open record and what is kept of it on this device come together: edits from before a reload join the unsaved
// ones before anything is asked of the server, and the kept document is shown once it is clear that there is no network.

import type { CaseId } from '#shared/ids.ts'
import { upgrade } from '#shared/record/upgrade.ts'
import { type KeptEdits, KeptRecord, type KeptRecordHost, type RecordCopy } from '../offline/kept-record.ts'
import type { OfflineStore } from '../offline/offline-store.ts'

export type KeepingHost = KeptRecordHost & {
  /** Edits that were made here before, and are unsaved. */
  adopt(edits: readonly Uint8Array[]): void
  /** Whether nothing of the record is on the screen yet. */
  isBlank(): boolean
  /** The document as it was when it was last seen. */
  show(copy: RecordCopy): void
}

/** The disk answers in milliseconds; one that does not must not keep anybody from the meeting. */
const patienceMs = 1_000

export class Keeping {
  #host: KeepingHost
  #kept: KeptRecord | undefined
  #ready: Promise<void>
  #isReady = false
  #isLookedAt = false
  #hasSealed = false
  #isOver = false
  #stopNews = () => {}

  /** @param keep undefined where nothing is kept at all */
  constructor(keep: Promise<OfflineStore | undefined> | undefined, caseId: CaseId, host: KeepingHost) {
    this.#host = host
    this.#isReady = this.#isLookedAt = keep === undefined
    const late = new Promise<void>((resolve) => setTimeout(resolve, keep ? patienceMs : 0))
    const looked = this.#open(keep, caseId).finally(() => {
      this.#isLookedAt = true
      if (!this.#isOver) this.#host.changed()
    })
    this.#ready = Promise.race([late, looked]).finally(() => {
      this.#isReady = true
    })
  }

  /** Undefined while nothing can be kept. */
  get edits(): KeptEdits | undefined {
    return this.#kept?.canRead ? this.#kept.state : undefined
  }

  /** What may wait here from before has not been looked at yet: nobody can say that everything is saved. */
  get isUnread(): boolean {
    return !this.#isLookedAt || this.#hasSealed
  }

  /** Now, or as soon as what was kept has been looked at. */
  whenReady(work: () => void): void {
    if (this.#isReady) work()
    else void this.#ready.then(() => this.#isOver || work())
  }

  /** There is no network: what was kept is shown if nothing else is. */
  offline(): void {
    void this.#kept?.keepNow()
    this.whenReady(() => void this.#showCopy())
  }

  touch = (): void => this.#kept?.touch()
  copyLater = (): void => this.#kept?.copyLater()

  /** The record is let go of. */
  end(): void {
    this.#stop()
    this.#kept?.end()
  }

  /** What is on the disk stays as it is. */
  abandon(): void {
    this.#stop()
    this.#kept?.abandon()
  }

  /** Nothing of the case stays here. */
  wipe(): void {
    this.#stop()
    this.#kept?.wipe()
  }

  #stop(): void {
    this.#isOver = true
    this.#stopNews()
  }

  async #open(coming: Promise<OfflineStore | undefined> | undefined, caseId: CaseId): Promise<void> {
    const keep = await coming
    if (!keep || this.#isOver) return
    const kept = new KeptRecord(keep, caseId, this.#host)
    this.#kept = kept
    this.#stopNews = keep.onNews((news) => {
      if (news === 'unlocked') void this.#adopt(kept)
      this.#host.changed()
    })
    await this.#adopt(kept)
  }

  async #adopt(kept: KeptRecord): Promise<void> {
    const edits = await kept.readEdits(this.#host.epoch()).catch(() => [])
    if (this.#isOver) return
    if (edits.length > 0) this.#host.adopt(edits)
    this.#hasSealed = await kept.hasSealed().catch(() => false)
    if (this.#isOver) return
    this.#host.changed()
    kept.touch()
    kept.copyLater()
  }

  async #showCopy(): Promise<void> {
    const copy = this.#host.isBlank() ? await this.#kept?.readCopy() : undefined
    if (!copy || this.#isOver || !this.#host.isBlank()) return
    // One that was written under a later schema waits for the server: this version may not know what stands in it.
    const update = upgrade(copy.update, copy.schema)
    if (update) this.#host.show({ ...copy, update })
  }
}
