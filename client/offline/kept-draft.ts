// What somebody is writing and has not sent, kept on this device: it is there again after a reload, a crash, or a flat battery,
// and gone once it is sent, given up, or somebody signs out. Tabs keep theirs apart.

import type { Scope } from './boxes.ts'
import { type OfflineStore, offlineStoreHere } from './offline-store.ts'

const gatherMs = 200

/** What is written, and where it can be put back. */
export type DraftHost<D> = {
  /** Whether whoever may see it here is here. */
  isSomebodyHere(): boolean
  /** Undefined where nothing is worth keeping. */
  toKeep(): D | undefined
  /** @returns whether it was put back */
  restore(found: D): boolean
  /** Whether it is on the disk now. */
  noteKept(isKept: boolean): void
  /** Hears of every change. @returns stops listening */
  subscribe(listener: () => void): () => void
}

/** Where it is kept: a draft of a case goes with the right to open that case. */
export type DraftPlace = { readonly scope: Scope; readonly kind: string }

export type DraftKeeper = {
  /** Writes down, or drops, what is to be by now. Never rejects: a host that must know asks `noteKept`. */
  keepNow: () => Promise<void>
  /** Writes down what is left to be, and stops. */
  stop: () => void
}

/** Follows it from now on. */
export function keepDraft<D>(host: DraftHost<D>, place: DraftPlace): DraftKeeper {
  let kept: KeptDraft<D> | undefined
  let isOver = false
  void offlineStoreHere.then((keep) => {
    if (keep && !isOver) kept = new KeptDraft(keep, host, place)
  })
  return {
    keepNow: async () => kept?.keepNow(),
    stop: () => {
      isOver = true
      kept?.close()
    },
  }
}

class KeptDraft<D> {
  #keep: OfflineStore
  #host: DraftHost<D>
  #place: DraftPlace
  #row: number | undefined
  #written = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #work: Promise<void> = Promise.resolve()
  #stops: (() => void)[]

  constructor(keep: OfflineStore, host: DraftHost<D>, place: DraftPlace) {
    this.#keep = keep
    this.#host = host
    this.#place = place
    const seen = () => void this.keepNow()
    document.addEventListener('visibilitychange', seen)
    this.#stops = [
      () => document.removeEventListener('visibilitychange', seen),
      host.subscribe(() => {
        this.#timer ??= setTimeout(() => void this.keepNow(), gatherMs)
      }),
      keep.onNews((news) => news === 'unlocked' && void this.keepNow()),
      keep.beforeLock(() => this.keepNow()),
    ]
    void this.keepNow()
  }

  close(): void {
    void this.keepNow()
    for (const stop of this.#stops) stop()
  }

  /** One after the other: whatever is under way comes first. */
  keepNow(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#work = this.#work.then(() => this.#follow())
    return this.#work
  }

  async #follow(): Promise<void> {
    if (!this.#keep.canRead(this.#place.scope) || !this.#host.isSomebodyHere()) return
    const draft = this.#host.toKeep()
    try {
      if (draft) await this.#write(draft)
      else if (this.#row !== undefined) await this.#drop()
      else await this.#readBack()
    } catch {
      // No room, or nothing may be kept any more: the page says that it is kept nowhere.
      this.#host.noteKept(false)
    }
  }

  /** The new one first: at no moment is there none. */
  async #write(draft: D): Promise<void> {
    const text = JSON.stringify(draft)
    if (text === this.#written) return
    const before = this.#row
    this.#row = await this.#keep.addRow(this.#place.scope, this.#place.kind, draft)
    this.#written = text
    if (before !== undefined) await this.#keep.deleteRows([before])
    this.#host.noteKept(true)
  }

  async #drop(): Promise<void> {
    if (this.#row !== undefined) await this.#keep.deleteRows([this.#row])
    this.#row = undefined
    this.#written = ''
    this.#host.noteKept(false)
  }

  /** One that a tab has left behind, the newest first; the next one when this is done with. */
  async #readBack(): Promise<void> {
    const found = (await this.#keep.rowsOf<D>(this.#place.scope, this.#place.kind)).at(-1)
    if (!found || this.#host.toKeep()) return
    if (!this.#host.restore(found.facts)) return
    this.#row = found.n
    this.#written = JSON.stringify(found.facts)
    this.#host.noteKept(true)
  }
}
