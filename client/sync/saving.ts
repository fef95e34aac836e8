// The unsaved edits of one record and what the person is told about them.

import type { KeptEdits } from '../offline/kept-record.ts'
import type { Link } from './link.ts'
import { Pusher, type PusherHost } from './pusher.ts'
import type { SaveState } from './save-state.ts'
import { SaveWatch } from './save-watch.ts'

export type SavingHost = Omit<PusherHost, 'changed'> & {
  /** Whether the record may only be read. */
  isReadOnly(): boolean
  /** Since when a join has been waited for; undefined while one stands. */
  joiningSinceMs(): number | undefined
  /** Undefined where this device can keep nothing. */
  kept(): KeptEdits | undefined
  /** Whether edits from before may wait here that have not been looked at. */
  isUnread(): boolean
  /** There are other unsaved edits than before. */
  editsChanged(): void
  /** What the person is told has changed. */
  changed(): void
  /** Every edit is confirmed. */
  allSaved(): void
}

export class Saving {
  readonly pusher: Pusher
  #watch: SaveWatch

  constructor(link: Pick<Link, 'isOnline' | 'isSignedOut'>, host: SavingHost) {
    this.pusher = new Pusher({
      ...host,
      changed: () => {
        host.editsChanged()
        if (this.edits === 0) host.allSaved()
        this.refresh()
      },
    })
    this.#watch = new SaveWatch(() => {
      const { queue, stopped, troubleSinceMs } = this.pusher
      return {
        edits: queue.edits,
        isOnline: link.isOnline(),
        isSignedOut: link.isSignedOut(),
        stopped: stopped ?? (host.isReadOnly() ? 'refused' : undefined),
        wasAway: queue.hasAway,
        kept: host.kept(),
        isUnread: host.isUnread(),
        troubleSinceMs: troubleSinceMs ?? host.joiningSinceMs(),
      }
    }, host.changed)
  }

  get state(): SaveState {
    return this.#watch.state
  }

  get edits(): number {
    return this.pusher.queue.edits
  }

  /** To be called when the connection or the rights have changed. */
  refresh(): void {
    this.#watch.refresh()
  }

  end(): void {
    this.pusher.pause()
    this.#watch.stop()
  }
}
